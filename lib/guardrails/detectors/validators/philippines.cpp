#include "guardrails/detectors/validators/philippines.h"

#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {

Verdict validate_ph_tin(const Candidate& candidate, double base_score) {
  constexpr int kWeights[] = {9, 8, 7, 6, 5, 4, 3, 2};
  const std::string digits = digits_of(candidate.match());
  if (digits.size() < 9 || digits.find_first_not_of('0') == std::string::npos) return refuse();
  if (weighted_sum(digits, kWeights, 11) != digits[8] - '0') return refuse();
  return validate_lone_number(candidate, base_score);
}

Verdict validate_ph_mobile_number(const Candidate& candidate, double base_score) {
  if (is_alphanumeric(candidate.before()) || is_glued_before(candidate, "-./") ||
      is_glued_after(candidate, "-./")) {
    return refuse();
  }
  return accept(candidate, base_score);
}

}  // namespace weir
