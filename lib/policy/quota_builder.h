// From the node of a quota to plain data, and what the key table cannot say of it.
#pragma once

#include <string>

#include "policy/document.h"
#include "policy/error_list.h"
#include "policy/policy.h"

namespace weir {

// REQUIRES: the validator has passed `node`, and filled in defaults. Faults go to `errors`: a limit
// of 0, a window too many or missing, a burst without its bucket, an override of what the quota
// does not count.
[[nodiscard]] QuotaPolicy build_quota(const Node& node, const std::string& pointer,
                                      ErrorList& errors);

}  // namespace weir
