#include "guardrails/detectors/validators/france.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kLaPoste = "356000000";
constexpr std::string_view kHeadOffice = "00048";
constexpr size_t kNirSize = 13;

bool is_in(int value, int first, int last) {
  return value >= first && value <= last;
}

// The thirteen as digits; empty where they are none.
std::string nir_digits(std::string_view number) {
  std::string digits(number.substr(0, kNirSize));
  const std::string_view department = number.substr(5, 2);
  if (department == "2A") digits.replace(5, 2, "19");
  if (department == "2B") digits.replace(5, 2, "18");
  return are_digits(digits) ? digits : std::string();
}

// 0 to 9, and 10 to 33 for letters without I and O; -1: none.
int key_value(char byte) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const size_t at = kAlphabet.find(byte);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

bool is_key(std::string_view key, std::string_view siren) {
  const int first = key_value(key[0]);
  const int second = key_value(key[1]);
  if (first < 0 || second < 0) return false;
  const int value = number_of(siren);
  if (first < 10 && second < 10) return first * 10 + second == (12 + 3 * (value % 97)) % 97;
  const int sum = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
  return (value + sum / 11 + 1) % 11 == sum % 11;
}

}  // namespace

bool is_nir_without_key(std::string_view number) {
  if (number.size() != kNirSize) return false;
  const std::string digits = nir_digits(number);
  if (digits.empty() || std::string_view("123478").find(digits[0]) == std::string_view::npos) {
    return false;
  }
  const int month = number_of(number.substr(3, 2));
  return (is_in(month, 1, 12) || is_in(month, 20, 42) || is_in(month, 50, 99)) &&
         number.substr(5, 2) != "00" && number.substr(10) != "000";
}

bool is_nir(std::string_view number) {
  if (number.size() != kNirSize + 2 || !are_digits(number.substr(kNirSize))) return false;
  if (!is_nir_without_key(number.substr(0, kNirSize))) return false;
  return 97 - mod_97(nir_digits(number)) == number_of(number.substr(kNirSize));
}

bool is_siren(std::string_view number) {
  return number.size() == 9 && are_digits(number) && number != "000000000" && passes_luhn(number);
}

bool is_siret(std::string_view number) {
  if (number.size() != 14 || !are_digits(number) || !is_siren(number.substr(0, 9))) return false;
  const bool is_of_la_poste = number.starts_with(kLaPoste) && !number.ends_with(kHeadOffice);
  if (!is_of_la_poste) return passes_luhn(number);
  int sum = 0;
  for (const char digit : number) sum += digit - '0';
  return sum % 5 == 0;
}

bool is_french_vat_number(std::string_view number) {
  if (number.size() == 13 && number.starts_with("FR")) number.remove_prefix(2);
  if (number.size() != 11 || !are_digits(number.substr(2))) return false;
  const std::string_view siren = number.substr(2);
  const bool is_of_monaco = siren.starts_with("000") && siren != "000000000";
  return (is_of_monaco || is_siren(siren)) && is_key(number.substr(0, 2), siren);
}

bool is_french_tax_number(std::string_view number) {
  if (number.size() != 13 || !are_digits(number) || number[0] > '3') return false;
  int remainder = 0;
  for (const char digit : number.substr(0, 10)) remainder = (remainder * 10 + digit - '0') % 511;
  return number.find_first_not_of('0') != std::string_view::npos &&
         remainder == number_of(number.substr(10));
}

Verdict validate_french_tax_number(const Candidate& candidate, double base_score) {
  Verdict verdict = proven<is_french_tax_number>(candidate, base_score);
  const std::string_view match = candidate.match();
  if (verdict.accepted && match[0] == '1' && are_digits(match)) verdict.score = kDoubtfulScore;
  return verdict;
}

bool is_french_old_identity_card(std::string_view number) {
  return number.size() == 12 && are_digits(number) &&
         is_in(number_of(number.substr(2, 2)), 1, 12) && number.substr(4, 2) != "00";
}

bool is_french_identity_card(std::string_view number) {
  return number.size() == 9 && is_letter(number[0]) &&
         std::count_if(number.begin(), number.end(), is_digit) >= 2;
}

}  // namespace weir
