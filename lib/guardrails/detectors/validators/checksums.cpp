#include "guardrails/detectors/validators/checksums.h"

#include "guardrails/detectors/validators/characters.h"

namespace weir {

bool passes_luhn(std::string_view text) {
  int sum = 0;
  int digits = 0;
  for (size_t i = text.size(); i > 0; --i) {
    if (!is_digit(text[i - 1])) continue;
    int value = text[i - 1] - '0';
    if (digits++ % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return digits > 0 && sum % 10 == 0;
}

int mod_97(std::string_view text) {
  int remainder = 0;
  for (const char byte : text) {
    if (is_digit(byte)) remainder = (remainder * 10 + (byte - '0')) % 97;
    if (is_letter(byte)) remainder = (remainder * 100 + (to_lower(byte) - 'a' + 10)) % 97;
  }
  return remainder;
}

int weighted_sum(std::string_view digits, std::span<const int> weights, int modulus) {
  int sum = 0;
  for (size_t i = 0; i < weights.size(); ++i) sum += (digits[i] - '0') * weights[i];
  return sum % modulus;
}

}  // namespace weir
