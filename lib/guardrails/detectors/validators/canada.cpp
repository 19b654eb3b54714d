#include "guardrails/detectors/validators/canada.h"

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

constexpr double kPieceScore = 0.1;  // for groups that others stand beside

}  // namespace

Verdict validate_ca_sin(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  if (match.size() == 11 && match[3] != match[7]) return refuse();
  if (!passes_luhn(match) || !is_lone_number(candidate)) return refuse();
  return accept(candidate, has_group_beside(candidate) ? kPieceScore : base_score);
}

}  // namespace weir
