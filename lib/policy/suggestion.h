// "Did you mean ...?": the nearest known word to a misspelt one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

// Insertions, deletions, substitutions and swaps of neighbours between two words (Damerau 1964, in
// the optimal string alignment form: no substring is edited twice). Gives up at `limit` + 1.
// Words longer than 64 bytes are as far apart as `limit` + 1.
[[nodiscard]] size_t edit_distance(std::string_view left, std::string_view right, size_t limit);

// The word of `known` that is nearest to `word`, at most 2 edits away and fewer than `word` has
// bytes; the first of several. Empty: none. Borrowed from `known`.
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       const std::vector<std::string_view>& known);

// "; did you mean \"timeouts\"?", or empty.
[[nodiscard]] std::string suggest(std::string_view word,
                                  const std::vector<std::string_view>& known);

}  // namespace weir
