// Finnish identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Henkilötunnus, DDMMYYCNNNQ: a real date in the century of its sign (the thirteen signs of the
// decree in force since 1 January 2023), individual number 002 to 999, check character mod 31.
// Either case. Source: Digital and Population Data Services Agency, dvv.fi, "personal identity
// code" and notice of 11 December 2023.
[[nodiscard]] Verdict validate_personal_identity_code(const Candidate& candidate,
                                                      double base_score);

// Y-tunnus, NNNNNNN-C (old ones lack the leading 0): weights 7 9 10 5 8 4 2, mod 11; remainder 1 is
// never given out. Source: Finnish Patent and Registration Office and Tax Administration, ytj.fi.
[[nodiscard]] Verdict validate_business_id(const Candidate& candidate, double base_score);

}  // namespace weir
