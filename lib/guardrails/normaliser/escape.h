// One escape at a time: percent (RFC 3986, 2.1) and the backslash forms of JSON, JavaScript, C,
// Java and Python: \uXXXX with surrogate pairs, \u{X...}, \UXXXXXXXX, \xXX and the letters of JSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace weir {

struct Escape {
  char32_t code_point = 0;
  size_t size = 0;            // bytes; 0: no escape, or one that is not valid
  bool is_truncated = false;  // then: the text ends before the escape does
};

// The longest escape in bytes.
inline constexpr size_t kMostEscapeBytes = 16;
inline constexpr size_t kMostHexDigits = 6;
inline constexpr size_t kMostDecimalDigits = 7;

// 0 to 15; 16: no digit of that base.
[[nodiscard]] constexpr uint32_t hex_digit(char byte) {
  if (byte >= '0' && byte <= '9') return static_cast<uint32_t>(byte - '0');
  if (byte >= 'a' && byte <= 'f') return static_cast<uint32_t>(byte - 'a') + 10;
  if (byte >= 'A' && byte <= 'F') return static_cast<uint32_t>(byte - 'A') + 10;
  return 16;
}

// The number that `text` begins with, of at most `most` digits, and how many they are.
[[nodiscard]] std::pair<uint32_t, size_t> read_number(std::string_view text, uint32_t base,
                                                      size_t most);

// An escape of `size` bytes for `value`; none if that is no Unicode scalar value.
[[nodiscard]] Escape code_point_escape(uint32_t value, size_t size);

// REQUIRES: text begins with "%". The code point is one byte of a UTF-8 sequence, 0 to 255.
[[nodiscard]] Escape decode_percent(std::string_view text);

// REQUIRES: text begins with a backslash.
[[nodiscard]] Escape decode_backslash(std::string_view text);

}  // namespace weir
