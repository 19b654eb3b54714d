// A list of names in one string, separated by commas.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weir::c_api {

// Spaces around names and empty names are left out.
[[nodiscard]] std::vector<std::string> split_names(std::string_view list);

}  // namespace weir::c_api
