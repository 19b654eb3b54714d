// The texts of a body, one by one: what a guardrail scans, and how what it finds goes back in.
//
// Every string value, every key that is not one of the wire format's own words, and every number of
// nine digits or more is a leaf. A guardrail sees decoded text; a redaction is a LeafEdit on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_edit.h"
#include "base/json_index.h"

namespace weir {

enum class LeafKind : uint8_t {
  kMessageText,  // prose; adjacent text parts of one message are one leaf
  kJsonText,     // JSON inside a string, as arguments of tools are: a redaction leaves it JSON
  kString,       // any other string
  kKey,          // the key of a member
  kNumber,       // a number of nine digits or more, as it is written
};

// A change of bytes [start, end) of a leaf's text.
struct LeafEdit {
  size_t leaf = 0;
  size_t start = 0;
  size_t end = 0;
  std::string replacement;  // UTF-8, not escaped
};

// A place in one string of the body.
struct LeafPlace {
  JsonNode node = kNoJsonNode;
  size_t offset = 0;  // in bytes of the decoded text of that string
};

// The leaves of one JsonIndex, which must outlive the set. Moving the index is allowed if the set
// is told where it is now: every call takes it.
class LeafSet {
 public:
  [[nodiscard]] size_t size() const { return leaves_.size(); }
  [[nodiscard]] bool empty() const { return leaves_.empty(); }
  [[nodiscard]] LeafKind kind(size_t leaf) const { return leaves_[leaf].kind; }
  // Borrowed from the index or from this set.
  [[nodiscard]] std::string_view text(const JsonIndex& index, size_t leaf) const;
  // Where each string of a leaf lies in its text: one, or several that were joined.
  [[nodiscard]] std::vector<std::string_view> parts(const JsonIndex& index, size_t leaf) const;
  // The path of the leaf's first string.
  [[nodiscard]] std::string pointer(const JsonIndex& index, size_t leaf) const;
  // The string that holds byte `offset` of the leaf's text, and the place in it.
  [[nodiscard]] LeafPlace place(size_t leaf, size_t offset) const;
  [[nodiscard]] JsonNode node(size_t leaf) const { return parts_[leaves_[leaf].first_part].node; }

  // Adds a leaf of one string, key or number, or of several strings of one message.
  void add(LeafKind kind, JsonNode node, const JsonIndex& index);
  void add_joined(LeafKind kind, const std::vector<JsonNode>& nodes, const JsonIndex& index);

  // Puts the edits into `out`. An edit over several strings goes into the first; from the others
  // its bytes are removed. A number that is no number any more becomes a string; a key that would
  // stand twice in its object gets a counter.
  void apply(const JsonIndex& index, const std::vector<LeafEdit>& edits, JsonEdit& out) const;

 private:
  struct Part {
    JsonNode node;
    size_t start;  // in the leaf's text
    size_t size;
  };
  struct Leaf {
    LeafKind kind;
    size_t first_part;
    size_t part_count;
    size_t joined;  // in joined_, when part_count > 1
  };
  // The leaf's first part that ends behind `offset`; the last one, where none does.
  [[nodiscard]] size_t part_at(const Leaf& leaf, size_t offset) const;
  void apply_to_strings(const LeafEdit& edit, JsonEdit& out) const;
  void apply_to_numbers(const JsonIndex& index, std::vector<const LeafEdit*> edits,
                        JsonEdit& out) const;
  void apply_to_keys(const JsonIndex& index, std::vector<const LeafEdit*> edits,
                     JsonEdit& out) const;

  std::vector<Leaf> leaves_;
  std::vector<Part> parts_;
  std::vector<std::string> joined_;
};

}  // namespace weir
