// Control characters made visible: a terminal obeys those of a model's answer or a name on record.
// C0 (ESC among them), DEL and C1 come as \u001b, bytes that are not UTF-8 as \x9b: whatever the
// terminal's encoding, none is left to obey. JSON stays JSON.
#pragma once

#include <string>
#include <string_view>

namespace cli {

class ControlFilter {
 public:
  // `kept`: the control characters that pass.
  explicit ControlFilter(std::string_view kept = "\n\t") : kept_(kept) {}

  // The next piece of a text. A character whose end has not come yet is held back.
  [[nodiscard]] std::string filter(std::string_view piece);
  // What is held back, made visible.
  [[nodiscard]] std::string finish();

 private:
  void put_ascii(char c, std::string& shown) const;

  std::string_view kept_;
  std::string held_;
};

}  // namespace cli
