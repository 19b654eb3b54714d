#include "guardrails/detectors/validators/norway.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/number_list.h"

namespace weir {
namespace {

constexpr size_t kPersonalDigits = 11;
constexpr size_t kOrganisationDigits = 9;
constexpr int kAddedToDay = 40;
constexpr int kAddedToMonth = 40;
constexpr int kAddedToTestMonth = 80;
constexpr int kHighestRemainder = 3;  // that the first check digit may leave from 2032 on

// The year of birth; 0: there is none for this individual number.
int birth_year(int year, int individual) {
  if (individual < 500) return 1900 + year;
  if (individual < 750 && year >= 54) return 1800 + year;
  if (individual >= 900 && year >= 40) return 1900 + year;
  return year < 40 ? 2000 + year : 0;
}

bool has_birth_date(std::string_view digits) {
  int day = two_digits_at(digits, 0);
  if (day >= 80) return true;
  int month = two_digits_at(digits, 2);
  if (day > kAddedToDay) day -= kAddedToDay;
  if (month > kAddedToTestMonth) {
    month -= kAddedToTestMonth;
  } else if (month > kAddedToMonth) {
    month -= kAddedToMonth;
  }
  const int individual = (digits[6] - '0') * 100 + two_digits_at(digits, 7);
  const int year = birth_year(two_digits_at(digits, 4), individual);
  return year != 0 && year <= kLatestBirthYear && is_date(year, month, day);
}

// DDMM-YY-NNNKK: how account numbers are grouped, and no number of a person is.
bool is_grouped_as_account(std::string_view match) {
  return match.size() == kPersonalDigits + 2 && !is_digit(match[4]) && !is_digit(match[7]);
}

bool is_organisation(std::string_view digits) {
  constexpr int kWeights[] = {3, 2, 7, 6, 5, 4, 3, 2, 1};
  return digits.size() == kOrganisationDigits && digits[0] != '0' &&
         weighted_sum(digits, kWeights, 11) == 0;
}

bool is_bank_account(std::string_view digits) {
  constexpr int kWeights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  if (digits.starts_with("0000")) {
    return digits.substr(4) != "0000000" && passes_luhn(digits.substr(4));
  }
  return weighted_sum(digits, kWeights, 11) == 0;
}

}  // namespace

Verdict validate_no_fodselsnummer(const Candidate& candidate, double base_score) {
  constexpr int kFirstWeights[] = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
  constexpr int kSecondWeights[] = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != kPersonalDigits || !has_birth_date(digits)) return refuse();
  const int remainder = weighted_sum(digits, kFirstWeights, 11);
  if (remainder > kHighestRemainder || weighted_sum(digits, kSecondWeights, 11) != 0) {
    return refuse();
  }
  const bool is_proven = remainder == 0 && !is_grouped_as_account(candidate.match());
  const double score = is_proven ? 1.0 : base_score;
  const bool is_run = candidate.match().size() == kPersonalDigits;
  return validate_lone_number(candidate, is_run ? score_of_run(candidate, score) : score);
}

Verdict validate_no_organisasjonsnummer(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (!is_organisation(digits)) return refuse();
  const bool is_given_out = std::string_view("2389").find(digits[0]) != std::string_view::npos;
  return validate_lone_number(candidate, is_given_out ? base_score : base_score / 2);
}

Verdict validate_no_vat_id(const Candidate& candidate, double base_score) {
  if (!is_organisation(digits_of(candidate.match()))) return refuse();
  const bool has_ending = to_lower(candidate.match().back()) == 'a';
  return validate_lone_number(candidate, has_ending ? 1.0 : base_score);
}

Verdict validate_no_bank_account(const Candidate& candidate, double base_score) {
  if (!is_bank_account(digits_of(candidate.match()))) return refuse();
  return validate_lone_number(candidate, base_score);
}

}  // namespace weir
