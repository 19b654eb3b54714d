#include "guardrails/detectors/validators/lone_number.h"

#include "guardrails/detectors/validators/characters.h"

namespace weir {

bool is_lone_number(const Candidate& candidate) {
  return candidate.before() != '+' && !is_glued_before(candidate, "-./") &&
         !is_glued_after(candidate, "-./");
}

bool has_group_beside(const Candidate& candidate) {
  return is_glued_before(candidate, " ") || is_glued_after(candidate, " ");
}

Verdict validate_lone_number(const Candidate& candidate, double base_score) {
  return is_lone_number(candidate) ? accept(candidate, base_score) : refuse();
}

}  // namespace weir
