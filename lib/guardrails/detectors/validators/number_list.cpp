#include "guardrails/detectors/validators/number_list.h"

#include <algorithm>

#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

constexpr size_t kMostSpaces = 2;  // on each side of a separator

bool is_separator(char byte) {
  return byte == ',' || byte == ';' || byte == '|' || byte == '\t';
}

// Whether a separator and then a digit come next; `byte_at(n)` is the byte n further on.
template <typename ByteAt>
bool leads_to_number(const ByteAt& byte_at) {
  size_t at = 0;
  while (at < kMostSpaces && byte_at(at) == ' ') ++at;
  if (!is_separator(byte_at(at++))) return false;
  for (size_t most = at + kMostSpaces; at < most && byte_at(at) == ' ';) ++at;
  return is_digit(byte_at(at));
}

}  // namespace

bool is_listed(const Candidate& candidate) {
  if (candidate.before() == ':' && candidate.before(1) == '"') return true;
  return leads_to_number([&](size_t at) { return candidate.before(at); }) ||
         leads_to_number([&](size_t at) { return candidate.after(at); });
}

double score_of_run(const Candidate& candidate, double score) {
  return is_listed(candidate) ? std::min(score, kListedScore) : score;
}

}  // namespace weir
