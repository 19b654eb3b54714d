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

bool stands_among_data(const Candidate& candidate) {
  const size_t gap = candidate.before() == ' ' ? 1 : 0;
  const char sign = candidate.before(gap);
  const char beyond = candidate.before(gap + 1);
  if (sign == '=' || (sign == ':' && beyond == '"')) return true;
  if (sign == ',' && (is_digit(beyond) || beyond == '\'' || beyond == '"')) return true;
  if (candidate.after() != ',') return false;
  const char next = candidate.after(candidate.after(1) == ' ' ? 2 : 1);
  return is_digit(next) || next == '\'' || next == '"';
}

Verdict validate_lone_number(const Candidate& candidate, double base_score) {
  return is_lone_number(candidate) ? accept(candidate, base_score) : refuse();
}

}  // namespace weir
