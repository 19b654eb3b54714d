#include "guardrails/detectors/validators/bulgaria.h"

#include <span>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

int check_of(std::string_view digits, std::span<const int> weights, std::span<const int> other) {
  const int remainder = weighted_sum(digits, weights, 11);
  return remainder < 10 ? remainder : weighted_sum(digits, other, 11) % 10;
}

bool has_birth_date(std::string_view number) {
  constexpr int kCenturies[] = {1900, 1800, 2000};
  const int month = number_of(number.substr(2, 2));
  if (month > 52) return false;
  const int year = kCenturies[month / 20] + number_of(number.substr(0, 2));
  return is_date(year, month % 20, number_of(number.substr(4, 2)));
}

bool is_other_vat_number(std::string_view number) {
  constexpr int kWeights[] = {4, 3, 2, 7, 6, 5, 4, 3, 2};
  const int check = (11 - weighted_sum(number, kWeights, 11)) % 11;
  return check == number.back() - '0';
}

}  // namespace

bool is_egn(std::string_view number) {
  constexpr int kWeights[] = {2, 4, 8, 5, 10, 9, 7, 3, 6};
  return number.size() == 10 && are_digits(number) && has_birth_date(number) &&
         weighted_sum(number, kWeights, 11) % 10 == number.back() - '0';
}

bool is_lnch(std::string_view number) {
  constexpr int kWeights[] = {21, 19, 17, 13, 11, 9, 7, 3, 1};
  return number.size() == 10 && are_digits(number) && number_of(number.substr(0, 9)) != 0 &&
         weighted_sum(number, kWeights, 10) == number.back() - '0';
}

bool is_eik(std::string_view number) {
  constexpr int kFirst[] = {1, 2, 3, 4, 5, 6, 7, 8};
  constexpr int kSecond[] = {3, 4, 5, 6, 7, 8, 9, 10};
  constexpr int kBranch[] = {2, 7, 3, 5};
  constexpr int kOtherBranch[] = {4, 9, 5, 7};
  if ((number.size() != 9 && number.size() != 13) || !are_digits(number)) return false;
  if (number_of(number.substr(0, 9)) == 0) return false;
  if (check_of(number, kFirst, kSecond) != number[8] - '0') return false;
  return number.size() == 9 ||
         check_of(number.substr(8), kBranch, kOtherBranch) == number.back() - '0';
}

bool is_bulgarian_vat_number(std::string_view number) {
  if (!are_digits(number)) return false;
  if (number.size() == 9) return is_eik(number);
  if (number.size() != 10 || number_of(number.substr(0, 9)) == 0) return false;
  return is_egn(number) || is_lnch(number) || is_other_vat_number(number);
}

}  // namespace weir
