#include "guardrails/detectors/validators/italy.h"

#include <algorithm>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr size_t kFiscalCodeSize = 16;
constexpr std::string_view kSubstitutes = "LMNPQRSTUV";
constexpr std::string_view kMonths = "ABCDEHLMPRST";
constexpr std::string_view kVowels = "AEIOU";

bool is_vowel(char letter) {
  return kVowels.find(letter) != std::string_view::npos;
}

// The places of digits, put back where letters stand for them. False: neither.
bool restore_digits(std::string* code) {
  for (const size_t at : {6, 7, 9, 10, 12, 13, 14}) {
    char& byte = (*code)[at];
    if (is_digit(byte)) continue;
    const size_t value = kSubstitutes.find(byte);
    if (value == std::string_view::npos) return false;
    byte = static_cast<char>('0' + value);
  }
  return true;
}

// Places counted from 1: odd ones by table, even ones by value.
char control_letter(std::string_view code) {
  constexpr int kOdd[] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                          20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
  int sum = 0;
  for (size_t i = 0; i + 1 < kFiscalCodeSize; ++i) {
    const int value = code[i] - (is_digit(code[i]) ? '0' : 'A');
    sum += i % 2 == 0 ? kOdd[value] : value;
  }
  return static_cast<char>('A' + sum % 26);
}

bool has_date(std::string_view code) {
  const size_t month = kMonths.find(code[8]);
  if (month == std::string_view::npos) return false;
  const int day = number_of(code.substr(9, 2));
  return is_date_of_either(1900, 2000, number_of(code.substr(6, 2)), static_cast<int>(month) + 1,
                           day > 40 ? day - 40 : day);
}

// Consonants, then vowels, then X where the name is short.
bool is_name(std::string_view three) {
  if (!is_vowel(three[0]) && !is_vowel(three[1])) return true;
  if (!is_vowel(three[1])) return three[1] == 'X' && three[2] == 'X';
  return is_vowel(three[2]) || three[2] == 'X';
}

bool has_form_of_decree(std::string_view code) {
  const std::string_view place = code.substr(11, 4);
  return is_name(code.substr(0, 3)) && is_name(code.substr(3, 3)) &&
         (place[0] <= 'M' || place[0] == 'Z') && number_of(place.substr(1)) != 0;
}

bool is_known_office(int office) {
  return (office >= 1 && office <= 100) || office == 120 || office == 121 || office == 888 ||
         office == 999;
}

}  // namespace

Verdict validate_fiscal_code(const Candidate& candidate, double /*base_score*/) {
  const std::string code = compact_of(candidate.match());
  std::string restored = code;
  if (code.size() != kFiscalCodeSize || !restore_digits(&restored)) return refuse();
  const bool has_letters = std::none_of(code.begin(), code.begin() + 6, is_digit) &&
                           is_letter(code[11]) && is_letter(code[15]);
  if (!has_letters || !has_date(restored)) return refuse();
  if (control_letter(code) == code.back()) return accept(candidate, 1.0);
  return has_form_of_decree(restored) ? accept(candidate, kBadFiscalCode) : refuse();
}

bool is_partita_iva(std::string_view number) {
  return number.size() == 11 && are_digits(number) && passes_luhn(number) &&
         number.find_first_not_of('0') != std::string_view::npos;
}

bool is_italian_vat_number(std::string_view number) {
  return is_partita_iva(number) && number_of(number.substr(0, 7)) != 0 &&
         is_known_office(number_of(number.substr(7, 3)));
}

Verdict validate_vat_code(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (!is_partita_iva(digits)) return refuse();
  return judge_number(candidate, "-.", is_italian_vat_number(digits) ? 1.0 : base_score);
}

}  // namespace weir
