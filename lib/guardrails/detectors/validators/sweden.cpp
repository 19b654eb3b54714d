#include "guardrails/detectors/validators/sweden.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/country_prefix.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/number_list.h"

namespace weir {
namespace {

constexpr size_t kPersonalDigits = 10;
constexpr int kCoordination = 60;  // what a samordningsnummer adds to the day
constexpr double kSpacedScore = 0.3;
constexpr double kGluedScore = 0.1;
constexpr double kOtherEndingScore = 0.1;

bool is_unknown(int month, int day) {
  return (month == 0 && day <= 31) || (day == 0 && month <= 12);
}

// The YYMMDD at the start of `digits`, in one of the centuries.
bool is_birth_date(std::string_view digits, int first_century, int last_century) {
  const int month = two_digits_at(digits, 2);
  int day = two_digits_at(digits, 4);
  const bool is_coordination = day >= kCoordination;
  if (is_coordination) day -= kCoordination;
  if (is_coordination && is_unknown(month, day)) return true;
  for (int century = first_century; century <= last_century; ++century) {
    if (is_date(century * 100 + two_digits_at(digits, 0), month, day)) return true;
  }
  return false;
}

// '-', '+' or ' ' before the last four digits; a digit: none.
char separator_of(std::string_view match) {
  return match[match.size() - 5];
}

bool has_birth_date(std::string_view digits, char separator) {
  if (digits.size() > kPersonalDigits) {
    const int century = two_digits_at(digits, 0);
    return is_birth_date(digits.substr(2), century, century);
  }
  return separator == '+' ? is_birth_date(digits, 18, 19) : is_birth_date(digits, 19, 20);
}

double personal_score(const Candidate& candidate, double base_score) {
  const char separator = separator_of(candidate.match());
  if (is_letter(candidate.before())) return kGluedScore;
  if (separator == ' ') return kSpacedScore;
  if (!is_digit(separator)) return 1.0;
  const bool is_short = candidate.match().size() == kPersonalDigits;
  return score_of_run(candidate, is_short ? base_score : 1.0);
}

// Without the one byte before the digits that the expression takes along.
Candidate from_first_digit(Candidate candidate) {
  if (!is_digit(candidate.match().front())) ++candidate.start;
  return candidate;
}

}  // namespace

Verdict validate_se_personnummer(const Candidate& matched, double base_score) {
  const Candidate candidate = from_first_digit(matched);
  const std::string digits = digits_of(candidate.match());
  if (!passes_luhn(std::string_view(digits).substr(digits.size() - kPersonalDigits))) {
    return refuse();
  }
  if (!has_birth_date(digits, separator_of(candidate.match()))) return refuse();
  if (!is_lone_number(candidate) || is_glued_after(candidate, "+")) return refuse();
  return accept(candidate, personal_score(candidate, base_score));
}

Verdict validate_se_organisationsnummer(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  const std::string_view number = std::string_view(digits).substr(digits.size() - kPersonalDigits);
  if (number[0] == '0' || number[2] < '2' || !passes_luhn(number)) return refuse();
  return validate_lone_number(candidate, base_score);
}

Verdict validate_se_vat_id(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  const int ending = two_digits_at(digits, kPersonalDigits);
  if (!passes_luhn(std::string_view(digits).substr(0, kPersonalDigits))) return refuse();
  if (ending < 1 || ending > 94 || !is_lone_number(candidate)) return refuse();
  if (ending != 1) return accept(candidate, kOtherEndingScore);
  return accept(candidate, score_behind_prefix(candidate.match(), base_score));
}

Verdict validate_se_giro(const Candidate& candidate, double base_score) {
  if (!passes_luhn(candidate.match())) return refuse();
  const bool has_spaces = candidate.match().find(' ') != std::string_view::npos;
  if (has_spaces && is_glued_before(candidate, " ")) return refuse();
  return validate_lone_number(candidate, base_score);
}

}  // namespace weir
