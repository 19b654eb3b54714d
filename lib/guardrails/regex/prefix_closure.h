// Which endings of a text could still grow into a match: the exact hold-back of a stream.
//
// The closure of a pattern is the language of the proper prefixes of its matches, and of the whole
// matches that the next byte may still undo or prolong. Text may be released up to the longest
// ending that lies in the closure of any pattern. To find that ending, the closures are written
// backwards, compiled anchored in one database, and run over the reversed end of the text: the
// longest match is what must be held.
//
//   P(byte) = {""}              P(x|y) = P(x) | P(y)       P(xy) = P(x) | x P(y)
//   P(x{m,n}) = x{0,n-1} P(x)   P(x*) = x* P(x)
//   P(\b) = P(\B) = P(\z) = P($ in (?m)) = {""}: the place is undecided until one more byte
//   P($) = P(\Z) = "\n?": and here until two more, if the first is the final newline
//   P(\A) = P(^) = {}: decided by the text on the left, which is known
//
// Inside x all assertions are dropped. So the closure holds too much rather than too little:
// holding a byte too many costs a moment, a byte too few is a leak. The same holds where the exact
// closure would be too dear to compile: then the repeats, or in the last resort the whole, are
// taken as unbounded (Closeness).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "guardrails/regex/syntax_tree.h"

namespace weir::regex {

enum class Closeness : uint8_t {
  kExact,    // the language above
  kRelaxed,  // counted repeats of more than kMaxExactRepeat became x*
  kCoarse,   // any run of the bytes that occur in the pattern
};

inline constexpr uint32_t kMaxExactRepeat = 16;       // what kRelaxed leaves as it is
inline constexpr size_t kMaxClosureBytes = 8192;      // of one expression; Hyperscan takes 16000
inline constexpr size_t kMaxClosurePositions = 1024;  // of one expression, repeats multiplied out

struct PrefixClosure {
  // Each to be compiled without flags but allow_empty and with min_offset 1; all may share one id.
  // Anchored, and already backwards. Empty for a pattern that matches nothing but the empty string.
  std::vector<std::string> expressions;
  Closeness closeness = Closeness::kExact;  // the coarsest among the expressions
};

[[nodiscard]] PrefixClosure prefix_closure(const Ast& ast);

// The closure as a tree, backwards, of that closeness and not anchored. prefix_closure() chooses
// the closeness and splits the alternation at the root into several expressions where it is long.
[[nodiscard]] Ast reversed_closure(const Ast& ast, Closeness closeness);

}  // namespace weir::regex
