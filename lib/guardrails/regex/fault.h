// How the parser says what is wrong and where.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/status.h"

namespace weir::regex {

// kInvalidPolicy "pattern.syntax".
[[nodiscard]] Status syntax(size_t position, std::string_view construct, std::string_view message);

// kInvalidPolicy "pattern.unsupported"; the message is that of the construct's row in fault.cpp.
[[nodiscard]] Status unsupported(size_t position, std::string_view construct);

[[nodiscard]] Status not_utf8(size_t position);

}  // namespace weir::regex
