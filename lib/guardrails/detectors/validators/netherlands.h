// Dutch identifiers. The forms take a number without separators, letters as capitals.
#pragma once

#include <string_view>

namespace weir {

// Burgerservicenummer: nine digits (eight where the leading 0 is left out), weights 9 to 2 and -1,
// mod 11. Source: RvIG, "BSN, elfproef"; Logisch Ontwerp BSN.
[[nodiscard]] bool is_bsn(std::string_view number);

// Btw-identificatienummer: NL (which may be missing), nine digits (leading zeros may be missing),
// B, two digits that are not 00. The nine digits are a BSN or RSIN (until 2019, and of companies
// still), or all of it with NL is 1 mod 97, letters from 10 to 35 (since 2020). Source:
// Belastingdienst; European Commission, VIES.
[[nodiscard]] bool is_dutch_vat_number(std::string_view number);

// Number of a passport or identity card: two letters, six letters or digits, a digit; no O. Source:
// RvIG, "Paspoort en identiteitskaart: documentnummer".
[[nodiscard]] bool is_dutch_document_number(std::string_view number);

// The same with three digits at least, which no word has.
[[nodiscard]] bool is_dutch_document_number_of_digits(std::string_view number);

}  // namespace weir
