// One UTF-8 sequence at a time, strictly (Unicode 15.0, table 3-7: no surrogates, no over-long
// forms, nothing beyond U+10FFFF).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace weir {

struct Utf8Sequence {
  char32_t code_point = 0;
  size_t size = 0;            // bytes; 0: the text does not begin with a whole sequence
  size_t truncated_size = 0;  // then: bytes of a sequence that more bytes could have made whole
};

// REQUIRES: !text.empty().
[[nodiscard]] Utf8Sequence decode_utf8(std::string_view text);

void append_utf8(char32_t code_point, std::string* out);

}  // namespace weir
