// Whether the end of a text may be the beginning of a keyword: the hold-back of keywords. A sorted
// table, because ten thousand prefix closures would keep an engine's compiler busy for a minute.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

// Letters of both cases become one (ASCII, Latin, Greek, Cyrillic), where they are equally long;
// all else stays. As long as `text`.
[[nodiscard]] std::string without_case(std::string_view text);

// Immutable once built; safe for concurrent use.
class KeywordPrefixes {
 public:
  KeywordPrefixes() = default;
  // The keywords as they are looked for, in every spelling (keyword.h): folded like a text.
  explicit KeywordPrefixes(const std::vector<std::string>& keywords);

  [[nodiscard]] bool empty() const { return keywords_.empty(); }
  // Bytes of the longest keyword.
  [[nodiscard]] size_t width() const { return width_; }

  // The length of the longest ending of `text` that starts at or behind `from`, where a word may
  // begin, and is a proper beginning of a keyword in any case; 0: none. Looks at the last width() -
  // 1 bytes and the one before.
  [[nodiscard]] size_t longest_held(std::string_view text, size_t from) const;

 private:
  [[nodiscard]] size_t longest_held_as_written(std::string_view text, size_t from) const;
  // The same of what the text looks like.
  [[nodiscard]] size_t longest_held_look(std::string_view text, size_t from) const;
  [[nodiscard]] bool is_beginning(std::string_view ending) const;

  std::vector<std::string> keywords_;  // without case, sorted
  size_t width_ = 0;
};

}  // namespace weir
