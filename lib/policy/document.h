// The text of a policy as a tree that remembers where everything stood.
//
// JSON with comments and trailing commas, read by RapidJSON's iterative validating reader into our
// own nodes: numbers keep their text (money must not pass through floating point), and every node
// keeps its offset, so that an error can say line and column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace weir {

constexpr size_t kMaxPolicyBytes = 1U << 20;
constexpr size_t kMaxPolicyDepth = 32;
constexpr size_t kMaxPolicyNodes = 200'000;

enum class NodeKind : uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject };

// "null", "true or false", "a number", ...
[[nodiscard]] std::string_view describe(NodeKind kind);

struct Member;

struct Node {
  NodeKind kind = NodeKind::kNull;
  std::string text;             // kString: decoded; kNumber, kBoolean, kNull: as written
  size_t offset = 0;            // of the first byte in the text of the policy
  std::vector<Node> items;      // kArray
  std::vector<Member> members;  // kObject, in the order of the file, names unique

  // Null when this is no object or has no such member.
  [[nodiscard]] const Node* find(std::string_view name) const;
  [[nodiscard]] Node* find(std::string_view name);
};

struct Member {
  std::string name;
  size_t offset = 0;
  Node value;
};

// Bytes are counted, as editors count columns of ASCII text; both start at 1.
struct Position {
  int64_t line = 1;
  int64_t column = 1;
};
[[nodiscard]] Position position_at(std::string_view text, size_t offset);

// Why a text is no document.
struct SyntaxFault {
  std::string reason;  // policy.syntax, policy.encoding, policy.too_large, policy.duplicate_key
  std::string message;
  size_t offset = 0;
};

// Refuses more than kMaxPolicyBytes, invalid UTF-8 (inside comments as well), a byte order mark,
// NUL bytes, duplicate names in one object, more than kMaxPolicyDepth levels and more than
// kMaxPolicyNodes values. On failure `fault` is set and false comes back.
[[nodiscard]] bool parse_document(std::string_view text, Node& document, SyntaxFault& fault);

// A JSON string literal of `text`, quotes included. `text` must be UTF-8.
void append_json_string(std::string& out, std::string_view text);

// One step of a JSON pointer (RFC 6901, section 3), with ~ and / escaped.
[[nodiscard]] std::string pointer_step(std::string_view name);

}  // namespace weir
