#include "guardrails/detectors/validators/czechia_slovakia.h"

#include "guardrails/detectors/context.h"
#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2};
constexpr int kFirstYearOfMoreMonths = 2004;

bool has_birth_date(std::string_view number, int year) {
  int month = number_of(number.substr(2, 2));
  if (month > 50) month -= 50;
  if (month > 20 && year >= kFirstYearOfMoreMonths) month -= 20;
  return is_date(year, month, number_of(number.substr(4, 2)));
}

// The nine digits that begin with 6, given to persons whose birth number has none.
bool is_special_vat_number(std::string_view number) {
  if (number.front() != '6') return false;
  const int distance = 11 - weighted_sum(number.substr(1), kWeights, 11);
  return number.back() - '0' == (19 - distance) % 10;
}

}  // namespace

bool is_birth_number(std::string_view number) {
  if (number.size() != 10 || !are_digits(number)) return false;
  const int year = number_of(number.substr(0, 2));
  return has_birth_date(number, year + (year >= 54 ? 1900 : 2000)) &&
         number_of(number.substr(0, 9)) % 11 % 10 == number.back() - '0';
}

Verdict validate_birth_number(const Candidate& candidate, double base_score) {
  if (!is_birth_number(compact_of(candidate.match()))) return refuse();
  Verdict verdict = judge_number(candidate, "-.", base_score);
  if (verdict.accepted && verdict.score < base_score &&
      has_context_word(kBirthNumberWords, candidate.at(verdict.start, verdict.end))) {
    verdict.score = base_score;
  }
  return verdict;
}

bool is_old_birth_number(std::string_view number) {
  if (number.size() != 9 || !are_digits(number)) return false;
  const int year = number_of(number.substr(0, 2)) + (number.front() >= '8' ? 1800 : 1900);
  return year < 1954 && has_birth_date(number, year);
}

bool is_organisation_number(std::string_view number) {
  if (number.size() != 8 || !are_digits(number) || number_of(number) == 0) return false;
  return number.back() - '0' == (11 - weighted_sum(number, kWeights, 11)) % 10;
}

bool is_czech_vat_number(std::string_view number) {
  if (!are_digits(number)) return false;
  if (number.size() == 8) return number.front() != '9' && is_organisation_number(number);
  if (number.size() == 9) return is_special_vat_number(number) || is_old_birth_number(number);
  return is_birth_number(number);
}

bool is_slovak_vat_number(std::string_view number) {
  if (number.size() != 10 || !are_digits(number)) return false;
  if (is_birth_number(number)) return true;
  if (number.front() == '0' ||
      std::string_view("234789").find(number[2]) == std::string_view::npos) {
    return false;
  }
  return (number_of(number.substr(0, 9)) * 10LL + (number.back() - '0')) % 11 == 0;
}

}  // namespace weir
