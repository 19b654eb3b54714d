#include "guardrails/detectors/validators/denmark.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/country_prefix.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

constexpr int kReplacement = 60;  // what an erstatningspersonnummer adds to the day
constexpr double kReplacementScore = 0.2;

int birth_year(int year, char seventh) {
  if (seventh <= '3') return 1900 + year;
  if (seventh == '4' || seventh == '9') return year <= 36 ? 2000 + year : 1900 + year;
  return year <= 57 ? 2000 + year : 1800 + year;
}

bool is_cvr(std::string_view digits) {
  constexpr int kWeights[] = {2, 7, 6, 5, 4, 3, 2, 1};
  return digits.size() == 8 && digits[0] != '0' && weighted_sum(digits, kWeights, 11) == 0;
}

}  // namespace

Verdict validate_dk_cpr(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  int day = two_digits_at(digits, 0);
  const bool is_replacement = day > kReplacement;
  if (is_replacement) day -= kReplacement;
  const int year = birth_year(two_digits_at(digits, 4), digits[6]);
  if (year > kLatestBirthYear || !is_date(year, two_digits_at(digits, 2), day)) return refuse();
  return validate_lone_number(
      candidate, is_replacement ? std::min(base_score, kReplacementScore) : base_score);
}

Verdict validate_dk_cvr(const Candidate& candidate, double base_score) {
  if (!is_cvr(digits_of(candidate.match())) || has_group_beside(candidate)) return refuse();
  return validate_lone_number(candidate, base_score);
}

Verdict validate_dk_vat_id(const Candidate& candidate, double base_score) {
  if (!is_cvr(digits_of(candidate.match()))) return refuse();
  return validate_lone_number(candidate, score_behind_prefix(candidate.match(), base_score));
}

}  // namespace weir
