#include "guardrails/detectors/validators/austria.h"

#include <string>

#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {

Verdict validate_austrian_insurance_number(const Candidate& candidate, double base_score) {
  constexpr int kWeights[] = {3, 7, 9, 0, 5, 8, 4, 2, 1, 6};
  const std::string number = compact_of(candidate.match());
  if (number.size() != 10 || !are_digits(number) || number[0] == '0') return refuse();
  if (weighted_sum(number, kWeights, 11) != number[3] - '0') return refuse();
  const std::string_view digits = number;
  const int day = number_of(digits.substr(4, 2));
  const int month = number_of(digits.substr(6, 2));
  if (is_date_of_either(1900, 2000, number_of(digits.substr(8)), month, day)) {
    return judge_number(candidate, "-./", 1.0);
  }
  if (month < 13 || month > 15 || day > 31) return refuse();
  return judge_number(candidate, "-./", base_score);
}

bool is_austrian_vat_number(std::string_view number) {
  if (number.starts_with("AT")) number.remove_prefix(2);
  if (number.size() != 9 || number[0] != 'U' || !are_digits(number.substr(1))) return false;
  int sum = 0;
  for (size_t i = 1; i < 8; ++i) {
    const int product = (number[i] - '0') * (i % 2 == 1 ? 1 : 2);
    sum += product / 10 + product % 10;
  }
  return (96 - sum) % 10 == number[8] - '0';
}

bool is_austrian_tax_number(std::string_view number) {
  return number.size() == 9 && are_digits(number) && !number.starts_with("00") &&
         passes_luhn(number);
}

bool is_austrian_register_number(std::string_view number) {
  constexpr int kWeights[] = {6, 4, 14, 15, 10, 1};
  constexpr std::string_view kLetters = "ABDFGHIKMPSTVWXYZ";
  if (number.starts_with("FN")) number.remove_prefix(2);
  if (number.size() < 2 || number.size() > 7) return false;
  const std::string_view free = number.substr(0, number.size() - 1);
  if (!are_digits(free) || free.find_first_not_of('0') == std::string_view::npos) return false;
  const std::string digits = std::string(6 - free.size(), '0') + std::string(free);
  return number.back() == kLetters[static_cast<size_t>(weighted_sum(digits, kWeights, 17))];
}

}  // namespace weir
