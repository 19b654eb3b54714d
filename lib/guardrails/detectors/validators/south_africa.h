// South African identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Identity number, YYMMDDSSSSCAZ: a date of this century or the last, status C 0 to 2, A 8 or 9,
// Luhn. Unbroken numbers that read as milliseconds since 1970 need a word beside them, and count
// 0.05 behind "=" or a JSON key. Source: Department of Home Affairs, Identification Act 68 of 1997.
[[nodiscard]] Verdict validate_za_id_number(const Candidate& candidate, double base_score);

}  // namespace weir
