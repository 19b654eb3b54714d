// The time zones that the machine knows (the IANA database, by way of the date library).
#pragma once

#include <string>
#include <string_view>

namespace weir {

[[nodiscard]] bool is_timezone(std::string_view name);

// "; did you mean \"Europe/Helsinki\"?", or empty.
[[nodiscard]] std::string suggest_timezone(std::string_view name);

}  // namespace weir
