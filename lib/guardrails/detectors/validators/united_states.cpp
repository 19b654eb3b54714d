#include "guardrails/detectors/validators/united_states.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/context.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/other_numbers.h"

namespace weir {
namespace {

bool is_voided(std::string_view digits) {
  return digits == "078051120" || digits == "219099999" || digits == "123456789" ||
         digits.find_first_not_of(digits[0]) == std::string_view::npos;
}

bool is_ssn(std::string_view digits) {
  if (digits.size() != 9 || is_voided(digits)) return false;
  const std::string_view area = digits.substr(0, 3);
  if (area == "000" || area == "666" || area[0] == '9') return false;
  return digits.substr(3, 2) != "00" && digits.substr(5) != "0000";
}

bool is_likely_license(std::string_view match) {
  constexpr size_t kLeastDigits = 6;
  return digits_of(match).size() >= kLeastDigits &&
         std::none_of(match.begin(), match.end(), [](char byte) { return byte >= 'a'; });
}

bool is_itin_group(int group) {
  return (group >= 50 && group <= 65) || (group >= 70 && group <= 88) ||
         (group >= 90 && group != 93);
}

bool is_routing_prefix(int prefix) {
  return prefix <= 12 || (prefix >= 21 && prefix <= 32) || (prefix >= 61 && prefix <= 72) ||
         prefix == 80;
}

int two_digits(std::string_view digits) {
  return (digits[0] - '0') * 10 + (digits[1] - '0');
}

bool is_repeated(std::string_view digits) {
  return digits.find_first_not_of(digits[0]) == std::string_view::npos;
}

}  // namespace

Verdict validate_us_ssn(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  if (match.size() == 11 && match[3] != match[6]) return refuse();
  if (!is_ssn(digits_of(match))) return refuse();
  if (is_glued_before(candidate, "-./+") || is_glued_after(candidate, "-")) return refuse();
  return accept(candidate, base_score);
}

Verdict validate_us_driver_license(const Candidate& candidate, double base_score) {
  constexpr double kUnlikelyScore = 0.05;
  if (is_piece_of_name(candidate)) return accept(candidate, kUnlikelyScore);
  const bool is_likely =
      is_likely_license(candidate.match()) || has_context_word(kDriverLicenseWords, candidate);
  return accept(candidate, is_likely ? base_score : kUnlikelyScore);
}

Verdict validate_us_itin(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 9 || !is_itin_group(two_digits(digits.substr(3)))) return refuse();
  return validate_lone_number(candidate, base_score);
}

Verdict validate_aba_routing_number(const Candidate& candidate, double base_score) {
  constexpr int kWeights[] = {3, 7, 1, 3, 7, 1, 3, 7, 1};
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 9 || !is_routing_prefix(two_digits(digits))) return refuse();
  if (is_repeated(digits) || weighted_sum(digits, kWeights, 10) != 0) return refuse();
  return validate_lone_number(candidate, base_score);
}

Verdict validate_medical_license(const Candidate& candidate, double base_score) {
  constexpr int kWeights[] = {1, 2, 1, 2, 1, 2};
  const std::string_view digits = candidate.match().substr(2);
  if (weighted_sum(digits, kWeights, 10) != digits[6] - '0') return refuse();
  return accept(candidate, base_score);
}

Verdict validate_us_npi(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 10 || is_repeated(std::string_view(digits).substr(0, 9))) return refuse();
  if (!passes_luhn("80840" + digits)) return refuse();
  return validate_lone_number(candidate, base_score);
}

}  // namespace weir
