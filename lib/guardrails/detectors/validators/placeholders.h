// Is a text a secret or a stand-in for one? People write "your-api-key", "xxxx", "${TOKEN}" and
// "changeme" where a secret goes; a generated secret has variety and none of these marks.
#pragma once

#include <string_view>

namespace weir {

// Shannon entropy in bits a byte (Shannon 1948); 0 for an empty text.
[[nodiscard]] double shannon_entropy(std::string_view text);

// A token with its prefix: the part behind the last "-" or "_" of its first 12 bytes (of an
// address, behind its last "/") has at least `least_entropy` bits a byte, and the whole none of the
// marks "xxxxx", "your-", "-here" and so on, of which a random token of 100 bytes has one in ten
// millions.
[[nodiscard]] bool looks_generated(std::string_view token, double least_entropy);

// A value that stands for a secret: a template's variable, a word such as "password" or "changeme",
// one character over and over, a name in capitals.
[[nodiscard]] bool is_placeholder(std::string_view value);

// A value that reads like a name in code or a path: each part between its separators is all letters
// or all digits, or is words joined by capitals.
[[nodiscard]] bool reads_like_a_name(std::string_view value);

}  // namespace weir
