// Philippine identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Taxpayer Identification Number: nine digits and perhaps a branch of three; weights 9 to 2 over
// the first eight, the ninth is the sum mod 11. Source: Bureau of Internal Revenue, TIN structure.
[[nodiscard]] Verdict validate_ph_tin(const Candidate& candidate, double base_score);

// Mobile number, 9 and nine digits behind +63, 0063 or 0. Source: National Telecommunications
// Commission, numbering plan.
[[nodiscard]] Verdict validate_ph_mobile_number(const Candidate& candidate, double base_score);

}  // namespace weir
