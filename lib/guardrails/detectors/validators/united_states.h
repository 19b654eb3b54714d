// Identifiers of the United States.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Social Security number: area not 000, 666 or 900-999, group not 00, serial not 0000, none of the
// numbers that the Administration has voided in public; the same separator twice. Source: Social
// Security Administration, "SSN randomization" (2011) and 20 CFR 422.
[[nodiscard]] Verdict validate_us_ssn(const Candidate& candidate, double base_score);

}  // namespace weir
