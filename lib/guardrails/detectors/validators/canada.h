// Canadian identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Social Insurance Number: nine digits, the first not 0 or 8, Luhn; the same separator twice.
// Source: Employment and Social Development Canada, Social Insurance Number code of practice.
[[nodiscard]] Verdict validate_ca_sin(const Candidate& candidate, double base_score);

}  // namespace weir
