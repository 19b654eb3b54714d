// A JSON text by spans: where each value, key and number stands in the original bytes, the decoded
// text of each string, its path. Nothing is rebuilt, so that an edit (base/json_edit.h) is a splice
// and every other byte stays as it was.
//
// Read by RapidJSON's iterative validating reader: RFC 8259, no recursion, linear time. Refused are
// also invalid UTF-8, lone surrogates, duplicate keys, a byte order mark and bytes behind the
// value. A decoded text costs no copy unless the string has escapes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace weir {

enum class JsonType : uint8_t { kNull, kFalse, kTrue, kNumber, kString, kArray, kObject, kKey };

// The number of a node, in the order of the text: a container stands before what it holds, a key
// immediately before its value. 0 is the root.
using JsonNode = uint32_t;
inline constexpr JsonNode kNoJsonNode = 0xFFFFFFFF;

// Bytes [begin, end) of the original text. Strings and keys include their quotes.
struct JsonSpan {
  size_t begin = 0;
  size_t end = 0;
};

struct JsonLimits {
  size_t max_bytes = 32U << 20;  // at most 4 GiB
  size_t max_depth = 128;        // arrays and objects inside each other
  size_t max_nodes = 200'000;    // values and keys
};

class JsonChildren;

// Immutable, and safe for concurrent reading. Owns the text. What it returns as a view is borrowed
// and stays valid while the index lives, also when it is moved.
class JsonIndex {
 public:
  // Faults, all kInvalidRequest, naming the byte offset and never the text: "json.syntax",
  // "json.too_deep", "json.too_many_nodes", "json.duplicate_key", "json.invalid_utf8",
  // "json.trailing_bytes", "json.byte_order_mark", "body.too_large".
  [[nodiscard]] static Result<JsonIndex> parse(std::string text, const JsonLimits& limits = {});

  JsonIndex(JsonIndex&&) noexcept = default;
  JsonIndex& operator=(JsonIndex&&) noexcept = default;

  [[nodiscard]] std::string_view body() const { return *body_; }
  [[nodiscard]] size_t node_count() const { return nodes_.size(); }
  [[nodiscard]] static JsonNode root() { return 0; }

  // In all that follows `node` is a node of this index, never kNoJsonNode (except in type_is).
  [[nodiscard]] JsonType type(JsonNode node) const { return nodes_[node].type; }
  [[nodiscard]] bool type_is(JsonNode node, JsonType type) const {
    return node != kNoJsonNode && nodes_[node].type == type;
  }
  [[nodiscard]] JsonSpan span(JsonNode node) const {
    return {nodes_[node].begin, nodes_[node].end};
  }
  [[nodiscard]] std::string_view raw(JsonNode node) const;

  // The decoded text of a string or key; the raw bytes of anything else.
  [[nodiscard]] std::string_view text(JsonNode node) const;
  // Whether the decoded text of a string or key is its bytes in the body (it has no escapes).
  [[nodiscard]] bool is_verbatim(JsonNode node) const;

  [[nodiscard]] std::optional<int64_t> integer(JsonNode node) const;  // none: not an int64
  [[nodiscard]] std::optional<bool> boolean(JsonNode node) const;

  // The array or object that holds the node; kNoJsonNode for the root. A value's parent is its
  // object, not its key.
  [[nodiscard]] JsonNode parent(JsonNode node) const { return nodes_[node].parent; }
  // The node behind this one and all that it holds: [node, after(node)) is the subtree.
  [[nodiscard]] JsonNode after(JsonNode node) const { return nodes_[node].after; }
  // How many children of the same container stand before a value; 0 for the root.
  [[nodiscard]] size_t ordinal(JsonNode value) const { return nodes_[value].ordinal; }
  // The key of a member's value; kNoJsonNode for elements and the root.
  [[nodiscard]] JsonNode key_of(JsonNode value) const;

  // The elements of an array or the values of an object (see key_of), in order; empty for others.
  [[nodiscard]] JsonChildren children(JsonNode node) const;
  // The value of a member; kNoJsonNode where `object` is none or has no such key. Linear.
  [[nodiscard]] JsonNode member(JsonNode object, std::string_view key) const;
  // RFC 6901: "" is the root, "/messages/0/content". kNoJsonNode where there is nothing.
  [[nodiscard]] JsonNode at(std::string_view pointer) const;
  // The path of a value (of a key: of its value), RFC 6901. Built when asked for, from the
  // containers of the value alone.
  [[nodiscard]] std::string pointer(JsonNode node) const;

 private:
  friend class JsonIndexBuilder;
  struct Node {
    uint32_t begin = 0;
    uint32_t end = 0;
    JsonNode parent = kNoJsonNode;
    JsonNode after = 0;
    uint32_t text_begin = 0;  // in arena_; for verbatim texts begin + 1
    uint32_t text_size = 0;
    uint32_t ordinal = 0;
    JsonType type = JsonType::kNull;
    bool is_verbatim = true;
    bool is_member = false;
  };
  JsonIndex() = default;

  std::unique_ptr<const std::string> body_;
  std::vector<Node> nodes_;
  std::unique_ptr<char[]> arena_;  // the decoded texts of strings with escapes
};

// A range of the children of a container, for range-based for.
class JsonChildren {
 public:
  class Iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = JsonNode;
    using difference_type = std::ptrdiff_t;
    using pointer = const JsonNode*;
    using reference = JsonNode;

    Iterator() = default;
    Iterator(const JsonIndex* index, JsonNode node, JsonNode end)
        : index_(index), node_(node), end_(end) {
      skip_key();
    }
    JsonNode operator*() const { return node_; }
    Iterator& operator++() {
      node_ = index_->after(node_);
      skip_key();
      return *this;
    }
    Iterator operator++(int) {
      Iterator old = *this;
      ++*this;
      return old;
    }
    bool operator==(const Iterator& other) const { return node_ == other.node_; }

   private:
    void skip_key() {
      if (node_ != end_ && index_->type(node_) == JsonType::kKey) ++node_;
    }
    const JsonIndex* index_ = nullptr;
    JsonNode node_ = 0;
    JsonNode end_ = 0;
  };

  JsonChildren(const JsonIndex* index, JsonNode first, JsonNode end)
      : index_(index), first_(first), end_(end) {}
  [[nodiscard]] Iterator begin() const { return {index_, first_, end_}; }
  [[nodiscard]] Iterator end() const { return {index_, end_, end_}; }
  [[nodiscard]] bool empty() const { return first_ == end_; }

 private:
  const JsonIndex* index_;
  JsonNode first_;
  JsonNode end_;
};

// Appends "/" and `key` with its ~ and / escaped.
void append_json_pointer_token(std::string& out, std::string_view key);

}  // namespace weir
