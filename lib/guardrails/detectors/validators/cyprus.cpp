#include "guardrails/detectors/validators/cyprus.h"

#include "guardrails/detectors/validators/national_number.h"

namespace weir {

bool is_cypriot_tax_code(std::string_view number) {
  constexpr int kOdd[] = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
  if (number.size() != 9 || !are_digits(number.substr(0, 8)) || number.starts_with("12")) {
    return false;
  }
  int sum = 0;
  for (size_t i = 0; i < 8; ++i) {
    const int digit = number[i] - '0';
    sum += i % 2 == 0 ? kOdd[digit] : digit;
  }
  return number.back() == 'A' + sum % 26;
}

}  // namespace weir
