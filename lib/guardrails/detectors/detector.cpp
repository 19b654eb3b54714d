#include "guardrails/detectors/detector.h"

#include <algorithm>

#include "guardrails/detectors/context.h"
#include "guardrails/detectors/numbering_plans.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/placeholders.h"

namespace weir {
namespace {

bool is_varied(const Detector& detector, const Candidate& candidate, const Verdict& verdict) {
  return detector.entropy == 0 ||
         looks_generated(candidate.text.substr(verdict.start, verdict.end - verdict.start),
                         detector.entropy);
}

// What is asked of every verdict, and costs more than most validators.
Verdict settled(const Detector& detector, const Candidate& candidate, const Verdict& verdict) {
  if (!is_varied(detector, candidate, verdict)) return refuse();
  const bool is_part_of_word =
      detector.tier == Tier::kWindow &&
      touches_letter_beyond_ascii(candidate.at(verdict.start, verdict.end));
  return is_part_of_word ? refuse() : verdict;
}

Verdict assess_alone(const Detector& detector, const Candidate& candidate, double threshold,
                     ContextWords& context) {
  Verdict verdict = detector.validate == nullptr ? accept(candidate, detector.score)
                                                 : detector.validate(candidate, detector.score);
  if (!verdict.accepted) return verdict;
  if (detector.needs_word) verdict.score = std::min(verdict.score, detector.score);
  const Candidate found = candidate.at(verdict.start, verdict.end);
  if (verdict.score >= 1.0 || detector.context.empty()) {
    verdict.is_named = context.lead_to(detector.context, found);
    return settled(detector, candidate, verdict);
  }
  const double raised = std::clamp(verdict.score + kContextRaise, detector.context_minimum, 1.0);
  if (raised < threshold) return verdict;
  verdict.is_named = context.hold_one_of(detector.context, found);
  if (verdict.is_named) {
    verdict.score = raised;
  }
  return settled(detector, candidate, verdict);
}

}  // namespace

Verdict assess(const Detector& detector, const Candidate& candidate, double threshold,
               ContextWords& context, const NumberingPlans* plans) {
  if (detector.plans == PlanUse::kConfirm && plans == nullptr) return refuse();
  const Verdict verdict = assess_alone(detector, candidate, threshold, context);
  const bool is_asked =
      plans != nullptr && detector.plans != PlanUse::kNone && verdict.score >= threshold;
  if (!verdict.accepted || !is_asked) return verdict;
  return judge_by_plans(detector, candidate.text, verdict, *plans);
}

Verdict assess(const Detector& detector, const Candidate& candidate) {
  ContextWords context;
  return assess(detector, candidate, 0, context);
}

}  // namespace weir
