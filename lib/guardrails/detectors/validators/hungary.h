// Hungarian identifiers. The forms take numbers without separators.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// Adószám of a firm, its first eight digits, also the VAT number: weights 9 7 3 1, mod 10. Source:
// Act CL of 2017, annex 1; VIES, "VAT identification number structure", HU.
[[nodiscard]] bool is_hungarian_vat_number(std::string_view number);

// The whole adószám, eleven digits: VAT number, VAT status 1 to 5, county (02 to 20, 22 to 44, 51).
[[nodiscard]] bool is_hungarian_tax_number(std::string_view number);

// TAJ: nine digits, weights 3 7, mod 10. Source: Act XX of 1996, annex.
[[nodiscard]] bool is_taj(std::string_view number);

// Adóazonosító jel: 8, days since 1 January 1867, three digits; weights 1 to 9, mod 11. Source: Act
// XX of 1996, annex.
[[nodiscard]] bool is_tax_identification_sign(std::string_view number);

// Személyi azonosító: sex and century (1 to 8), YYMMDD, three digits; mod 11, weights 1 to 10, for
// births from 1997 on 10 to 1. Births in the 1800s and those to come score the row's: the numbers
// began in 1978, and Baltic ones look the same. Source: Act XX of 1996, annex.
[[nodiscard]] Verdict validate_hungarian_personal_number(const Candidate& candidate,
                                                         double base_score);

}  // namespace weir
