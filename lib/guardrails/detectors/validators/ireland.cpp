#include "guardrails/detectors/validators/ireland.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr double kAmountScore = 0.2;
constexpr std::string_view kCheckLetters = "WABCDEFGHIJKLMNOPQRSTUV";

// The check letter over seven digits, and a letter that counts nine times (W: not at all).
char check_letter(std::string_view digits, char counted) {
  constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2};
  const auto value = static_cast<int>(kCheckLetters.find(counted));
  return kCheckLetters[static_cast<size_t>((weighted_sum(digits, kWeights, 23) + 9 * value) % 23)];
}

bool is_of_kind(std::string_view letters, char byte) {
  return letters.find(byte) != std::string_view::npos;
}

bool is_new_vat_number(std::string_view number) {
  if (number.size() < 8 || number.size() > 9 || !are_digits(number.substr(0, 7))) return false;
  const char second = number.size() == 9 ? number[8] : 'W';
  return is_of_kind(kCheckLetters, second) && number[7] == check_letter(number, second);
}

bool is_old_vat_number(std::string_view number) {
  if (number.size() != 8 || !is_digit(number[0]) || !are_digits(number.substr(2, 5))) return false;
  if (!is_letter(number[1]) && !is_of_kind("+*", number[1])) return false;
  const std::string digits = "0" + std::string(number.substr(2, 5)) + number[0];
  return number[7] == check_letter(digits, 'W');
}

// As written, without spaces and dashes: "+" and "*" count.
std::string vat_number_of(std::string_view match) {
  std::string number;
  for (const char byte : match) {
    if (is_of_kind("+*", byte)) number += byte;
    if (is_alphanumeric(byte)) number += compact_of({&byte, 1});
  }
  return number;
}

}  // namespace

bool is_pps_number(std::string_view number) {
  if (number.size() < 8 || number.size() > 9 || !are_digits(number.substr(0, 7))) return false;
  const char second = number.size() == 9 ? number[8] : 'W';
  if (!is_of_kind("ABHWTX", second)) return false;
  return number[7] == check_letter(number, is_of_kind("ABH", second) ? second : 'W');
}

Verdict validate_pps_number(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  const std::string number = compact_of(match);
  if (!is_pps_number(number)) return refuse();
  const bool is_amount = match.find(' ') != std::string_view::npos && match.back() >= 'a';
  if (is_amount) return judge_number(candidate, "-./", std::min(base_score, kAmountScore));
  return judge_number(candidate, "-./", number.size() == 9 ? 1.0 : base_score);
}

Verdict validate_irish_vat_number(const Candidate& candidate, double base_score) {
  const std::string all = vat_number_of(candidate.match());
  const bool has_country = all.starts_with("IE");
  const std::string_view number = std::string_view(all).substr(has_country ? 2 : 0);
  if (!is_new_vat_number(number) && !is_old_vat_number(number)) return refuse();
  return judge_number(candidate, "-./", has_country ? 1.0 : base_score);
}

bool is_eircode(std::string_view number) {
  return number.size() == 7 && (number[2] != 'W' || number.starts_with("D6W"));
}

}  // namespace weir
