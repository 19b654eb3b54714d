// Turkish identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// T.C. Kimlik No: eleven digits, no leading 0; the tenth is 7 times the odd places minus the even
// ones, mod 10, the eleventh the sum of the ten. In lists of bare numbers it scores low.
// Source: General Directorate of Civil Registration
// and Nationality (NVI).
[[nodiscard]] Verdict validate_tr_national_id(const Candidate& candidate, double base_score);

// Plate: province 01 to 81, letters, digits. Capitals in the forms that are given out (a letter and
// 4 or 5 digits, two and 3 or 4, three and 2 to 4) score the row's score; others, names of months
// and units of measure, "14IAH10" and "23E12345" without
// spaces, and parts of dumps ("311404EF 80DB0844") score less. Source: Road
// Traffic Regulation (Turkey), article 57.
[[nodiscard]] Verdict validate_tr_license_plate(const Candidate& candidate, double base_score);

// Telephone number with an area code or a mobile operator's code of the Turkish plan. Source:
// Information and Communication Technologies Authority (BTK), national numbering plan.
[[nodiscard]] Verdict validate_tr_phone_number(const Candidate& candidate, double base_score);

}  // namespace weir
