// The patterns that a policy's rules name, each once, with its syntax tree: what the databases of a
// DetectorSet are compiled from.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "guardrails/compiled_patterns.h"
#include "guardrails/pattern_matcher.h"
#include "guardrails/regex/syntax_tree.h"
#include "policy/policy.h"

namespace weir {

struct PatternList {
  std::vector<CompiledPattern> patterns;
  std::vector<std::string> keywords;                        // in every spelling, folded like a text
  std::vector<regex::Ast> trees;                            // of patterns, by index
  std::vector<std::vector<std::vector<uint32_t>>> members;  // by guardrail and rule
};

// "/guardrails/NAME/rules/0", the rule's place in the policy, for messages.
[[nodiscard]] std::string rule_pointer(std::string_view guardrail, size_t rule);

// Faults: those of DetectorSet::compile() but for the engine's.
[[nodiscard]] Result<PatternList> list_patterns(std::span<const GuardrailPolicy> guardrails,
                                                PatternMatcher& matcher);

}  // namespace weir
