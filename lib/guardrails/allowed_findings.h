// Candidates that an allowlist takes away, before overlaps are resolved.
#pragma once

#include <vector>

#include "guardrails/detector_set.h"
#include "guardrails/resolution.h"

namespace weir {

// Drops the allowed ones of a cluster, and with each those of the same rule and entity that lie
// inside it: what is left of an allowed number must not be found as a shorter one. Linear but for a
// sort.
void drop_allowed(std::vector<ScoredMatch>& cluster, const Ruleset& ruleset);

}  // namespace weir
