// Portuguese identifiers. All take numbers without separators, letters as capitals.
#pragma once

#include <string_view>

namespace weir {

// NIF: nine digits, weights 9 to 2, mod 11. Source: Autoridade Tributária; Decreto-Lei 14/2013.
[[nodiscard]] bool is_portuguese_nif(std::string_view number);

// Document number of the Cartão de Cidadão: eight digits, a digit, two of 0-9 A-Z, a check digit;
// Luhn with letters as 10 to 35. Source: Autenticação.gov, "Validação de Número de Documento do
// Cartão de Cidadão".
[[nodiscard]] bool is_citizen_card_number(std::string_view number);

// NISS: eleven digits, the first 1 or 2; 9 less the sum of digits times primes (29 to 2) mod 10.
// Source: Instituto de Informática da Segurança Social, interface specifications.
[[nodiscard]] bool is_portuguese_niss(std::string_view number);

}  // namespace weir
