// The key table as a JSON Schema (draft 2020-12), so that editors complete and check a policy.
#pragma once

#include <string>

namespace weir {

// Accepts every policy that parse_policy accepts. It cannot say, and so lets through: names that
// refer to nothing, names that are used twice, plain http to public hosts, headers that weir sets,
// unknown time zones, relative paths of inline policies, targets that all have the weight 0, and
// amounts of money finer than a nano-dollar.
[[nodiscard]] std::string json_schema();

}  // namespace weir
