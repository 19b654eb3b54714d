// Polish identifiers. All take numbers without separators, letters as capitals.
#pragma once

#include <string_view>

namespace weir {

// PESEL: YYMMDD (months + 80 for 1800 to 1899, + 20, + 40, + 60 from 2000 on), four digits, weights
// 1 3 7 9, mod 10. Source: gov.pl, "Czym jest numer PESEL"; Act of 24 September 2010.
[[nodiscard]] bool is_pesel(std::string_view number);

// NIP: ten digits, weights 6 5 7 2 3 4 5 6 7, mod 11; remainder 10 is never given out. Source:
// Act of 13 October 1995 on registration of taxpayers; podatki.gov.pl.
[[nodiscard]] bool is_nip(std::string_view number);

// A NIP that may be written 123-456-78-90: its first three digits, the tax office, hold no zero in
// front.
[[nodiscard]] bool is_nip_of_office(std::string_view number);

// REGON of nine digits (weights 8 9 2 to 7), or of fourteen (2 4 8 5 0 9 7 3 6 1 2 4 8 over the
// first thirteen too); mod 11, 10 stands as 0. Source: GUS, Regulation of 30 November 2015.
[[nodiscard]] bool is_regon(std::string_view number);

// Identity card, "NR" between its letters and digits or not: three letters, a check digit, five
// digits; weights 7 3 1 . 7 3 1 7 3, letters 10 to 35, mod 10. Source: Regulation of the Ministry
// of the Interior of 29 January 2015.
[[nodiscard]] bool is_polish_identity_card(std::string_view number);

// Passport, likewise: two letters, a check digit, six digits; weights 7 3 . 1 7 3 1 7 3. Source:
// Regulation of the Ministry of the Interior of 16 August 2010 on passport documents.
[[nodiscard]] bool is_polish_passport(std::string_view number);

}  // namespace weir
