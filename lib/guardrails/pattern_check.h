// What a policy asks of the matches of one of its patterns: which group of the expression is the
// finding, a named validator, a score and context words.
//
// The verdict is a function of the match and of kLeftContext bytes before and kRightContext behind
// it, as a detector's is. Immutable; safe for concurrent use.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "guardrails/detectors/context.h"
#include "guardrails/detectors/detector.h"
#include "guardrails/file_rule.h"
#include "guardrails/pattern_matcher.h"
#include "policy/policy.h"

namespace weir {

class PatternCheck {
 public:
  // Whether `policy` asks for more than a match.
  [[nodiscard]] static bool is_needed(const PatternPolicy& policy);

  // Faults, all kInvalidPolicy: "pattern.capture" (the expression has no such group),
  // "pattern.unsupported" (read_groups() refuses the expression).
  [[nodiscard]] static Result<PatternCheck> make(const PatternPolicy& policy,
                                                 PatternMatcher& matcher);

  // The finding is the group, if it took part in the match and is not empty; else the match. A
  // context word raises the score as it raises a detector's.
  [[nodiscard]] Verdict judge(const Candidate& candidate, double threshold,
                              ContextWords& context) const;

  // Everything that decides, for the hash of a set.
  [[nodiscard]] const std::string& source() const { return source_; }

 private:
  PatternCheck() = default;

  RuleExpressionPointer groups_;  // null: the match is the finding
  size_t capture_ = 0;
  PatternValidator validator_ = PatternValidator::kNone;
  std::vector<int> weights_;
  double entropy_ = 0;
  double score_ = 1.0;
  std::string context_;  // as Detector::context
  std::string source_;
};

// Whether `finding` passes. Of the schemes of digits, other bytes are separators; of those with
// letters, what is neither letter nor digit (nor the check characters X and *).
[[nodiscard]] bool passes(PatternValidator validator, const std::vector<int>& weights,
                          double entropy, std::string_view finding);

}  // namespace weir
