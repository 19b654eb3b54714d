// Keywords: words and phrases of the policy, found in any case and only as whole words.
//
// A keyword is looked for as plain bytes; whether a word goes on before or behind it is asked at
// the match. Expressions with word boundaries would compile a hundred times slower.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "guardrails/regex/syntax_tree.h"

namespace weir {

// The keyword, folded like a text, as a tree of literals in both cases (ASCII, Latin, Greek,
// Cyrillic). All its matches have one length.
// Faults: kInvalidPolicy "keyword.invalid".
[[nodiscard]] Result<regex::Ast> keyword_tree(std::string_view keyword);

// Other texts that are the keyword: with its letters composed, and what it looks like as it is
// written, in small letters and in capitals (normaliser/skeleton.h), decomposed and composed. No
// two are one but for their case, and none is the keyword. A keyword of ASCII has none.
// REQUIRES: keyword_tree() takes it.
[[nodiscard]] std::vector<std::string> other_spellings(std::string_view keyword);

// Whether the text ends in, or begins with, a letter, a digit or an underscore. Letters of other
// scripts count; punctuation, spaces and symbols do not.
[[nodiscard]] bool ends_in_word(std::string_view text);
[[nodiscard]] bool begins_with_word(std::string_view text);

}  // namespace weir
