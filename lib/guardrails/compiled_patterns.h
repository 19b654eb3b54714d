// The compiled form of a DetectorSet: what the parts of the scanner work on. Plain, immutable data.
//
// What is cheap runs over all of the text, and what is dear over little:
//   triggers  found by code (trigger_finder.h), for windows and anchors
//   heads     what the secrets begin with, plain literals
//   literals  all keywords, and triggers that the code does not know; no start of match
//   automata  the expressions of all detectors: those of kWindow are run from places near their
//             triggers' matches, those of kWhole (secrets) from their heads
//   words     the context words of detectors that need one, near the triggers' matches
//   user      the policy's regular expressions, apart so that a slow one slows nothing else; no
//             start of match, which the engine may take minutes to compile: it is found backwards
// and for the stream: keyword_prefixes, the automata again, and hold, the reversed prefix closures
// of the policy's expressions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "guardrails/detectors/detector.h"
#include "guardrails/detectors/numbering_plans.h"
#include "guardrails/file_rule.h"
#include "guardrails/keyword_prefixes.h"
#include "guardrails/pattern_check.h"
#include "guardrails/pattern_matcher.h"
#include "guardrails/regex/automaton.h"
#include "guardrails/regex/byte_set.h"
#include "guardrails/trigger_finder.h"

namespace weir {

// What any one pattern can span; wider user patterns are refused, wider built-in ones have a tail.
inline constexpr size_t kMaxWidth = 512;

using DatabasePointer = std::shared_ptr<const PatternDatabase>;

enum class PatternKind : uint8_t { kDetector, kKeyword, kExpression };

struct CompiledPattern {
  PatternKind kind = PatternKind::kDetector;
  const Detector* detector = nullptr;         // of kDetector; lives as long as the program
  std::shared_ptr<const FileRule> rule;       // of a kExpression that is from a rule file
  std::shared_ptr<const PatternCheck> check;  // of a kExpression of which the policy asks more
  std::string entity;
  std::string placeholder;     // "<IBAN_CODE>"
  std::string source;          // what was compiled, for the hash
  bool has_tail = false;       // matches without a bound: the next two say where they end
  regex::ByteSet tail;         // bytes that go on with an overlong match
  std::string terminator;      // or the text that ends it; may be empty
  bool word_at_start = false;  // of kKeyword: a word byte there, so a boundary is wanted
  bool word_at_end = false;
  // Of kKeyword: what else is looked for, as expressions, and how many bytes each matches.
  std::vector<std::pair<std::string, size_t>> spellings;
  size_t width = 0;  // bytes of the longest match, kMaxWidth at most
  // Of kExpression: finds where a match starts (regex/start_expression.h). Null where all matches
  // are of that width.
  DatabasePointer start;
};

// Detectors whose expressions are one automaton.
struct DetectorAutomaton {
  std::shared_ptr<const regex::Automaton> automaton;
  // By pattern of the automaton: the detectors that have it for their expression.
  std::vector<std::vector<uint32_t>> forms;
  size_t reach = 0;         // the longest match, kMaxWidth at most
  size_t lead = 0;          // kWindow: the most bytes of a match before its first anchor
  bool needs_word = false;  // all of them do
};

// A context word of detectors that need one.
struct ContextWord {
  size_t size = 0;
  bool is_stem = false;   // more letters may follow
  uint64_t automata = 0;  // whose detectors ask for it, a bit each
};

// The kWindow detectors of one trigger.
struct TriggerGroup {
  std::vector<uint32_t> automata;
  uint64_t members = 0;   // the same, a bit each
  size_t reach = 0;       // the longest match: how far before a trigger one may begin
  regex::ByteSet anchor;  // what the trigger begins with
  regex::ByteSet held;    // what a match may hold
};

// What a match in `literals` stands for, by its id there.
struct Literal {
  enum class Kind : uint8_t { kTrigger, kAnchor, kKeyword };
  Kind kind = Kind::kKeyword;
  uint32_t target = 0;  // kTrigger: index of the group; otherwise the pattern
  size_t width = 0;     // of kKeyword: bytes that it matches
};

// What a trigger that is found by code leads to.
struct TriggerTargets {
  std::vector<uint32_t> groups;
  std::vector<uint32_t> anchors;  // patterns
};

// What the matches of a kWhole detector begin with, or what stands a little behind their start.
struct Head {
  size_t width = 0;       // of the longest of its texts, and of what may be before it
  size_t least = 0;       // of the shortest
  bool has_tail = false;  // of the pattern
};

struct CompiledPatterns {
  std::vector<CompiledPattern> patterns;
  std::vector<std::string> guardrails;  // their names, by index in the policy
  // By guardrail and rule of the policy: the patterns it names.
  std::vector<std::vector<std::vector<uint32_t>>> members;

  std::array<TriggerTargets, kTriggers> triggers;  // by Trigger
  // Each database may be null where there is nothing for it.
  DatabasePointer heads;
  std::vector<Head> head_targets;  // by id in heads
  size_t head_width = 0;           // of the longest
  DatabasePointer literals;
  std::vector<Literal> literal_targets;
  size_t literal_width = 0;
  std::vector<DetectorAutomaton> automata;
  // The automata that may match from a byte on, a bit each, by whether a word byte is before it.
  std::array<std::array<uint64_t, 256>, 2> may_begin{};
  std::vector<TriggerGroup> groups;
  std::vector<uint32_t> whole;  // automata of the kWhole detectors
  DatabasePointer words;
  std::vector<ContextWord> context_words;  // by id in words
  size_t word_width = 0;                   // of the longest
  DatabasePointer user;
  std::shared_ptr<const NumberingPlans> numbering_plans;  // null: there are none
  KeywordPrefixes keyword_prefixes;
  DatabasePointer hold;
};

}  // namespace weir
