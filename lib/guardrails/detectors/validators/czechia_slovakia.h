// Czech and Slovak identifiers; the two countries share the birth number and the IČO. All take
// numbers without separators.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// Rodné číslo of ten digits, YYMMDDSSSC: women's months + 50; from 2004 on also + 20 and + 70;
// years 1954 to 2053; the first nine digits mod 11 (10 stands as 0) are the last. Source: Czech Act
// 133/2000 Sb., section 13; Slovak Act 301/1995 Z. z., section 2.
[[nodiscard]] bool is_birth_number(std::string_view number);

// A birth number scores as its row says; one that may be a moment or a figure among others
// (national_number.h) does so beside a word for it, and else kDoubtfulScore.
[[nodiscard]] Verdict validate_birth_number(const Candidate& candidate, double base_score);

// The words for a birth number, as Detector::context takes them; the same in both languages.
inline constexpr std::string_view kBirthNumberWords =
    "rodné číslo,rodného čísla,rodným číslem,rodným číslom,rodné cislo,rodne cislo,r.č.,r. č.,rč,"
    "birth number";

// Rodné číslo of nine digits, given out until 1953: years 1880 to 1953, no check digit.
[[nodiscard]] bool is_old_birth_number(std::string_view number);

// IČO: eight digits, weights 8 to 2, mod 11. Source: Czech Statistical Office, Registr osob; Slovak
// Statistical Office, Register organizácií.
[[nodiscard]] bool is_organisation_number(std::string_view number);

// Czech VAT number without CZ: an IČO that does not begin with 9, a birth number, or nine digits
// that begin with 6 and a check of their own. Source: European Commission, VIES, "VAT
// identification number structure", CZ.
[[nodiscard]] bool is_czech_vat_number(std::string_view number);

// Slovak VAT number without SK, also the DIČ: ten digits, the first not 0, the third 2, 3, 4, 7, 8
// or 9, a multiple of 11; or a birth number. Source: VIES, as above, SK.
[[nodiscard]] bool is_slovak_vat_number(std::string_view number);

}  // namespace weir
