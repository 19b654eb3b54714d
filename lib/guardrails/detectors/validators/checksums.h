// Check-digit schemes. Separators are the caller's business: these take what they name.
#pragma once

#include <span>
#include <string_view>

namespace weir {

// ISO/IEC 7812-1, annex B: the digits of `text` pass the Luhn formula (mod 10, every second digit
// from the right doubled). Other bytes are passed over. False without digits.
[[nodiscard]] bool passes_luhn(std::string_view text);

// ISO 7064, MOD 97-10, as ISO 13616 uses it: the remainder of `text` read as one number, letters
// standing for 10 to 35 in either case; other bytes are passed over.
[[nodiscard]] int mod_97(std::string_view text);

// The sum of digits times weights, modulo `modulus`. REQUIRES: `digits` holds at least
// weights.size() bytes, all digits.
[[nodiscard]] int weighted_sum(std::string_view digits, std::span<const int> weights, int modulus);

// ISO/IEC 7064, MOD 11,10 (hybrid system): `digits` end with their check digit. False if empty or
// if one is no digit.
[[nodiscard]] bool passes_iso7064_mod_11_10(std::string_view digits);

// ISO/IEC 7064, the pure systems MOD 11-2 (digits, and X as a check character for 10) and MOD 37-2
// (digits and letters, and * as a check character for 36), and the hybrid system MOD 37,36 (digits
// and letters): `text` ends with its check character. Letters in either case. False if there is
// nothing before it, or another byte.
[[nodiscard]] bool passes_iso7064_mod_11_2(std::string_view text);
[[nodiscard]] bool passes_iso7064_mod_37_2(std::string_view text);
[[nodiscard]] bool passes_iso7064_mod_37_36(std::string_view text);

// J. Verhoeff, "Error Detecting Decimal Codes" (1969), the scheme over the dihedral group of order
// ten: `digits` end with their check digit. False if empty or if one is no digit.
[[nodiscard]] bool passes_verhoeff(std::string_view digits);

// ICAO Doc 9303-3, 4.9: the check digit (0 to 9) over `text`, weights 7 3 1; letters stand for 10
// to 35 in either case, every other byte (the filler '<') for 0.
[[nodiscard]] int icao_check_digit(std::string_view text);

// GS1 General Specifications, 7.9 (EAN-13 and its kin): weights 1 3 from the right, `digits` end
// with their check digit. False if empty or if one is no digit.
[[nodiscard]] bool passes_gs1(std::string_view digits);

}  // namespace weir
