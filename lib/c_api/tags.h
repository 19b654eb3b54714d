// The tags of a call: a JSON object of strings.
#pragma once

#include <map>
#include <string>

#include "base/status.h"

namespace weir::c_api {

// Fault: kInvalidArgument "caller.tag".
[[nodiscard]] Status read_tags(std::string json, std::map<std::string, std::string>& out);

}  // namespace weir::c_api
