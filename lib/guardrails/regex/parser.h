// From the text of a regular expression to its syntax tree.
//
// The language is the part of PCRE that Hyperscan takes, in byte mode:
//   literals, \a \e \f \n \r \t \cX \0oo \o{..} \xHH \x{HH}, \Q..\E
//   . \d \D \w \W \s \S \h \H \v \V \N, classes with ranges, negation and POSIX names
//   groups: (..) (?:..) (?<name>..) (?'name'..) (?P<name>..), flags (?imsx-imsx) and (?i:..)
//   alternation, * + ? {n} {n,} {n,m}, greedy or lazy
//   ^ $ \A \z \Z \b \B, comments (?#..) and, under (?x), # to the end of the line
// A character outside ASCII is one item, so that `é+` repeats the character, not its last byte. It
// may stand in a class that is not negated. Under (?i) the letters of ASCII, Latin-1,
// Latin Extended-A, Greek and Cyrillic match in both cases.
//
// Everything else is refused with its own message and the byte where it stands; the text of the
// expression is not in the message.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/status.h"
#include "guardrails/regex/syntax_tree.h"

namespace weir::regex {

inline constexpr size_t kMaxExpressionBytes = 4096;
inline constexpr size_t kMaxNesting = 64;      // groups inside groups
inline constexpr unsigned kMaxRepeat = 32767;  // Hyperscan's limit of {n,m}

// The flags in force at the start of the expression.
struct Flags {
  bool caseless = false;    // i
  bool multi_line = false;  // m
  bool dot_all = true;      // s; on, unlike PCRE's default: a line break must not hide a match
  bool extended = false;    // x
};

// Linear in the text. Faults, all kInvalidPolicy:
//   "pattern.syntax"       not a regular expression
//   "pattern.unsupported"  a construct outside the language above, or over one of its limits
// details() is {"position": <byte, from 0>, "construct": "<stable id>"}.
[[nodiscard]] Result<Ast> parse(std::string_view text, const Flags& flags = {});

}  // namespace weir::regex
