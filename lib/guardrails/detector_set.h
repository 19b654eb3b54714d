// Everything that one policy looks for, compiled once: the built-in detectors in use, the keywords
// and the user's own regular expressions.
//
// A set is built when a policy is loaded (milliseconds from the cache of compiled databases, up to
// seconds without it) and then shared by all calls. A Ruleset is a view of it: what one endpoint
// looks for in one direction, and what to do then. Both are immutable and safe to share between
// threads; findings borrow names from the set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"
#include "guardrails/pattern_matcher.h"
#include "policy/policy.h"

namespace weir {

struct CompiledPatterns;  // compiled_patterns.h, of the scanner alone
class Allowlist;          // allowlist.h

// Which of a set's patterns count, with which action and threshold. Cheap to copy. Borrows the set:
// keep the set alive as long as the ruleset and what was found with it.
class Ruleset {
 public:
  // What one pattern of the set means here.
  struct Entry {
    bool active = false;
    GuardrailAction action = GuardrailAction::kFlag;
    double threshold = 0.5;
    size_t guardrail = 0;                  // index in the policy
    size_t rule = 0;                       // index in the guardrail
    double least = 0.5;                    // the lowest threshold of all rules for the pattern
    const Allowlist* allowlist = nullptr;  // of the rule; null: it has none
  };

  // All but the strictest, in order.
  using WeakerRules = std::map<uint32_t, std::vector<Entry>>;

  Ruleset() = default;

  // Nothing is looked for: a scan would return the text as it is.
  [[nodiscard]] bool empty() const { return rules_ == nullptr; }
  // One of the rules masks or blocks.
  [[nodiscard]] bool changes_text() const { return rules().changes_text; }
  // Which kinds of patterns are active: the others need no look.
  struct Needs {
    bool triggers = false;
    bool keywords = false;
    bool secrets = false;
    bool expressions = false;
  };
  [[nodiscard]] const Needs& needs() const { return rules().needs; }
  // By pattern: the strictest rule for it.
  [[nodiscard]] const std::vector<Entry>& entries() const { return rules().entries; }
  // The rules for a pattern, the strictest first: block, mask, flag, then the lower threshold, then
  // the earlier rule. Null behind the last.
  [[nodiscard]] const Entry* entry(uint32_t pattern, uint32_t rule) const;
  // The active patterns of each of the set's automata, a bit each.
  [[nodiscard]] uint64_t wanted(size_t automaton) const { return rules().wanted[automaton]; }
  // The automata that find nothing here without a context word, a bit each.
  [[nodiscard]] uint64_t word_gated() const { return rules().word_gated; }
  [[nodiscard]] const CompiledPatterns& patterns() const { return *rules().patterns; }

 private:
  friend class DetectorSet;
  struct Rules {
    const CompiledPatterns* patterns = nullptr;
    std::vector<Entry> entries;    // by pattern
    WeakerRules weaker;            // of patterns with several rules
    std::vector<uint64_t> wanted;  // by automaton
    uint64_t word_gated = 0;
    bool changes_text = false;
    Needs needs;
  };
  [[nodiscard]] const Rules& rules() const {
    static const Rules kNone;
    return rules_ == nullptr ? kNone : *rules_;
  }
  std::shared_ptr<const Rules> rules_;  // shared by all that scan by them
};

class DetectorSet {
 public:
  // Compiles what the rules of `guardrails` name. The set keeps no reference to its arguments.
  // Faults, all kInvalidPolicy with the guardrail's name in the message:
  //   "detector.unknown"   no detector or group of that name
  //   "pattern.*"          a regular expression that is refused: its syntax, its cost, or matches
  //                        that cannot be held back in a stream (guardrails/regex)
  //   "pattern.capture"    an expression without the group that is to be the finding
  //   "allowlist.regex"    an expression that cannot be held against a whole finding (allowlist.h)
  //   "keyword.invalid"    empty, longer than kMaxKeywordBytes, or not UTF-8
  [[nodiscard]] static Result<std::shared_ptr<const DetectorSet>> compile(
      std::span<const GuardrailPolicy> guardrails, PatternMatcher& matcher);

  ~DetectorSet();
  DetectorSet(const DetectorSet&) = delete;
  DetectorSet& operator=(const DetectorSet&) = delete;

  // The view for one endpoint and direction. `guardrails`: indexes into what compile() was given
  // (EndpointGuardrails::input and output are these). Where several rules name the same detector
  // the strictest takes a finding that comes to its threshold and is not on its allowlist: block,
  // mask, flag, then the lower threshold, then the earlier rule.
  [[nodiscard]] Ruleset ruleset(std::span<const size_t> guardrails) const;

  // SHA-256, in hex, over everything that decides what is found: detectors, patterns, keywords, the
  // engine's version and the scanner's own. For the log.
  [[nodiscard]] std::string_view hash() const { return hash_; }

  // Bytes of the compiled databases.
  [[nodiscard]] size_t size_bytes() const;

 private:
  DetectorSet();
  [[nodiscard]] std::string allowed() const;
  void add_automata(Ruleset::Rules& rules) const;
  std::unique_ptr<CompiledPatterns> patterns_;
  struct Rule {
    GuardrailAction action = GuardrailAction::kFlag;
    double threshold = 0.5;
    std::shared_ptr<const Allowlist> allowlist;  // null: it has none
  };
  std::vector<std::vector<Rule>> rules_;  // by guardrail and rule
  std::string hash_;
};

inline constexpr size_t kMaxKeywordBytes = 256;

}  // namespace weir
