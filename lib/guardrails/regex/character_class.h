// The byte sets that have names: escapes such as \d, and POSIX classes such as [:alpha:].
// ASCII meanings, as PCRE's in the "C" locale (pcre2pattern(3), "Generic character types").
#pragma once

#include <optional>
#include <string_view>

#include "guardrails/regex/byte_set.h"

namespace weir::regex {

// Of the letter behind the backslash: d D w W s S h H v V N. Empty for any other.
[[nodiscard]] std::optional<ByteSet> escape_set(char letter);

// Of the name between "[:" and ":]", without "^". Empty for an unknown name.
[[nodiscard]] std::optional<ByteSet> posix_set(std::string_view name);

}  // namespace weir::regex
