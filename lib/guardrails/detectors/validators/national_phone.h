// Telephone numbers as they are written within their country, whichever that is.
//
// The form alone: whether a country has the number, a library says (numbering_plans.h).
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// 7 to 13 digits in at most six groups, each of two digits or more but for the first, with at most
// one pair of brackets; the whole of a run of digits, or all but a short number behind a space
// (" 24/7"). No date, no time, no address of a network, no number with thousands
// separated; at most 0.05 where the digits are as likely an amount, a moment, a day, a decimal or
// the key of a record. A bracket that is not closed is left out of the finding.
// Source: ITU-T E.123 (02/2001), 2 and 7: how national numbers are written.
[[nodiscard]] Verdict validate_phone_of_plans(const Candidate& candidate, double base_score);

}  // namespace weir
