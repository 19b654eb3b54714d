// British identifiers. The forms take a number without separators, letters as capitals.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// NHS number: ten digits, weights 10 to 1, mod 11. Source: NHS Data Dictionary, "NHS NUMBER".
[[nodiscard]] bool is_nhs_number(std::string_view number);

// National Insurance number: two letters, six digits, A to D; D F I Q U V are no first letters, nor
// is O a second, and BG GB KN NK NT TN ZZ are not given out. Source: HMRC, National Insurance
// Manual NIM39110.
[[nodiscard]] bool is_national_insurance_number(std::string_view number);

// Driver number: five of the surname (9 fills up), decade, month (plus 50 for women), day, year,
// two initials, three more characters. Source: DVLA, INF255; Home Office, "UK driving licence".
[[nodiscard]] bool is_british_driver_number(std::string_view number);

// VAT number, GB or XI before it: nine digits, weights 8 to 2, the sum and the last two digits are
// 0 mod 97 or, with 55 more, 0 (numbers from 100 alone); three digits of a branch behind. Also
// 8888, three digits of a public body, these mod 97. Source: HMRC, VAT Registration Manual;
// European Commission, VIES.
[[nodiscard]] bool is_british_vat_number(std::string_view number);

// GD and 000 to 499 (government departments), HA and 500 to 999 (health authorities), GB or XI
// perhaps before; with 8888 between, two digits behind are the three mod 97. Source: HMRC; European
// Commission, VIES.
[[nodiscard]] bool is_british_public_vat_number(std::string_view number);

// Unique taxpayer reference: a check digit, nine digits (weights 6 7 8 9 10 5 4 3 2, mod 11), K
// before or behind. Source: HMRC; OECD, "United Kingdom, tax identification numbers".
[[nodiscard]] bool is_taxpayer_reference(std::string_view number);

// Number plate since 2001: two letters, age (02 to 29, 51 to 79), three letters. 1.0; small
// letters that words, names in programs or the name of a commit might have: 0.4. Source: DVLA,
// INF104.
[[nodiscard]] Verdict validate_british_plate(const Candidate& candidate, double base_score);

// Older plates, A123 BCD and ABC 123D: the row's score; in such small letters 0.05.
[[nodiscard]] Verdict validate_old_british_plate(const Candidate& candidate, double base_score);

// Passports until 2015 (and many after): nine digits. Source: HM Passport Office.
[[nodiscard]] bool is_old_british_passport(std::string_view number);

}  // namespace weir
