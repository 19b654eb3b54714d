// Which of overlapping candidates are reported.
//
// Candidates that overlap, directly or through others, form a cluster; a cluster is decided as a
// whole. In it the stricter action comes first (block, mask, flag), then the higher score, then the
// longer, then the one with a context word before it, then the one more to the left, then the
// pattern with the lower number. One after another
// is taken that overlaps none taken before. What a dropped candidate under a masking or blocking
// rule covers beyond those taken is added to one that it overlaps, so that none of its bytes is
// left in the clear. A cluster takes in no candidate that starts kMaxCluster bytes or more behind
// its own start: a bound for what a stream must wait for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "policy/policy.h"

namespace weir {

inline constexpr size_t kMaxCluster = 1024;

// Positions of the original text.
struct ScoredMatch {
  size_t raw_start = 0;  // of the engine's match, which a validator may have trimmed
  size_t raw_end = 0;
  size_t start = 0;
  size_t end = 0;
  double score = 0;
  GuardrailAction action = GuardrailAction::kFlag;
  uint32_t pattern = 0;
  uint32_t rule = 0;        // which of the pattern's rules (Ruleset::entry())
  bool is_named = false;    // one of its context words stands before it
  bool is_allowed = false;  // on the allowlist of every rule that would take it
};

// The findings of one cluster, in order of their start.
[[nodiscard]] std::vector<ScoredMatch> resolve(std::vector<ScoredMatch> cluster);

}  // namespace weir
