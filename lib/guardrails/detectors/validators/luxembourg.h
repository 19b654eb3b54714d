// Luxembourg's identifiers. The forms take a number without separators.
#pragma once

#include <string_view>

namespace weir {

// Matricule: birthday YYYYMMDD, three digits, and two check digits over these eleven: Luhn, then
// Verhoeff. Source: CTIE; loi du 19 juin 2013 relative à l'identification des personnes physiques;
// European Commission, TIN algorithms, Luxembourg.
[[nodiscard]] bool is_luxembourg_matricule(std::string_view number);

// VAT number: LU (which may be missing) and eight digits, the last two the first six mod 89.
// Source: AED; European Commission, VIES.
[[nodiscard]] bool is_luxembourg_vat_number(std::string_view number);

}  // namespace weir
