// Korean identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Resident registration number, YYMMDD-GNNNNNC: a real date in the century of G (1 2 1900s, 3 4
// 2000s, 9 0 1800s); weights 2 to 9 and 2 to 5, 11 minus the sum mod 11. Numbers given out since
// October 2020 have no check digit, so a wrong one leaves the row's score with a dash and a low one
// without; with G 9 or 0 it must be right, and the year no earlier than 1860. Source: Resident
// Registration Act, enforcement rule 2; Ministry of the Interior and Safety, notice of 2020.
[[nodiscard]] Verdict validate_kr_rrn(const Candidate& candidate, double base_score);

// Foreigner registration number: the same with G 5 6 (1900s) or 7 8 (2000s) and 13 minus the sum.
// Source: Immigration Act, enforcement rule 49.
[[nodiscard]] Verdict validate_kr_frn(const Candidate& candidate, double base_score);

// Business registration number, AAA-BB-CCCCC: weights 1 3 7 1 3 7 1 3 5, the tens of the last
// product added, complement mod 10; AAA from 101, BB not 00. Source: National Tax Service, hometax.
[[nodiscard]] Verdict validate_kr_brn(const Candidate& candidate, double base_score);

// Driver's licence, RR-YY-NNNNNN-CC with a region RR of 11 to 26 or 28. Source: Korean National
// Police Agency, driver's licence numbers.
[[nodiscard]] Verdict validate_kr_driver_license(const Candidate& candidate, double base_score);

}  // namespace weir
