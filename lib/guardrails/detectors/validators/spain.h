// Spanish identifiers. All take numbers without separators, letters as capitals.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// NIF of a person: DNI number of eight digits (seven without the leading zero), or K, L, M and
// seven digits; letter mod 23 out of TRWAGMYFPDXBNJZSQVHLCKE. Source: Ministerio del Interior,
// "Cálculo del dígito de control del NIF-NIE"; Real Decreto 1065/2007, articles 19 and 20.
[[nodiscard]] bool is_spanish_nif(std::string_view number);

// NIE: X, Y or Z (0, 1, 2), seven digits, the letter of the NIF. Source: as above.
[[nodiscard]] bool is_spanish_nie(std::string_view number);

// NIF of a legal person, once CIF: a letter for its form, seven digits, a Luhn digit or the letter
// out of JABCDEFGHI that stands for it. Source: Orden EHA/451/2008.
[[nodiscard]] bool is_spanish_cif(std::string_view number);

// Número de la Seguridad Social: province (2), number (8, or 7 without its leading zero), and the
// remainder mod 97 of province and number joined; the leading zero does not count. Source:
// Tesorería General de la Seguridad Social.
[[nodiscard]] bool is_spanish_social_security_number(std::string_view number);

}  // namespace weir
