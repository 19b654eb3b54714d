#include "guardrails/detectors/validators/hungary.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr int kFirstYearOfNewWeights = 1997;

bool is_county(int county) {
  return county == 51 || (county >= 2 && county <= 44 && county != 21);
}

bool is_personal_number_of(std::string_view number, int century) {
  constexpr int kOld[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  constexpr int kNew[] = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
  const int year = century + number_of(number.substr(1, 2));
  if (!is_date(year, number_of(number.substr(3, 2)), number_of(number.substr(5, 2)))) return false;
  const int remainder = weighted_sum(number, year < kFirstYearOfNewWeights ? kOld : kNew, 11);
  return remainder == number.back() - '0';
}

}  // namespace

bool is_hungarian_vat_number(std::string_view number) {
  constexpr int kWeights[] = {9, 7, 3, 1, 9, 7, 3, 1};
  return number.size() == 8 && are_digits(number) && number_of(number) != 0 &&
         weighted_sum(number, kWeights, 10) == 0;
}

bool is_hungarian_tax_number(std::string_view number) {
  return number.size() == 11 && are_digits(number) &&
         is_hungarian_vat_number(number.substr(0, 8)) && number[8] >= '1' && number[8] <= '5' &&
         is_county(number_of(number.substr(9)));
}

bool is_taj(std::string_view number) {
  constexpr int kWeights[] = {3, 7, 3, 7, 3, 7, 3, 7};
  return number.size() == 9 && are_digits(number) && number_of(number) != 0 &&
         weighted_sum(number, kWeights, 10) == number.back() - '0';
}

bool is_tax_identification_sign(std::string_view number) {
  constexpr int kWeights[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  return number.size() == 10 && are_digits(number) && number.front() == '8' &&
         weighted_sum(number, kWeights, 11) == number.back() - '0';
}

Verdict validate_hungarian_personal_number(const Candidate& candidate, double base_score) {
  const std::string number = compact_of(candidate.match());
  if (number.size() != 11 || !are_digits(number)) return refuse();
  const char first = number.front();
  if (first < '1' || first > '8') return refuse();
  const bool is_recent =
      is_personal_number_of(number, 2000) && 2000 + two_digits_at(number, 1) <= kLatestBirthYear;
  if ((first > '2' && is_recent) ||
      ((first < '3' || first > '4') && is_personal_number_of(number, 1900))) {
    return judge_number(candidate, "-.", 1.0);
  }
  const bool is_other =
      first > '2' && (is_personal_number_of(number, 1800) || is_personal_number_of(number, 2000));
  return is_other ? judge_number(candidate, "-.", base_score) : refuse();
}

}  // namespace weir
