// Austrian identifiers. The forms take a number without separators, letters as capitals.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// Sozialversicherungsnummer: three digits (the first is not 0), a check digit, the birthday DDMMYY
// (weights 3 7 9 and 5 8 4 2 1 6, mod 11; ten is never given out). Months 13 to 15 stand where the
// numbers of a day were used up: the row's score. Real dates: 1.0. Source: Dachverband der
// Sozialversicherungsträger; section 31 (4) ASVG.
[[nodiscard]] Verdict validate_austrian_insurance_number(const Candidate& candidate,
                                                         double base_score);

// UID, U and eight digits: weights 1 2 1 2 1 2 1, cross sums, 96 minus the sum, mod 10. ATU or U.
// Source: BMF, "Umsatzsteuer-Identifikationsnummer, Prüfziffernverfahren".
[[nodiscard]] bool is_austrian_vat_number(std::string_view number);

// Abgabenkontonummer: two digits of the tax office, seven of which the last is a check digit
// (Luhn). Source: BMF, "Abgabenkontonummer, Prüfziffernverfahren".
[[nodiscard]] bool is_austrian_tax_number(std::string_view number);

// Firmenbuchnummer, FN (which may be missing), one to six digits and a check letter: weights
// 6 4 14 15 10 1 from the sixth digit on, mod 17, in abdfghikmpstvwxyz. Source: Firmenbuchgesetz,
// section 3; the scheme as in the published numbers of the Firmenbuch.
[[nodiscard]] bool is_austrian_register_number(std::string_view number);

}  // namespace weir
