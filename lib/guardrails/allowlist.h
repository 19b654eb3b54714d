// Texts that a rule of the policy never takes for findings: values, and regular expressions that
// are held against the whole of a finding.
//
// A finding is looked up as it stands in the folded text (comparison.h), so that a disguise neither
// hides it from the list nor from the rule. Immutable; safe for concurrent use.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/status.h"
#include "guardrails/regex/automaton.h"
#include "policy/policy.h"

namespace weir {

class Allowlist {
 public:
  // Faults, all kInvalidPolicy, with the place in the list before the message:
  //   "pattern.*"         the expression is refused: its syntax, its cost (guardrails/regex)
  //   "allowlist.regex"   it asks where the text begins or ends, may be empty, or is too complex
  [[nodiscard]] static Result<Allowlist> make(const AllowlistPolicy& policy);

  // Whether `finding`, a part of a folded text, is on the list. Linear in it.
  [[nodiscard]] bool holds(std::string_view finding) const;

  // Everything that decides, for the hash of a set.
  [[nodiscard]] const std::string& source() const { return source_; }

 private:
  Allowlist() = default;

  std::unordered_set<std::string> values_;  // comparable()
  std::vector<regex::Automaton> expressions_;
  std::string source_;
};

}  // namespace weir
