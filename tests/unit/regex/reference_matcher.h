// A slow matcher over the tree, written from the definitions alone: what the tests hold the engines
// and the closure against.
#pragma once

#include <set>
#include <string_view>

#include "guardrails/regex/syntax_tree.h"

namespace weir::regex {

// Where matches of the tree that start at `start` may end.
std::set<size_t> match_ends(const Ast& ast, std::string_view text, size_t start);

inline bool matches_whole(const Ast& ast, std::string_view text) {
  return match_ends(ast, text, 0).count(text.size()) != 0;
}

}  // namespace weir::regex
