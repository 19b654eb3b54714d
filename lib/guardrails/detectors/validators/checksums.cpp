#include "guardrails/detectors/validators/checksums.h"

#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

bool are_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// 0 to 35; -1 for every other byte.
int alphanumeric_value(char byte) {
  if (is_digit(byte)) return byte - '0';
  return is_letter(byte) ? to_lower(byte) - 'a' + 10 : -1;
}

// ISO/IEC 7064, 7: the values of the characters times powers of two, congruent to 1. `extra`: the
// check character whose value is modulus - 1.
bool passes_pure_system(std::string_view text, int modulus, char extra) {
  if (text.size() < 2) return false;
  int sum = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool is_check = i + 1 == text.size();
    const bool is_extra = is_check && (text[i] == extra || to_lower(text[i]) == extra);
    const int value = is_extra ? modulus - 1 : alphanumeric_value(text[i]);
    if (value < 0 || (!is_extra && value >= modulus - 1)) return false;
    sum = (sum * 2 + value) % modulus;
  }
  return sum == 1;
}

int icao_value(char byte) {
  if (is_digit(byte)) return byte - '0';
  return is_letter(byte) ? to_lower(byte) - 'a' + 10 : 0;
}

// The product in the dihedral group of order ten: 0 to 4 turn, 5 to 9 turn and mirror.
int dihedral_product(int left, int right) {
  const int turned = left < 5 ? left + right % 5 : left - right % 5 + 5;
  return turned % 5 + ((left < 5) == (right < 5) ? 0 : 5);
}

}  // namespace

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

bool passes_iso7064_mod_11_10(std::string_view digits) {
  if (!are_digits(digits)) return false;
  int product = 10;
  for (const char digit : digits.substr(0, digits.size() - 1)) {
    const int sum = (digit - '0' + product) % 10;
    product = (sum == 0 ? 10 : sum) * 2 % 11;
  }
  return (product + digits.back() - '0') % 10 == 1;
}

bool passes_iso7064_mod_11_2(std::string_view text) {
  return passes_pure_system(text, 11, 'x');
}

bool passes_iso7064_mod_37_2(std::string_view text) {
  return passes_pure_system(text, 37, '*');
}

bool passes_iso7064_mod_37_36(std::string_view text) {
  constexpr int kModulus = 36;
  if (text.size() < 2) return false;
  int product = kModulus;
  for (const char byte : text.substr(0, text.size() - 1)) {
    const int value = alphanumeric_value(byte);
    if (value < 0) return false;
    const int sum = (value + product) % kModulus;
    product = (sum == 0 ? kModulus : sum) * 2 % (kModulus + 1);
  }
  const int check = alphanumeric_value(text.back());
  return check >= 0 && (product + check) % kModulus == 1;
}

bool passes_verhoeff(std::string_view digits) {
  if (!are_digits(digits)) return false;
  constexpr int kPermutation[] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
  int product = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    for (size_t turn = 0; turn < i % 8; ++turn) digit = kPermutation[digit];
    product = dihedral_product(product, digit);
  }
  return product == 0;
}

int icao_check_digit(std::string_view text) {
  constexpr int kWeights[] = {7, 3, 1};
  int sum = 0;
  for (size_t i = 0; i < text.size(); ++i) sum += icao_value(text[i]) * kWeights[i % 3];
  return sum % 10;
}

bool passes_gs1(std::string_view digits) {
  if (!are_digits(digits)) return false;
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    sum += (digits[digits.size() - 1 - i] - '0') * (i % 2 == 0 ? 1 : 3);
  }
  return sum % 10 == 0;
}

}  // namespace weir
