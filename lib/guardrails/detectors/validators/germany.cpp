#include "guardrails/detectors/validators/germany.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr double kUncheckedVatScore = 0.4;
constexpr double kPlateOfSmallWordsScore = 0.1;

// 0 to 9, and 10 to 35 for letters.
int value_of(char byte) {
  return is_digit(byte) ? byte - '0' : to_lower(byte) - 'a' + 10;
}

// A to Z as 01 to 26.
std::string ordinal_of(char letter) {
  const int ordinal = letter - 'A' + 1;
  return {static_cast<char>('0' + ordinal / 10), static_cast<char>('0' + ordinal % 10)};
}

int sum_of_cross_sums(std::string_view digits, std::span<const int> weights) {
  int sum = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    const int product = (digits[i] - '0') * weights[i];
    sum += product / 10 + product % 10;
  }
  return sum;
}

bool is_of_cards(char byte) {
  return is_digit(byte) ||
         std::string_view("CFGHJKLMNPRTVWXYZ").find(byte) != std::string_view::npos;
}

std::array<int, 10> counts_of(std::string_view digits) {
  std::array<int, 10> counts{};
  for (const char digit : digits) ++counts[static_cast<size_t>(digit - '0')];
  return counts;
}

bool has_three_in_a_row(std::string_view digits) {
  for (size_t i = 2; i < digits.size(); ++i) {
    if (digits[i] == digits[i - 1] && digits[i] == digits[i - 2]) return true;
  }
  return false;
}

}  // namespace

bool is_german_practice_number(std::string_view number) {
  return number.size() == 9 && are_digits(number) &&
         number.find_first_not_of('0') != std::string_view::npos;
}

bool is_german_physician_number(std::string_view number) {
  constexpr int kWeights[] = {4, 9, 4, 9, 4, 9};
  if (!is_german_practice_number(number)) return false;
  return (weighted_sum(number, kWeights, 10) + number[6] - '0') % 10 == 0;
}

bool is_german_driving_licence(std::string_view number) {
  if (number.size() != 11) return false;
  int sum = 0;
  for (size_t i = 0; i < 9; ++i) sum += value_of(number[i]) * static_cast<int>(9 - i);
  const int check = sum % 11;
  return number[9] == (check == 10 ? 'X' : static_cast<char>('0' + check));
}

bool is_german_health_insurance_number(std::string_view number) {
  constexpr int kWeights[] = {1, 2, 1, 2, 1, 2, 1, 2, 1, 2};
  if (number.size() != 10 || !is_letter(number[0]) || !are_digits(number.substr(1))) return false;
  const std::string digits = ordinal_of(number[0]) + std::string(number.substr(1, 8));
  return sum_of_cross_sums(digits, kWeights) % 10 == number[9] - '0';
}

bool is_german_serial_number(std::string_view number) {
  return number.size() == 9 && is_letter(number[0]) &&
         std::all_of(number.begin(), number.end(), is_of_cards);
}

bool is_german_checked_serial_number(std::string_view number) {
  return is_german_serial_number(number) &&
         icao_check_digit(number.substr(0, 8)) == number[8] - '0';
}

Verdict validate_german_document(const Candidate& candidate, double base_score) {
  const std::string number = compact_of(candidate.match());
  if (number.size() < 10 || !is_german_serial_number(std::string_view(number).substr(0, 9))) {
    return refuse();
  }
  if (icao_check_digit(std::string_view(number).substr(0, 9)) != number[9] - '0') return refuse();
  return judge_number(candidate, "-./", number.size() == 11 ? 1.0 : base_score);
}

bool is_german_pension_number(std::string_view number) {
  constexpr int kWeights[] = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
  if (number.size() != 12 || !is_letter(number[8])) return false;
  const std::string digits =
      std::string(number.substr(0, 8)) + ordinal_of(number[8]) + std::string(number.substr(9));
  if (!are_digits(digits)) return false;
  const int day = number_of(number.substr(2, 2));
  const bool is_real = is_date_of_either(1900, 2000, number_of(number.substr(6, 2)),
                                         number_of(number.substr(4, 2)), day > 50 ? day - 50 : day);
  return is_real && sum_of_cross_sums(digits, kWeights) % 10 == number[11] - '0';
}

Verdict validate_german_tax_id(const Candidate& candidate, double base_score) {
  const std::string number = compact_of(candidate.match());
  if (number.size() != 11 || number[0] == '0') return refuse();
  if (!passes_iso7064_mod_11_10(number)) return refuse();
  const std::string_view free = std::string_view(number).substr(0, 10);
  const std::array<int, 10> counts = counts_of(free);
  const auto repeated = std::count_if(counts.begin(), counts.end(), [](int n) { return n > 1; });
  const int most = *std::max_element(counts.begin(), counts.end());
  const bool is_bare = number.size() == candidate.match().size();
  if (repeated > 1 || most > 3 || (repeated == 0 && !is_bare)) return refuse();
  const bool is_strict = repeated == 1 && !has_three_in_a_row(free);
  return judge_number(candidate, "-./", is_strict ? 1.0 : base_score);
}

bool is_german_federal_tax_number(std::string_view number) {
  constexpr std::string_view kLands[] = {"10", "11", "21", "22", "23", "24", "26",
                                         "27", "28", "30", "31", "32", "40", "41"};
  if (number.size() != 13 || !are_digits(number) || number[4] != '0') return false;
  if (number[0] == '5' || number[0] == '9') return true;
  return std::find(std::begin(kLands), std::end(kLands), number.substr(0, 2)) != std::end(kLands);
}

bool is_german_vat_number(std::string_view number) {
  return number.size() == 9 && number[0] != '0' && passes_iso7064_mod_11_10(number);
}

Verdict validate_german_vat_id(const Candidate& candidate, double base_score) {
  const std::string number = compact_of(candidate.match());
  if (number.size() != 11) return refuse();
  const bool is_proven = is_german_vat_number(std::string_view(number).substr(2));
  return judge_number(candidate, "-", is_proven ? 1.0 : std::min(base_score, kUncheckedVatScore));
}

bool is_german_postal_code(std::string_view number) {
  return number.size() == 5 && are_digits(number) && number > "01000" && number < "99999";
}

Verdict validate_german_postal_code(const Candidate& candidate, double base_score) {
  Candidate digits = candidate;
  digits.start = candidate.end - 5;
  if (!is_german_postal_code(digits.match())) return refuse();
  if (is_glued_after(digits, "-./")) return refuse();
  return accept(digits, base_score);
}

Verdict validate_german_plate(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  if (!is_whole(candidate) || candidate.before() == '-') return refuse();
  if (match[match.find_first_of("0123456789")] == '0') {
    return refuse();
  }
  const bool is_prose =
      match.find('-') == std::string_view::npos &&
      std::any_of(match.begin(), match.end(), [](char byte) { return byte >= 'a' && byte <= 'z'; });
  return accept(candidate, is_prose ? kPlateOfSmallWordsScore : base_score);
}

}  // namespace weir
