// Irish identifiers. The forms take a number without separators, letters as capitals.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// PPS number: seven digits, a check letter (weights 8 to 2, mod 23, 0 is W), since 2013 a letter A,
// B or H that counts nine times (A is 1); before, W, T or X, which do not count. Source: Department
// of Social Protection; Revenue, "PPS number: check character".
[[nodiscard]] bool is_pps_number(std::string_view number);

// A PPS number: 1.0 with its second letter, the row's score without; 0.2 where a space stands
// before a small letter, as in an amount.
[[nodiscard]] Verdict validate_pps_number(const Candidate& candidate, double base_score);

// VAT number: IE (which may be missing) and seven digits, a check letter and perhaps A to W; or, of
// before 2013, a digit, a letter or + or *, five digits and a check letter, the first digit then
// being the seventh. Source: Revenue; European Commission, VIES.
[[nodiscard]] Verdict validate_irish_vat_number(const Candidate& candidate, double base_score);

// Eircode: routing key (a letter, two digits; D6W) and four characters of a reduced alphabet.
// Source: Eircode, "Product guide".
[[nodiscard]] bool is_eircode(std::string_view number);

}  // namespace weir
