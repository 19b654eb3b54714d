// Addresses of network cards.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// EUI-48 in hexadecimal, neither all 0 nor all F, the same sign between all its groups and no
// further group beside it. Three groups of digits alone score low. Source: IEEE Std 802-2014, 8.1.
[[nodiscard]] Verdict validate_mac_address(const Candidate& candidate, double base_score);

}  // namespace weir
