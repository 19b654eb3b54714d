// Icelandic identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Kennitala, DDMMYY-NNPC: C is the century (8, 9 or 0), P a check digit mod 11 with weights 3 2 7 6
// 5 4 3 2. A person's date is real; that of an organisation has 40 added to the day (three days of
// February 1969 that never were are in use). With the check digit: 1. Since 18 February 2026
// persons get numbers without one, and system numbers (first digit 8 or 9) have neither date nor
// check digit: these keep the base score. A run of digits that is_listed() counts at most 0.4.
// Sources: Registers Iceland, skra.is, "Um kennitölur", "Kennitölur án vartölu" and
// "Kerfiskennitala".
[[nodiscard]] Verdict validate_is_kennitala(const Candidate& candidate, double base_score);

}  // namespace weir
