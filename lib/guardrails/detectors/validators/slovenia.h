// Slovenian identifiers, and the personal number that the countries of the former Yugoslavia share.
// All take numbers without separators.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// JMBG (EMŠO, EMBG): DDMMYYY with the last three digits of the year, register (2), serial (3),
// weights 7 6 5 4 3 2 twice, mod 11. The register tells the country: 10-19 Bosnia and Herzegovina,
// 20-29 Montenegro, 30-39 Croatia, 40-49 North Macedonia, 50-59 Slovenia, 70-99 Serbia (90-99
// Kosovo); others were given out abroad or to foreigners. Source: Zakon o uvođenju jedinstvenog
// matičnog broja građana, Službeni list SFRJ 58/76; Slovenia: Zakon o centralnem registru
// prebivalstva.
[[nodiscard]] bool is_emso(std::string_view number);
[[nodiscard]] bool is_jmbg_of_bosnia(std::string_view number);
[[nodiscard]] bool is_jmbg_of_montenegro(std::string_view number);
[[nodiscard]] bool is_jmbg_of_croatia(std::string_view number);
[[nodiscard]] bool is_jmbg_of_north_macedonia(std::string_view number);
[[nodiscard]] bool is_jmbg_of_serbia(std::string_view number);

// An EMŠO: 1.0 where the register is Slovenia's, the row's score elsewhere: the number is as good,
// but the country of the register goes before where its detector is on.
[[nodiscard]] Verdict validate_emso(const Candidate& candidate, double base_score);

// Davčna številka: eight digits, the first not 0; weights 8 to 2, mod 11 (10 stands as 0, 11 is
// never given out). Source: Zakon o davčnem postopku; VIES, SI.
[[nodiscard]] bool is_slovenian_tax_number(std::string_view number);

}  // namespace weir
