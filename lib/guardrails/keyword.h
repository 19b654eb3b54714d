// Keywords: words and phrases of the policy, found in any case and only as whole words.
//
// A keyword is looked for as plain bytes; whether a word goes on before or behind it is asked at
// the match. Expressions with word boundaries would compile a hundred times slower.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "guardrails/regex/syntax_tree.h"

namespace weir {

// The keyword, folded like a text, as a tree of literals in both cases (ASCII, Latin, Greek,
// Cyrillic). All its matches have one length.
// Faults: kInvalidPolicy "keyword.invalid".
[[nodiscard]] Result<regex::Ast> keyword_tree(std::string_view keyword);

// Whether the text ends in, or begins with, a letter, a digit or an underscore. Letters of other
// scripts count; punctuation, spaces and symbols do not.
[[nodiscard]] bool ends_in_word(std::string_view text);
[[nodiscard]] bool begins_with_word(std::string_view text);

}  // namespace weir
