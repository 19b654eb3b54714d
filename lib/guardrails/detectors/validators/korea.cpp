#include "guardrails/detectors/validators/korea.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

constexpr double kPieceScore = 0.3;
constexpr int kEarliestOf1800s = 60;  // the first numbers were given out in 1968

int two_digits(std::string_view digits, size_t at) {
  return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

int century_of(char sign) {
  if (sign == '9' || sign == '0') return 1800;
  return sign == '1' || sign == '2' || sign == '5' || sign == '6' ? 1900 : 2000;
}

bool has_birth_date(std::string_view digits) {
  const int year = century_of(digits[6]) + two_digits(digits, 0);
  return is_date(year, two_digits(digits, 2), two_digits(digits, 4));
}

// The check digit is `complement` minus the weighted sum.
bool passes_check(std::string_view digits, int complement) {
  constexpr int kWeights[] = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};
  constexpr int kLastRegion = 96;
  return two_digits(digits, 7) <= kLastRegion &&
         (complement - weighted_sum(digits, kWeights, 11)) % 10 == digits[12] - '0';
}

// A number of no check digit stands on its date and its dash. Thirteen digits from 1 on may be a
// time in milliseconds.
Verdict verdict(const Candidate& candidate, bool has_dash, bool is_checked, double base_score) {
  if (is_glued_before(candidate, "-./+") || is_glued_after(candidate, "-./")) return refuse();
  const bool may_be_time = !has_dash && candidate.match().front() == '1';
  if (is_checked && !may_be_time) return accept(candidate, 1.0);
  return accept(candidate, has_dash ? base_score : kPieceScore);
}

bool is_region(int region) {
  return region >= 11 && region <= 28 && region != 27;
}

}  // namespace

Verdict validate_kr_rrn(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 13 || !has_birth_date(digits)) return refuse();
  const bool is_checked = passes_check(digits, 11);
  const bool is_of_1800s = century_of(digits[6]) == 1800;
  if (is_of_1800s && (!is_checked || two_digits(digits, 0) < kEarliestOf1800s)) return refuse();
  return verdict(candidate, candidate.match().size() == 14, is_checked, base_score);
}

Verdict validate_kr_frn(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 13 || !has_birth_date(digits)) return refuse();
  return verdict(candidate, candidate.match().size() == 14, passes_check(digits, 13), base_score);
}

Verdict validate_kr_brn(const Candidate& candidate, double base_score) {
  constexpr int kWeights[] = {1, 3, 7, 1, 3, 7, 1, 3, 5};
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 10 || digits < "101" || digits.substr(3, 2) == "00") return refuse();
  const int sum = weighted_sum(digits, kWeights, 1000) + (digits[8] - '0') * 5 / 10;
  if ((10 - sum % 10) % 10 != digits[9] - '0') return refuse();
  return validate_lone_number(candidate, base_score);
}

Verdict validate_kr_driver_license(const Candidate& candidate, double base_score) {
  if (!is_region(two_digits(candidate.match(), 0)) || has_group_beside(candidate)) return refuse();
  return validate_lone_number(candidate, base_score);
}

}  // namespace weir
