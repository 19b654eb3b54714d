#include "guardrails/detectors/validators/baltic.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/country_prefix.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/number_list.h"

namespace weir {
namespace {

constexpr size_t kPersonalDigits = 11;
constexpr double kDatelessScore = 0.3;

// Digits times 1 to 9 and again, the first times `first`; without the check digit.
int cyclic_sum(std::string_view digits, size_t first) {
  int sum = 0;
  for (size_t i = 0; i + 1 < digits.size(); ++i) {
    sum += (digits[i] - '0') * static_cast<int>((i + first - 1) % 9 + 1);
  }
  return sum % 11;
}

// Estonia's and Lithuania's check digit, in two rounds.
bool passes_two_rounds(std::string_view digits) {
  int remainder = cyclic_sum(digits, 1);
  if (remainder == 10) remainder = cyclic_sum(digits, 3);
  return remainder % 10 == digits.back() - '0';
}

// GYYMMDD: 1 and 2 are the 1800s, 3 and 4 the 1900s, and so on.
bool has_coded_date(std::string_view digits) {
  if (digits[0] < '1' || digits[0] > '8') return false;
  const int century = 1800 + (digits[0] - '1') / 2 * 100;
  return is_date(century + two_digits_at(digits, 1), two_digits_at(digits, 3),
                 two_digits_at(digits, 5));
}

bool has_latvian_date(std::string_view digits) {
  if (digits[6] > '2') return false;
  return is_date(1800 + (digits[6] - '0') * 100 + two_digits_at(digits, 4),
                 two_digits_at(digits, 2), two_digits_at(digits, 0));
}

bool is_personas_kods(std::string_view digits) {
  constexpr int kWeights[] = {10, 5, 8, 4, 2, 1, 6, 3, 7, 9};
  if (!digits.starts_with("32") && !has_latvian_date(digits)) return false;
  return (1 + weighted_sum(digits, kWeights, 11)) % 11 % 10 == digits[10] - '0';
}

bool is_latvian_legal_person(std::string_view digits) {
  constexpr int kWeights[] = {9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1};
  return digits[0] > '3' && weighted_sum(digits, kWeights, 11) == 3;
}

bool is_pvm(std::string_view digits) {
  return digits[digits.size() - 2] == '1' && passes_two_rounds(digits);
}

}  // namespace

Verdict validate_ee_isikukood(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (!has_coded_date(digits) || !passes_two_rounds(digits)) return refuse();
  return validate_lone_number(candidate, score_of_run(candidate, base_score));
}

Verdict validate_ee_registrikood(const Candidate& candidate, double base_score) {
  if (!passes_two_rounds(digits_of(candidate.match()))) return refuse();
  return validate_lone_number(candidate, base_score);
}

Verdict validate_ee_vat_id(const Candidate& candidate, double base_score) {
  constexpr int kWeights[] = {3, 7, 1, 3, 7, 1, 3, 7, 1};
  if (weighted_sum(digits_of(candidate.match()), kWeights, 10) != 0) return refuse();
  return validate_lone_number(candidate, score_behind_prefix(candidate.match(), base_score));
}

Verdict validate_lv_personas_kods(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (!is_personas_kods(digits)) return refuse();
  if (candidate.match().size() > kPersonalDigits) return validate_lone_number(candidate, 1.0);
  const bool is_binary = digits.find_first_not_of("01") == std::string::npos;
  const double score = digits.starts_with("32") || is_binary ? base_score : 1.0;
  return validate_lone_number(candidate, score_of_run(candidate, score));
}

Verdict validate_lv_vat_id(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (!is_latvian_legal_person(digits) && !is_personas_kods(digits)) return refuse();
  return validate_lone_number(candidate, score_behind_prefix(candidate.match(), base_score));
}

Verdict validate_lv_registration_number(const Candidate& candidate, double base_score) {
  if (!is_latvian_legal_person(digits_of(candidate.match()))) return refuse();
  return validate_lone_number(candidate, base_score);
}

Verdict validate_lt_asmens_kodas(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  const bool has_no_date = digits[0] == '9';
  if (!has_no_date && (digits[0] > '6' || !has_coded_date(digits))) return refuse();
  if (!passes_two_rounds(digits)) return refuse();
  const double score = has_no_date ? kDatelessScore : base_score;
  return validate_lone_number(candidate, score_of_run(candidate, score));
}

Verdict validate_lt_imones_kodas(const Candidate& candidate, double base_score) {
  if (!passes_two_rounds(digits_of(candidate.match()))) return refuse();
  return validate_lone_number(candidate, base_score);
}

Verdict validate_lt_vat_id(const Candidate& candidate, double base_score) {
  if (!is_pvm(digits_of(candidate.match()))) return refuse();
  const bool has_prefix = is_letter(candidate.match()[0]);
  return validate_lone_number(
      candidate, has_prefix ? score_behind_prefix(candidate.match(), base_score) : base_score);
}

}  // namespace weir
