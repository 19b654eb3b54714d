#include "guardrails/detectors/validators/mac_address.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

constexpr double kDigitsAloneScore = 0.2;

bool is_constant(std::string_view match, char digit) {
  return std::all_of(match.begin(), match.end(),
                     [digit](char byte) { return !is_hex(byte) || to_lower(byte) == digit; });
}

}  // namespace

Verdict validate_mac_address(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  const char sign = match.find_first_of(":-.") == 2 ? match[2] : match[4];
  if (is_constant(match, '0') || is_constant(match, 'f')) return refuse();
  const bool has_group_before = candidate.before() == sign && is_alphanumeric(candidate.before(1));
  const bool has_group_after = candidate.after() == sign && is_alphanumeric(candidate.after(1));
  if (has_group_before || has_group_after) return refuse();
  const bool has_letter = std::any_of(match.begin(), match.end(), is_letter);
  return accept(candidate, has_letter || sign == ':' ? base_score : kDigitsAloneScore);
}

}  // namespace weir
