// Changes to a JSON text as splices: every byte that no change names stays as it was.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_index.h"
#include "base/status.h"

namespace weir {

// Collects changes to one index (borrowed: it must outlive the edit), then writes the new text.
// Changes may come in any order. A change inside a value that is itself replaced or removed is
// dropped. Used by one thread at a time.
class JsonEdit {
 public:
  explicit JsonEdit(const JsonIndex& index) : index_(index) {}

  // Replaces bytes [start, end) of the decoded text of a string or key. The range is widened to
  // whole escapes and whole UTF-8 characters; ranges that then overlap become one, with their
  // replacements one after the other. `replacement` is UTF-8 and is escaped here; each byte that
  // is not UTF-8 becomes U+FFFD.
  void replace_text(JsonNode node, size_t start, size_t end, std::string_view replacement);

  // Replaces a whole value by `json`, which must be one valid JSON value. The last one wins.
  void replace_value(JsonNode value, std::string json);

  // Appends a member. `object` must not have `key` already (REQUIRES).
  void insert_member(JsonNode object, std::string_view key, std::string_view json);

  // Removes a member with its key, or an element, and one comma. Not the root (REQUIRES).
  void remove(JsonNode value);

  [[nodiscard]] bool empty() const {
    return texts_.empty() && values_.empty() && insertions_.empty() && removals_.empty();
  }
  [[nodiscard]] std::string apply() const;

 private:
  struct TextChange {
    JsonNode node;
    size_t start;
    size_t end;
    std::string replacement;
  };
  struct ValueChange {
    JsonNode node;
    std::string json;
  };
  struct Insertion {
    JsonNode object;
    std::string member;  // "key":json
  };
  struct Splice {
    size_t begin;
    size_t end;
    std::string bytes;
  };
  void splice_texts(std::vector<Splice>& out) const;
  void splice_values(std::vector<Splice>& out) const;
  void splice_removals(std::vector<Splice>& out) const;
  void splice_insertions(std::vector<Splice>& out) const;
  [[nodiscard]] bool is_removed(JsonNode value) const;

  const JsonIndex& index_;
  std::vector<TextChange> texts_;
  std::vector<ValueChange> values_;
  std::vector<Insertion> insertions_;
  std::vector<JsonNode> removals_;  // sorted, each once
};

// Appends `text` to `out` as the inside of a JSON string, without the quotes. Each byte that is not
// UTF-8 becomes U+FFFD.
void append_json_escaped(std::string& out, std::string_view text);

// `text` as a JSON string with its quotes.
[[nodiscard]] std::string json_quoted(std::string_view text);

}  // namespace weir
