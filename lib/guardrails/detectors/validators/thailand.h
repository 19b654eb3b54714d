// Thai identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// National identity number, 13 digits: kind of person 1 to 8, a province that there is, weights 13
// to 2, check 11 minus the sum, mod 11 mod 10. Source: Department of Provincial Administration,
// Civil Registration Act B.E. 2534; ISO 3166-2:TH for the provinces.
[[nodiscard]] Verdict validate_th_tnin(const Candidate& candidate, double base_score);

}  // namespace weir
