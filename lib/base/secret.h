// A secret: bytes that can be used, but neither printed nor left behind.
#pragma once

#include <string>
#include <string_view>

namespace weir {

// Owns the bytes of a key. It has no stream operator and no implicit conversion, so that it cannot
// reach a log line by accident; its memory is wiped before it is given back. Not copyable.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view bytes);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  // The only way to the bytes; borrowed until the Secret changes or ends.
  [[nodiscard]] std::string_view reveal() const { return bytes_; }

 private:
  std::string bytes_;
};

// Overwrites a buffer that held a secret, so that the compiler cannot leave the write out.
void wipe(std::string& bytes);

}  // namespace weir
