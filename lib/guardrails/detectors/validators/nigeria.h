// Nigerian identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// National Identification Number: eleven digits, Verhoeff. Source: National Identity Management
// Commission Act 2007; nimc.gov.ng.
[[nodiscard]] Verdict validate_ng_nin(const Candidate& candidate, double base_score);

// Plate, three letters of the local government area, three digits and two letters. Capitals with a
// dash score the row's score, others less. Source: Federal Road Safety Corps, number plates.
[[nodiscard]] Verdict validate_ng_vehicle_registration(const Candidate& candidate,
                                                       double base_score);

}  // namespace weir
