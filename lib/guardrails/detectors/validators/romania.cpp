#include "guardrails/detectors/validators/romania.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

// Counties, Bucharest and its sectors; 70 for numbers given out since 2025, 80 to 83 abroad.
bool is_county(int county) {
  return (county >= 1 && county <= 48) || county == 51 || county == 52 || county == 70 ||
         (county >= 80 && county <= 83);
}

bool has_birth_date(std::string_view number) {
  constexpr int kCenturies[] = {0, 1900, 1900, 1800, 1800, 2000, 2000};
  const int year = number_of(number.substr(1, 2));
  const int month = number_of(number.substr(3, 2));
  const int day = number_of(number.substr(5, 2));
  const int first = number.front() - '0';
  if (first > 6) return is_date_of_either(1900, 2000, year, month, day);
  return is_date(kCenturies[first] + year, month, day);
}

}  // namespace

bool is_cnp(std::string_view number) {
  constexpr int kWeights[] = {2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9};
  if (number.size() != 13 || !are_digits(number) || number.front() == '0') return false;
  if (!has_birth_date(number) || !is_county(number_of(number.substr(7, 2)))) return false;
  const int remainder = weighted_sum(number, kWeights, 11);
  return number.back() - '0' == (remainder == 10 ? 1 : remainder);
}

bool is_cui(std::string_view number) {
  constexpr int kWeights[] = {7, 5, 3, 2, 1, 7, 5, 3, 2};
  constexpr size_t kLongest = 10;
  if (number.size() < 2 || number.size() > kLongest || !are_digits(number)) return false;
  if (number.front() == '0') return false;
  const std::string digits = std::string(kLongest - number.size(), '0') + std::string(number);
  return number.back() - '0' == weighted_sum(digits, kWeights, 11) * 10 % 11 % 10;
}

}  // namespace weir
