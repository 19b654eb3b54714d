// A pattern with less to keep in mind that still finds every place where the original matches.
#pragma once

#include "guardrails/regex/syntax_tree.h"

namespace weir::regex {

// Without the repeats that a match may begin with but need not, such as `[\w.-]{0,50}`; and with
// repeats of more than `most` times repeated without a bound. Every match of `ast` ends where one
// of the result does, which starts where it starts or within what was left out.
[[nodiscard]] Ast relaxed(const Ast& ast, uint32_t most);

}  // namespace weir::regex
