// Which target serves a call, and which ones stand in when it fails.
#pragma once

#include <cstdint>
#include <vector>

#include "base/status.h"
#include "policy/policy.h"

namespace weir {

// The order in which to try the targets of `endpoint`: the first by weight (`random` is uniform
// over its range, so the shares are those of the weights), then the others in the policy's order;
// as many as the fallback's attempts.
[[nodiscard]] std::vector<size_t> choose_targets(const EndpointPolicy& endpoint, uint64_t random);

// Whether `fallback` lets another target try after `failure`.
[[nodiscard]] bool falls_back(const FallbackPolicy& fallback, const Status& failure);

}  // namespace weir
