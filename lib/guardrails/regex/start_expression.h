// Where a match starts, given where it ends, without the engine's own start of match (cost.h says
// why). The expression of this header is the pattern backwards; it is compiled anchored and run
// over the reversed text before the end of the match. Its longest match is the leftmost start.
//
//   text      ... order 123456 of ...        pattern \b\d{6}\b ends at place e
//   reversed  " " "654321 redro ..."         one byte behind the end first, then the text backwards
//   longest match: 7 bytes, the first of which lies behind the end; so the match starts at e - 6
#pragma once

#include <string>
#include <string_view>

#include "guardrails/regex/syntax_tree.h"

namespace weir::regex {

// To be compiled without flags. Every match is one byte longer than the match it stands for. The
// anchors that ask where the text or a line ends are dropped, so where a pattern has one in only
// some of its alternatives the start may lie further left than that of any match; else it is exact.
[[nodiscard]] std::string start_expression(const Ast& ast);

// What start_expression is run on: the byte at `end`, or a line break at the end of the text, and
// then at most `max_width` bytes before `end`, with one more for context, from right to left.
// REQUIRES: end <= text.size().
[[nodiscard]] std::string reversed_window(std::string_view text, size_t end, size_t max_width);

}  // namespace weir::regex
