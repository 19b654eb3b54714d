// How long the matches of a tree can be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/status.h"
#include "guardrails/regex/syntax_tree.h"

namespace weir::regex {

// A pattern of the policy is used on streams only if its matches are at most this long: its
// beginnings are held back until they are decided, so the length of a match is also a delay and a
// buffer. The scanner has its own rule for the built-in patterns that have no longest match.
inline constexpr size_t kMaxStreamWidth = 512;

// Bytes of the shortest match, conditions such as \b taken as true. Saturates at SIZE_MAX.
[[nodiscard]] size_t min_width(const Ast& ast);

// Bytes of the longest match; empty where there is none. Saturates at SIZE_MAX.
[[nodiscard]] std::optional<size_t> max_width(const Ast& ast);

[[nodiscard]] inline bool is_bounded(const Ast& ast) {
  return max_width(ast).has_value();
}

// True when the pattern asks where the text starts (\A, ^) or ends (\z, \Z, $), or where a line
// does. A scan of a window of a longer text must tell such places apart from the window's edges.
[[nodiscard]] bool has_anchor(const Ast& ast);

// kInvalidPolicy "pattern.unbounded" when the matches are not bounded by kMaxStreamWidth.
[[nodiscard]] Status check_stream_width(const Ast& ast);

// Sums and products of sizes that stay at SIZE_MAX instead of wrapping.
[[nodiscard]] constexpr size_t saturating_add(size_t a, size_t b) {
  return a > SIZE_MAX - b ? SIZE_MAX : a + b;
}
[[nodiscard]] constexpr size_t saturating_multiply(size_t a, size_t b) {
  return b != 0 && a > SIZE_MAX / b ? SIZE_MAX : a * b;
}

}  // namespace weir::regex
