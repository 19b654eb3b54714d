// Where in a text something may be encoded: escapes, broken lines, runs long enough to be packed
// text. Prose holds few, so the finder looks at 64 bytes at a time and passes over most of them.
#pragma once

#include <cstddef>
#include <string_view>

namespace weir {

[[nodiscard]] constexpr bool is_alphanumeric_byte(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= 'a' && byte <= 'z');
}

// The first place from `at` on, or text.size(): of "%", "&" or a backslash; of a line break behind
// a digit or a hyphen; where letters and digits begin that go on, with the signs of base64, for
// kLeastBase64 bytes, or to the end of the text. `before`: the byte before the text, 0 if there is
// none.
[[nodiscard]] size_t find_encoding(std::string_view text, size_t at, char before);

}  // namespace weir
