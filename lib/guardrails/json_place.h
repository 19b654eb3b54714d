// Where in a JSON text one is: inside a string, or outside of all.
#pragma once

#include <string_view>

namespace weir {

class JsonPlace {
 public:
  void read(std::string_view text) {
    for (const char byte : text) {
      if (is_escaped_) {
        is_escaped_ = false;
      } else if (byte == '"') {
        in_string_ = !in_string_;
      } else if (byte == '\\') {
        is_escaped_ = in_string_;
      }
    }
  }
  [[nodiscard]] bool in_string() const { return in_string_; }

 private:
  bool in_string_ = false;
  bool is_escaped_ = false;
};

}  // namespace weir
