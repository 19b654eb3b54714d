// Belgian identifiers. The forms take a number without separators, letters as capitals.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// Rijksregisternummer (numéro national) and BIS number: birthday YYMMDD, serial number, 97 minus
// the nine digits mod 97, with a 2 before them for births since 2000. BIS: month plus 20 or 40. A
// real date: 1.0. Month 0 (unknown, or the numbers of that day used up) and days that are none: the
// row's score. Source: IBZ, instruction IT000 "Informatie over het Rijksregisternummer"; KSZ, BIS.
[[nodiscard]] Verdict validate_belgian_national_number(const Candidate& candidate,
                                                       double base_score);

// Ondernemingsnummer: 0 or 1 and nine digits, the last two 97 minus the others mod 97; BE before,
// and the first 0 missing or in brackets, as people still write it. Source: FOD Economie, KBO; KB
// of 24 June 2003.
[[nodiscard]] bool is_belgian_enterprise_number(std::string_view number);

// eID card: twelve digits, the last two the first ten mod 97, 97 for 0. Source: IBZ, instruction
// IT195 "Identiteitsbewijs".
[[nodiscard]] bool is_belgian_card_number(std::string_view number);

}  // namespace weir
