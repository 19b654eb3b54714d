#include "guardrails/detectors/validators/portugal.h"

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {

bool is_portuguese_nif(std::string_view number) {
  constexpr int kWeights[] = {9, 8, 7, 6, 5, 4, 3, 2};
  if (number.size() != 9 || !are_digits(number) || number.front() == '0') return false;
  const int remainder = weighted_sum(number, kWeights, 11);
  return number.back() - '0' == (remainder < 2 ? 0 : 11 - remainder);
}

bool is_citizen_card_number(std::string_view number) {
  if (number.size() != 12 || !are_digits(number.substr(0, 9)) || !is_digit(number[11])) {
    return false;
  }
  int sum = 0;
  for (size_t i = 0; i < number.size(); ++i) {
    const int value = is_digit(number[i]) ? number[i] - '0' : number[i] - 'A' + 10;
    const int doubled = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += i % 2 == 0 ? doubled : value;
  }
  return sum % 10 == 0;
}

bool is_portuguese_niss(std::string_view number) {
  constexpr int kWeights[] = {29, 23, 19, 17, 13, 11, 7, 5, 3, 2};
  if (number.size() != 11 || !are_digits(number)) return false;
  if (number.front() != '1' && number.front() != '2') return false;
  return number.back() - '0' == 9 - weighted_sum(number, kWeights, 10);
}

}  // namespace weir
