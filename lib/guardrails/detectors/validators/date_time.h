// Dates and times of day.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// A date of numbers and perhaps the English short name of a month, parted by one sign: real, in one
// of the orders that its form allows (with "/" and "-" the month may stand first or second, with
// "." second; a year of four digits may lead). A year of two digits is of this century or the last.
// No further group beside it. Behind "T" a time of day with perhaps a zone. Source: ISO 8601-1:2019
// 5.2 to 5.4; Microsoft Presidio, DATE_TIME, for the other forms.
[[nodiscard]] Verdict validate_date_time(const Candidate& candidate, double base_score);

}  // namespace weir
