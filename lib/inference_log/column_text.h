// Text that every reader of the log can decode: valid UTF-8 without NUL. Names and reason texts may
// come from a provider or from a caller; one bad byte in them would make a row unreadable to, say,
// Python's sqlite3, which decodes every TEXT value.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace weir {

// A copy of `text` in which every byte that is not part of valid UTF-8 (RFC 3629), and every NUL,
// is U+FFFD; what goes past `max_bytes` is left out, never in the middle of a character.
[[nodiscard]] std::string column_text(std::string_view text, size_t max_bytes);

// The length of the longest prefix of `text` that has at most `max_bytes` bytes and does not end
// inside a character.
[[nodiscard]] size_t prefix_of_whole_characters(std::string_view text, size_t max_bytes);

}  // namespace weir
