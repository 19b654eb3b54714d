#include "guardrails/detectors/validators/spain.h"

#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

bool has_letter_of(int value, char letter) {
  return kLetters[static_cast<size_t>(value % 23)] == letter;
}

}  // namespace

bool is_spanish_nif(std::string_view number) {
  if (number.size() != 8 && number.size() != 9) return false;
  const std::string_view body = number.substr(0, number.size() - 1);
  if (are_digits(body)) return has_letter_of(number_of(body), number.back());
  const std::string_view digits = body.substr(1);
  return std::string_view("KLM").find(body.front()) != std::string_view::npos &&
         digits.size() == 7 && are_digits(digits) &&
         has_letter_of(number_of(digits), number.back());
}

bool is_spanish_nie(std::string_view number) {
  if (number.size() != 9 || number.front() < 'X' || number.front() > 'Z') return false;
  const std::string_view digits = number.substr(1, 7);
  constexpr int kPerLetter = 10'000'000;
  return are_digits(digits) &&
         has_letter_of((number.front() - 'X') * kPerLetter + number_of(digits), number.back());
}

bool is_spanish_cif(std::string_view number) {
  constexpr std::string_view kForms = "ABCDEFGHJNPQRSUVW";
  constexpr std::string_view kControls = "JABCDEFGHI";
  if (number.size() != 9 || kForms.find(number.front()) == std::string_view::npos) return false;
  if (!are_digits(number.substr(1, 7))) return false;
  std::string digits(number.substr(1));
  if (const size_t control = kControls.find(digits.back()); control != std::string_view::npos) {
    digits.back() = static_cast<char>('0' + control);
  }
  return are_digits(digits) && passes_luhn(digits);
}

bool is_spanish_social_security_number(std::string_view number) {
  if ((number.size() != 11 && number.size() != 12) || !are_digits(number)) return false;
  const std::string_view province = number.substr(0, 2);
  std::string_view serial = number.substr(2, number.size() - 4);
  if (serial.size() == 8 && serial.front() == '0') serial.remove_prefix(1);
  if (number_of(province) == 0 || number_of(serial) == 0) return false;
  return mod_97(std::string(province) + std::string(serial)) ==
         number_of(number.substr(number.size() - 2));
}

}  // namespace weir
