// Cypriot identifiers. Numbers without separators, letters as capitals.
#pragma once

#include <string_view>

namespace weir {

// Tax identification code, also the VAT number: eight digits, not beginning with 12, and a letter
// mod 26 (digits in odd places by table). Source: Tax Department; European Commission, VIES, "VAT
// identification number structure", CY.
[[nodiscard]] bool is_cypriot_tax_code(std::string_view number);

}  // namespace weir
