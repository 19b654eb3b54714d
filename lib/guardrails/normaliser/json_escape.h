// One JSON escape at a time (RFC 8259, section 7).
#pragma once

#include <cstddef>
#include <string_view>

namespace weir {

struct JsonEscape {
  char32_t code_point = 0;
  size_t size = 0;            // bytes; 0: no escape, or one that is not valid
  bool is_truncated = false;  // then: the text ends before the escape does
};

// REQUIRES: text begins with a backslash. A surrogate pair is one escape of 12 bytes; a surrogate
// without its partner is no escape.
[[nodiscard]] JsonEscape decode_json_escape(std::string_view text);

}  // namespace weir
