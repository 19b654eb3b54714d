// Greek identifiers. All take numbers without separators.
#pragma once

#include <string_view>

namespace weir {

// AMKA: DDMMYY of either century, four digits, Luhn. Source: amka.gr; Law 3655/2008, article 153.
[[nodiscard]] bool is_greek_amka(std::string_view number);

// AFM, the tax and VAT number: nine digits (old ones eight), weights 256 to 2, mod 11 mod 10.
// Source: AADE; European Commission, VIES, "VAT identification number structure", EL.
[[nodiscard]] bool is_greek_vat_number(std::string_view number);

}  // namespace weir
