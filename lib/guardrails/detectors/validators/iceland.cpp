#include "guardrails/detectors/validators/iceland.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/number_list.h"

namespace weir {
namespace {

constexpr int kOrganisation = 40;  // what an organisation's number adds to the day

int year_of(std::string_view digits) {
  const int year = two_digits_at(digits, 4);
  if (digits[9] == '0') return 2000 + year;
  if (digits[9] == '9') return 1900 + year;
  return digits[9] == '8' ? 1800 + year : 0;
}

// The days 29 to 31 February 1969, by which organisations are registered all the same.
bool is_day_that_never_was(int year, int month, int day) {
  return year == 1969 && month == 2 && day >= 29 && day <= 31;
}

bool has_check_digit(std::string_view digits) {
  constexpr int kWeights[] = {3, 2, 7, 6, 5, 4, 3, 2, 1};
  return weighted_sum(digits, kWeights, 11) == 0;
}

bool is_organisation(std::string_view digits) {
  const int year = year_of(digits);
  const int month = two_digits_at(digits, 2);
  const int day = two_digits_at(digits, 0) - kOrganisation;
  return year != 0 && (is_date(year, month, day) || is_day_that_never_was(year, month, day));
}

bool is_person(std::string_view digits) {
  const int year = year_of(digits);
  return year != 0 && is_date(year, two_digits_at(digits, 2), two_digits_at(digits, 0));
}

bool is_system_number(std::string_view digits) {
  return digits[0] >= '8';
}

}  // namespace

Verdict validate_is_kennitala(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  const bool is_of_person = is_person(digits);
  if (has_check_digit(digits) && (is_of_person || is_organisation(digits))) {
    const bool is_run = candidate.match().size() == digits.size();
    return validate_lone_number(candidate, is_run ? score_of_run(candidate, 1.0) : 1.0);
  }
  const bool is_real = is_of_person && year_of(digits) <= kLatestBirthYear;
  if (!is_real && !is_system_number(digits)) return refuse();
  return validate_lone_number(candidate, base_score);
}

}  // namespace weir
