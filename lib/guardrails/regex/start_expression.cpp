#include "guardrails/regex/start_expression.h"

#include <algorithm>
#include <vector>

namespace weir::regex {
namespace {

// What an anchor asks backwards; kEmpty: nothing, its place is the end of the match, which is
// known.
Node mirrored(Node anchor) {
  switch (anchor.assertion) {
    case Assertion::kWordBoundary:
    case Assertion::kNotWordBoundary:
      return anchor;
    case Assertion::kTextStart:
      anchor.assertion = Assertion::kTextEnd;
      return anchor;
    case Assertion::kLineStart:
      anchor.assertion = Assertion::kLineEnd;
      return anchor;
    case Assertion::kTextEnd:
    case Assertion::kTextEndOrFinalNewline:
    case Assertion::kLineEnd:
      break;
  }
  return {};
}

// The reverse, behind one byte of any value.
Ast mirrored(const Ast& ast) {
  TreeBuilder tree;
  std::vector<NodeId> mapped;
  mapped.reserve(ast.nodes().size());
  for (Node node : ast.nodes()) {
    if (node.kind == NodeKind::kAssertion) node = mirrored(std::move(node));
    if (node.kind == NodeKind::kConcatenation) {
      std::reverse(node.children.begin(), node.children.end());
    }
    mapped.push_back(tree.copy(node, [&](NodeId child) { return mapped[child]; }));
  }
  const NodeId root = tree.concatenation({tree.set(ByteSet::all()), mapped[ast.root()]});
  return std::move(tree).finish(root);
}

}  // namespace

std::string start_expression(const Ast& ast) {
  return std::string("^(?:").append(to_expression(mirrored(ast))).append(")");
}

std::string reversed_window(std::string_view text, size_t end, size_t max_width) {
  const size_t first = end > max_width ? end - max_width - 1 : 0;
  std::string out(1, end < text.size() ? text[end] : '\n');
  out.append(text.substr(first, end - first));
  std::reverse(out.begin() + 1, out.end());
  return out;
}

}  // namespace weir::regex
