#include "guardrails/detectors/validators/greece.h"

#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {

bool is_greek_amka(std::string_view number) {
  if (number.size() != 11 || !are_digits(number) || !passes_luhn(number)) return false;
  return is_date_of_either(1900, 2000, number_of(number.substr(4, 2)),
                           number_of(number.substr(2, 2)), number_of(number.substr(0, 2)));
}

bool is_greek_vat_number(std::string_view number) {
  constexpr int kWeights[] = {256, 128, 64, 32, 16, 8, 4, 2};
  if ((number.size() != 8 && number.size() != 9) || !are_digits(number)) return false;
  const std::string digits = (number.size() == 8 ? "0" : "") + std::string(number);
  if (number_of(digits) == 0) return false;
  return digits.back() - '0' == weighted_sum(digits, kWeights, 11) % 10;
}

}  // namespace weir
