// Small policies and their detector sets, for tests.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "guardrails/detector_set.h"
#include "support/catch.h"

namespace weir::testing {

inline RulePolicy rule(GuardrailAction action, std::vector<std::string> detect,
                       std::vector<std::string> keywords = {},
                       std::vector<PatternPolicy> patterns = {}, double threshold = 0.5) {
  return {std::move(detect), std::move(keywords), std::move(patterns), action, threshold};
}

inline Result<std::shared_ptr<const DetectorSet>> compile(std::vector<GuardrailPolicy> policy) {
  auto matcher = HyperscanMatcher::open("");
  REQUIRE(matcher.ok());
  return DetectorSet::compile(policy, **matcher);
}

// A set of one guardrail "g", and its ruleset.
struct Compiled {
  explicit Compiled(std::vector<RulePolicy> rules) {
    auto compiled = compile({{"g", std::move(rules)}});
    if (!compiled.ok()) FAIL(std::string(compiled.status().message()));
    set = std::move(compiled).value();
    const size_t only = 0;
    ruleset = set->ruleset({&only, 1});
  }
  std::shared_ptr<const DetectorSet> set;
  Ruleset ruleset;
};

}  // namespace weir::testing
