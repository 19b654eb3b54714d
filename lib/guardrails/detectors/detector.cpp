#include "guardrails/detectors/detector.h"

#include <algorithm>

#include "guardrails/detectors/context.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/placeholders.h"

namespace weir {
namespace {

bool is_varied(const Detector& detector, const Candidate& candidate, const Verdict& verdict) {
  return detector.entropy == 0 ||
         looks_generated(candidate.text.substr(verdict.start, verdict.end - verdict.start),
                         detector.entropy);
}

}  // namespace

Verdict assess(const Detector& detector, const Candidate& candidate) {
  Verdict verdict = detector.validate == nullptr ? accept(candidate, detector.score)
                                                 : detector.validate(candidate, detector.score);
  if (!verdict.accepted || !is_varied(detector, candidate, verdict)) return refuse();
  if (detector.tier == Tier::kWindow &&
      touches_letter_beyond_ascii({candidate.text, verdict.start, verdict.end})) {
    return refuse();
  }
  if (verdict.score >= 1.0 || detector.context.empty()) return verdict;
  if (has_context_word(detector.context, candidate.text, verdict.start, verdict.end)) {
    verdict.score = std::clamp(verdict.score + kContextRaise, detector.context_minimum, 1.0);
  }
  return verdict;
}

}  // namespace weir
