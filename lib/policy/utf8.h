// UTF-8 well-formedness (RFC 3629, section 4).
#pragma once

#include <cstddef>
#include <string_view>

namespace weir {

// The offset of the first byte that does not belong to a well-formed sequence; npos: none.
[[nodiscard]] size_t find_invalid_utf8(std::string_view text);

// Code points of well-formed text.
[[nodiscard]] size_t count_code_points(std::string_view text);

}  // namespace weir
