// Maltese identifiers. Numbers without separators.
#pragma once

#include <string_view>

namespace weir {

// VAT number: eight digits, the first not 0; weights 3 4 6 7 8 9 and the last two as one number, a
// multiple of 37. Source: European Commission, VIES, "VAT identification number structure", MT.
[[nodiscard]] bool is_maltese_vat_number(std::string_view number);

}  // namespace weir
