// The one place that knows which adapter serves which part.
#pragma once

#include <memory>
#include <string>

#include "base/status.h"
#include "gateway/gate.h"
#include "guardrails/pattern_matcher.h"
#include "policy/policy.h"

namespace weir::c_api {

// Opens the stores and makes the adapters that `policy` asks for. `ca_file`: trusted roots instead
// of the system's; empty for those.
[[nodiscard]] Result<GateParts> pick_adapters(const Policy& policy, const std::string& ca_file);

// A matcher with the cache of this user, for scans without a gate.
[[nodiscard]] Result<std::unique_ptr<PatternMatcher>> pick_matcher();

// The policy file in force for this process: `asked`, or the first of the search order.
[[nodiscard]] Result<std::string> find_policy(const std::string& asked);

}  // namespace weir::c_api
