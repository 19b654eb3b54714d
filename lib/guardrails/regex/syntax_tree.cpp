#include "guardrails/regex/syntax_tree.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace weir::regex {
namespace {

constexpr std::string_view kAssertionText[] = {"\\A",    "(?m:^)", "\\z", "\\Z",
                                               "(?m:$)", "\\b",    "\\B"};
constexpr Assertion kMirror[] = {Assertion::kTextEnd,        Assertion::kLineEnd,
                                 Assertion::kTextStart,      Assertion::kTextStart,
                                 Assertion::kLineStart,      Assertion::kWordBoundary,
                                 Assertion::kNotWordBoundary};

bool is_plain(uint8_t byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || byte == '_' || byte == '@' || byte == '/' || byte == ':';
}

void append_byte(uint8_t byte, std::string& out) {
  static constexpr char kDigits[] = "0123456789abcdef";
  if (is_plain(byte)) {
    out += static_cast<char>(byte);
  } else {
    out += {'\\', 'x', kDigits[byte >> 4], kDigits[byte & 15]};
  }
}

void append_ranges(const ByteSet& set, std::string& out) {
  for (unsigned first = 0; first < 256; ++first) {
    if (!set.contains(static_cast<uint8_t>(first))) continue;
    unsigned last = first;
    while (last < 255 && set.contains(static_cast<uint8_t>(last + 1))) ++last;
    append_byte(static_cast<uint8_t>(first), out);
    if (last > first + 1) out += '-';
    if (last > first) append_byte(static_cast<uint8_t>(last), out);
    first = last;
  }
}

void append_set(const ByteSet& set, std::string& out) {
  const size_t count = set.count();
  if (count == 1) {
    for (unsigned byte = 0; byte < 256; ++byte) {
      if (set.contains(static_cast<uint8_t>(byte))) append_byte(static_cast<uint8_t>(byte), out);
    }
    return;
  }
  const bool negate = count > 128 && count < 256;
  out += negate ? "[^" : "[";
  append_ranges(negate ? set.complement() : set, out);
  out += ']';
}

std::string quantifier(const Node& node) {
  if (node.min == 0 && node.max == 1) return "?";
  if (node.max == kUnbounded && node.min < 2) return node.min == 0 ? "*" : "+";
  std::string out = "{";
  out += std::to_string(node.min);
  if (node.min != node.max) out += ',';
  if (node.min != node.max && node.max != kUnbounded) out += std::to_string(node.max);
  out += '}';
  return out;
}

// What is still to be written: a node, or, where there is none, a piece of text.
struct Pending {
  bool is_node = false;
  NodeId node = 0;
  std::string text = {};
};

// Precedence: a repeat holds one set or a group; a concatenation holds no bare alternation.
bool needs_group(const Node& parent, const Node& child) {
  if (parent.kind == NodeKind::kRepeat) return child.kind != NodeKind::kSet;
  return parent.kind == NodeKind::kConcatenation && child.kind == NodeKind::kAlternation;
}

void push_children(const Ast& ast, const Node& node, std::vector<Pending>& stack) {
  if (node.kind == NodeKind::kRepeat) stack.push_back({false, 0, quantifier(node)});
  for (size_t i = node.children.size(); i-- > 0;) {
    const bool group = needs_group(node, ast[node.children[i]]);
    if (group) stack.push_back({false, 0, ")"});
    stack.push_back({true, node.children[i]});
    if (group) stack.push_back({false, 0, "(?:"});
    if (node.kind == NodeKind::kAlternation && i > 0) stack.push_back({false, 0, "|"});
  }
}

}  // namespace

NodeId TreeBuilder::add(Node node) {
  nodes_.push_back(std::move(node));
  return static_cast<NodeId>(nodes_.size() - 1);
}

NodeId TreeBuilder::empty() {
  return add({});
}

NodeId TreeBuilder::set(const ByteSet& set) {
  Node node;
  node.kind = NodeKind::kSet;
  node.set = set;
  return add(std::move(node));
}

NodeId TreeBuilder::assertion(Assertion assertion) {
  Node node;
  node.kind = NodeKind::kAssertion;
  node.assertion = assertion;
  return add(std::move(node));
}

NodeId TreeBuilder::concatenation(const std::vector<NodeId>& parts) {
  Node node;
  node.kind = NodeKind::kConcatenation;
  for (const NodeId part : parts) {
    const Node& child = nodes_[part];
    if (child.kind == NodeKind::kConcatenation) {
      std::copy(child.children.begin(), child.children.end(), std::back_inserter(node.children));
    } else if (child.kind != NodeKind::kEmpty) {
      node.children.push_back(part);
    }
  }
  if (node.children.empty()) return empty();
  return node.children.size() == 1 ? node.children.front() : add(std::move(node));
}

NodeId TreeBuilder::alternation(const std::vector<NodeId>& branches) {
  Node node;
  node.kind = NodeKind::kAlternation;
  bool has_empty = false;
  ByteSet merged;
  const auto take = [&](NodeId id) {
    const Node& child = nodes_[id];
    if (child.kind == NodeKind::kSet) merged |= child.set;
    has_empty = has_empty || child.kind == NodeKind::kEmpty;
    if (child.kind != NodeKind::kSet && child.kind != NodeKind::kEmpty) node.children.push_back(id);
  };
  for (const NodeId branch : branches) {
    if (nodes_[branch].kind != NodeKind::kAlternation) {
      take(branch);
    } else {
      for (const NodeId inner : nodes_[branch].children) take(inner);
    }
  }
  if (!merged.empty()) node.children.push_back(set(merged));
  if (node.children.empty()) return empty();
  const NodeId whole = node.children.size() == 1 ? node.children.front() : add(std::move(node));
  return has_empty ? repeat(whole, 0, 1) : whole;
}

NodeId TreeBuilder::repeat(NodeId child, uint32_t min, uint32_t max) {
  if (min == 1 && max == 1) return child;
  if (max == 0 || nodes_[child].kind == NodeKind::kEmpty) return empty();
  if (min == 0 && max == 1 && nodes_[child].kind == NodeKind::kRepeat && nodes_[child].min == 0) {
    return child;
  }
  Node node;
  node.kind = NodeKind::kRepeat;
  node.min = min;
  node.max = max;
  node.children = {child};
  return add(std::move(node));
}

NodeId TreeBuilder::copy_with(const Node& node, const std::vector<NodeId>& children) {
  switch (node.kind) {
    case NodeKind::kEmpty:
      return empty();
    case NodeKind::kSet:
      return set(node.set);
    case NodeKind::kAssertion:
      return assertion(node.assertion);
    case NodeKind::kRepeat:
      return repeat(children.front(), node.min, node.max);
    case NodeKind::kAlternation:
      return alternation(children);
    case NodeKind::kConcatenation:
      return concatenation(children);
  }
  return empty();
}

Ast TreeBuilder::finish(NodeId root) && {
  return Ast(std::move(nodes_), root);
}

std::string to_expression(const Ast& ast) {
  std::string out;
  std::vector<Pending> stack{{true, ast.root()}};
  while (!stack.empty()) {
    const Pending next = std::move(stack.back());
    stack.pop_back();
    if (!next.is_node) {
      out += next.text;
      continue;
    }
    const Node& node = ast[next.node];
    if (node.kind == NodeKind::kSet) append_set(node.set, out);
    if (node.kind == NodeKind::kEmpty) out += "(?:)";
    if (node.kind == NodeKind::kAssertion) {
      out += kAssertionText[static_cast<size_t>(node.assertion)];
    }
    push_children(ast, node, stack);
  }
  return out;
}

Ast reverse(const Ast& ast) {
  TreeBuilder tree;
  std::vector<NodeId> mapped;
  mapped.reserve(ast.nodes().size());
  for (Node node : ast.nodes()) {
    node.assertion = kMirror[static_cast<size_t>(node.assertion)];
    if (node.kind == NodeKind::kConcatenation) {
      std::reverse(node.children.begin(), node.children.end());
    }
    mapped.push_back(tree.copy(node, [&](NodeId child) { return mapped[child]; }));
  }
  return std::move(tree).finish(mapped[ast.root()]);
}

}  // namespace weir::regex
