// What a pattern costs the engine that compiles it, told before it does: a compilation cannot be
// interrupted, and a short expression can keep it busy for minutes.
//
// The measures are those of the position automaton (Glushkov 1961) with every counted repeat
// multiplied out: its states, of those the ones that only the repeats made, and its transitions.
// The limits are calibrated on Hyperscan 5.4.0 (tests/unit/regex/compile_cost.cpp): what they let
// pass compiles in about a second at most, and so does its prefix closure.
//
// That holds for compilations WITHOUT start of match. With it (HS_FLAG_SOM_LEFTMOST) Hyperscan took
// 13 s for `x(?:(?:\w?|d)bc)+(?:bc){310}y` and refuses most wide repeats; no cheap measure of the
// tree tells. So patterns of the policy are compiled without, and where a match starts is found
// backwards from its end: start_expression.h.
#pragma once

#include <cstddef>

#include "base/status.h"
#include "guardrails/regex/syntax_tree.h"

namespace weir::regex {

struct Cost {
  size_t positions = 0;    // states
  size_t copies = 0;       // states beyond those that the expression spells out
  size_t transitions = 0;  // pairs of states that can follow one another, repeats taken as a chain
};

inline constexpr size_t kMaxPositions = 8192;
inline constexpr size_t kMaxCopies = 640;
inline constexpr size_t kMaxTransitions = 16384;

// Linear in the tree; saturates at SIZE_MAX.
[[nodiscard]] Cost cost(const Ast& ast);

// Refuses a pattern that is over a limit, or that matches the empty string: such a match is
// everywhere and masks nothing. kInvalidPolicy "pattern.too_costly" and "pattern.matches_empty".
[[nodiscard]] Status check_cost(const Ast& ast);

}  // namespace weir::regex
