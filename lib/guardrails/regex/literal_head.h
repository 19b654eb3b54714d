// What every match of a pattern begins with, as far as that is a short choice of texts: "sk-ant-",
// "AKIA or ASIA". A search for it, which engines do at the speed of memory, tells where the pattern
// is worth trying.
#pragma once

#include <cstddef>
#include <optional>

#include "guardrails/regex/syntax_tree.h"

namespace weir::regex {

inline constexpr size_t kMinHeadWidth = 3;  // a shorter one is everywhere

// The head as a tree of its own, without assertions and repeats; empty where it would be shorter
// than kMinHeadWidth.
[[nodiscard]] std::optional<Ast> literal_head(const Ast& ast);

}  // namespace weir::regex
