#include "guardrails/detectors/validators/nigeria.h"

#include <algorithm>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

constexpr double kUndashedScore = 0.3;
constexpr double kSmallScore = 0.1;

bool is_small(char byte) {
  return byte >= 'a' && byte <= 'z';
}

}  // namespace

Verdict validate_ng_nin(const Candidate& candidate, double base_score) {
  if (!passes_verhoeff(candidate.match())) return refuse();
  return validate_lone_number(candidate, base_score);
}

Verdict validate_ng_vehicle_registration(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  if (std::any_of(match.begin(), match.end(), is_small)) return accept(candidate, kSmallScore);
  return accept(candidate, match[3] == '-' ? base_score : kUndashedScore);
}

}  // namespace weir
