// The syntax tree of a regular expression: immutable plain data, with flags already resolved.
//
// A tree speaks of bytes, not of characters: a character outside ASCII is a concatenation of its
// UTF-8 bytes. Greedy and lazy repeats are the same node, capturing and plain groups leave no
// trace: the engine reports every match, so neither changes the language. Trees are safe to share
// between threads. The nodes lie in one vector, children before their parents, so that whatever is
// computed from the leaves up is one loop without recursion.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "guardrails/regex/byte_set.h"

namespace weir::regex {

using NodeId = uint32_t;

inline constexpr uint32_t kUnbounded = UINT32_MAX;  // Node::max of `x*`, `x+` and `x{n,}`

enum class NodeKind : uint8_t {
  kEmpty,          // the empty string
  kSet,            // one byte out of Node::set, which is never empty
  kConcatenation,  // two or more children in order
  kAlternation,    // any of two or more children
  kRepeat,         // the child, Node::min to Node::max times
  kAssertion,      // no bytes, a condition on the place
};

enum class Assertion : uint8_t {
  kTextStart,              // \A, and ^ outside (?m)
  kLineStart,              // ^ in (?m)
  kTextEnd,                // \z
  kTextEndOrFinalNewline,  // \Z, and $ outside (?m)
  kLineEnd,                // $ in (?m)
  kWordBoundary,           // \b, of ASCII words
  kNotWordBoundary,        // \B
};

struct Node {
  NodeKind kind = NodeKind::kEmpty;
  Assertion assertion = Assertion::kTextStart;  // of kAssertion
  uint32_t min = 0;                             // of kRepeat
  uint32_t max = 0;                             // of kRepeat
  ByteSet set;                                  // of kSet
  std::vector<NodeId> children;                 // each less than the node's own id
};

class Ast {
 public:
  [[nodiscard]] NodeId root() const { return root_; }
  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes_[id]; }
  // All nodes, children before parents. Some may hang on no parent, some on several.
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }

 private:
  friend class TreeBuilder;
  Ast(std::vector<Node> nodes, NodeId root) : nodes_(std::move(nodes)), root_(root) {}
  std::vector<Node> nodes_;
  NodeId root_;
};

// Makes the nodes of one tree. Simplifies on the way what is plainly the same language: nested
// concatenations and alternations are flattened, single bytes of an alternation become one set.
class TreeBuilder {
 public:
  [[nodiscard]] NodeId empty();
  [[nodiscard]] NodeId set(const ByteSet& set);  // REQUIRES: !set.empty()
  [[nodiscard]] NodeId assertion(Assertion assertion);
  [[nodiscard]] NodeId concatenation(const std::vector<NodeId>& parts);
  [[nodiscard]] NodeId alternation(const std::vector<NodeId>& branches);  // REQUIRES: not empty
  [[nodiscard]] NodeId repeat(NodeId child, uint32_t min, uint32_t max);  // REQUIRES: min <= max
  // The node of another tree, its children being `mapped(child)` here.
  template <typename Mapped>
  [[nodiscard]] NodeId copy(const Node& node, const Mapped& mapped) {
    std::vector<NodeId> children;
    children.reserve(node.children.size());
    for (const NodeId child : node.children) children.push_back(mapped(child));
    return copy_with(node, children);
  }
  [[nodiscard]] const Node& operator[](NodeId id) const { return nodes_[id]; }
  [[nodiscard]] Ast finish(NodeId root) &&;

 private:
  NodeId copy_with(const Node& node, const std::vector<NodeId>& children);
  NodeId add(Node node);
  std::vector<Node> nodes_;
};

// The tree as an expression that means the same in Hyperscan and in PCRE2 whatever the flags of the
// compilation, except caseless, which must be off (the tree holds both cases where wanted). This,
// not the text of the policy, is what the engine should compile: then one meaning is in force.
[[nodiscard]] std::string to_expression(const Ast& ast);

// The same language backwards. Assertions that look left become those that look right; of the two
// that have no mirror, `$` before a final newline is taken as `^`, which is exact on text that does
// not end in a newline. prefix_closure.h, which must be exact, reverses without assertions.
[[nodiscard]] Ast reverse(const Ast& ast);

}  // namespace weir::regex
