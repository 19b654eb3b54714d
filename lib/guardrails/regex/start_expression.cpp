#include "guardrails/regex/start_expression.h"

#include <algorithm>
#include <vector>

namespace weir::regex {
namespace {

bool is_word_boundary(Assertion assertion) {
  return assertion == Assertion::kWordBoundary || assertion == Assertion::kNotWordBoundary;
}

// The reverse with no anchors but \b and \B, which are their own mirrors.
class Mirror {
 public:
  explicit Mirror(const Ast& ast) {
    for (const Node& node : ast.nodes()) mapped_.push_back(mirrored(node));
  }

  // Behind one byte of any value.
  Ast finish(NodeId root) && {
    const NodeId whole = tree_.concatenation({tree_.set(ByteSet::all()), mapped_[root]});
    return std::move(tree_).finish(whole);
  }

 private:
  NodeId mirrored(const Node& node) {
    std::vector<NodeId> children;
    for (const NodeId child : node.children) children.push_back(mapped_[child]);
    switch (node.kind) {
      case NodeKind::kEmpty:
        return tree_.empty();
      case NodeKind::kSet:
        return tree_.set(node.set);
      case NodeKind::kRepeat:
        return tree_.repeat(children.front(), node.min, node.max);
      case NodeKind::kAlternation:
        return tree_.alternation(children);
      case NodeKind::kAssertion:
        return is_word_boundary(node.assertion) ? tree_.assertion(node.assertion) : tree_.empty();
      case NodeKind::kConcatenation:
        std::reverse(children.begin(), children.end());
        return tree_.concatenation(children);
    }
    return tree_.empty();
  }

  TreeBuilder tree_;
  std::vector<NodeId> mapped_;
};

}  // namespace

std::string start_expression(const Ast& ast) {
  const Ast backwards = Mirror(ast).finish(ast.root());
  return std::string("^(?:").append(to_expression(backwards)).append(")");
}

std::string reversed_window(std::string_view text, size_t end, size_t max_width) {
  const size_t first = end > max_width ? end - max_width - 1 : 0;
  std::string out(1, end < text.size() ? text[end] : '\n');
  out.append(text.substr(first, end - first));
  std::reverse(out.begin() + 1, out.end());
  return out;
}

}  // namespace weir::regex
