#include "guardrails/detectors/validators/united_states.h"

#include <string>

#include "guardrails/detectors/validators/characters.h"

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

}  // namespace

Verdict validate_us_ssn(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  if (match.size() == 11 && match[3] != match[6]) return refuse();
  if (!is_ssn(digits_of(match))) return refuse();
  if (is_glued_before(candidate, "-./+") || is_glued_after(candidate, "-")) return refuse();
  return accept(candidate, base_score);
}

}  // namespace weir
