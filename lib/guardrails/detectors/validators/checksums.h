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

}  // namespace weir
