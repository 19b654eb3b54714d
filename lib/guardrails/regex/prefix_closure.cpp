#include "guardrails/regex/prefix_closure.h"

#include <algorithm>
#include <optional>

#include "guardrails/regex/cost.h"

namespace weir::regex {
namespace {

// One pass over the nodes, children first: for each the reverse of its language, and its closure.
class ClosureBuilder {
 public:
  ClosureBuilder(const Ast& ast, bool relaxed) : relaxed_(relaxed) {
    for (const Node& node : ast.nodes()) {
      reversed_.push_back(reversed(node));
      closures_.push_back(closure(node));
    }
  }

  Ast finish(NodeId root_of_ast) && {
    const std::optional<NodeId> closure = closures_[root_of_ast];
    const NodeId root = closure ? *closure : tree_.empty();
    return std::move(tree_).finish(root);
  }

 private:
  NodeId reversed(const Node& node) {
    switch (node.kind) {
      case NodeKind::kEmpty:
      case NodeKind::kAssertion:
        return tree_.empty();
      case NodeKind::kSet:
        return tree_.set(node.set);
      case NodeKind::kRepeat:
        return repeat(reversed_[node.children[0]], node.min, node.max);
      case NodeKind::kAlternation:
        return tree_.alternation(reversed_children(node));
      case NodeKind::kConcatenation: {
        std::vector<NodeId> parts = reversed_children(node);
        std::reverse(parts.begin(), parts.end());
        return tree_.concatenation(parts);
      }
    }
    return tree_.empty();
  }

  std::vector<NodeId> reversed_children(const Node& node) const {
    std::vector<NodeId> out;
    for (const NodeId child : node.children) out.push_back(reversed_[child]);
    return out;
  }

  NodeId repeat(NodeId child, uint32_t min, uint32_t max) {
    const bool wide = max != kUnbounded && max > kMaxExactRepeat;
    return relaxed_ && wide ? tree_.repeat(child, 0, kUnbounded) : tree_.repeat(child, min, max);
  }

  // Nothing where no text is undecided.
  std::optional<NodeId> closure(const Node& node) {
    switch (node.kind) {
      case NodeKind::kEmpty:
        return std::nullopt;
      case NodeKind::kSet:
        return tree_.empty();
      case NodeKind::kAssertion:
        return closure_of(node.assertion);
      case NodeKind::kConcatenation:
        return closure_of_concatenation(node.children);
      case NodeKind::kAlternation:
        return closure_of_alternation(node.children);
      case NodeKind::kRepeat:
        return closure_of_repeat(node);
    }
    return std::nullopt;
  }

  std::optional<NodeId> closure_of(Assertion assertion) {
    switch (assertion) {
      case Assertion::kTextStart:
      case Assertion::kLineStart:
        return std::nullopt;
      case Assertion::kTextEndOrFinalNewline:
        return tree_.repeat(tree_.set(ByteSet::of('\n')), 0, 1);
      case Assertion::kTextEnd:
      case Assertion::kLineEnd:
      case Assertion::kWordBoundary:
      case Assertion::kNotWordBoundary:
        return tree_.empty();
    }
    return std::nullopt;
  }

  // From the right: what is undecided in the rest has this part whole before it, that is, behind it
  // in the reverse.
  std::optional<NodeId> closure_of_concatenation(const std::vector<NodeId>& children) {
    std::optional<NodeId> out;
    for (size_t i = children.size(); i-- > 0;) {
      std::vector<NodeId> branches;
      if (out) branches.push_back(tree_.concatenation({*out, reversed_[children[i]]}));
      if (closures_[children[i]]) branches.push_back(*closures_[children[i]]);
      if (!branches.empty()) out = tree_.alternation(branches);
    }
    return out;
  }

  std::optional<NodeId> closure_of_alternation(const std::vector<NodeId>& children) {
    std::vector<NodeId> branches;
    for (const NodeId child : children) {
      if (closures_[child]) branches.push_back(*closures_[child]);
    }
    if (branches.empty()) return std::nullopt;
    return tree_.alternation(branches);
  }

  std::optional<NodeId> closure_of_repeat(const Node& node) {
    const std::optional<NodeId> inner = closures_[node.children[0]];
    if (!inner) return std::nullopt;
    const uint32_t before = node.max == kUnbounded ? kUnbounded : node.max - 1;
    return tree_.concatenation({*inner, repeat(reversed_[node.children[0]], 0, before)});
  }

  bool relaxed_;
  TreeBuilder tree_;
  std::vector<NodeId> reversed_;
  std::vector<std::optional<NodeId>> closures_;
};

Ast coarse_closure(const Ast& ast) {
  ByteSet bytes;
  for (const Node& node : ast.nodes()) {
    bytes |= node.set;
    if (node.kind == NodeKind::kAssertion) bytes.add('\n');
  }
  TreeBuilder tree;
  const NodeId root = bytes.empty() ? tree.empty() : tree.repeat(tree.set(bytes), 0, kUnbounded);
  return std::move(tree).finish(root);
}

// One branch as a tree of its own, so that a thousand branches do not walk the whole tree each.
Ast subtree(const Ast& ast, NodeId root) {
  std::vector<NodeId> reached{root};
  for (size_t next = 0; next < reached.size(); ++next) {
    const std::vector<NodeId>& children = ast[reached[next]].children;
    reached.insert(reached.end(), children.begin(), children.end());
  }
  std::sort(reached.begin(), reached.end());
  reached.erase(std::unique(reached.begin(), reached.end()), reached.end());
  TreeBuilder tree;
  std::vector<NodeId> mapped;
  const auto place = [&](NodeId id) {
    return mapped[std::lower_bound(reached.begin(), reached.end(), id) - reached.begin()];
  };
  for (const NodeId id : reached) mapped.push_back(tree.copy(ast[id], place));
  return std::move(tree).finish(mapped.back());
}

bool fits(const Ast& ast, const std::string& text) {
  const Cost whole = cost(ast);
  return text.size() <= kMaxClosureBytes && whole.positions <= kMaxClosurePositions &&
         whole.transitions <= kMaxTransitions;
}

// Appends the closure of the tree, as close as fits. The coarse one always does.
void append_closure(const Ast& ast, PrefixClosure& out) {
  for (const Closeness closeness : {Closeness::kExact, Closeness::kRelaxed, Closeness::kCoarse}) {
    const Ast closure = reversed_closure(ast, closeness);
    const std::string text = to_expression(closure);
    if (closeness != Closeness::kCoarse && !fits(closure, text)) continue;
    if (closure[closure.root()].kind == NodeKind::kEmpty) return;
    out.expressions.push_back(std::string("^(?:").append(text).append(")"));
    out.closeness = std::max(out.closeness, closeness);
    return;
  }
}

bool fits_whole(const Ast& ast) {
  const Ast closure = reversed_closure(ast, Closeness::kExact);
  return fits(closure, to_expression(closure));
}

}  // namespace

Ast reversed_closure(const Ast& ast, Closeness closeness) {
  if (closeness == Closeness::kCoarse) return coarse_closure(ast);
  return ClosureBuilder(ast, closeness == Closeness::kRelaxed).finish(ast.root());
}

PrefixClosure prefix_closure(const Ast& ast) {
  PrefixClosure out;
  const Node& root = ast[ast.root()];
  if (root.kind != NodeKind::kAlternation || fits_whole(ast)) {
    append_closure(ast, out);
    return out;
  }
  for (const NodeId branch : root.children) append_closure(subtree(ast, branch), out);
  std::sort(out.expressions.begin(), out.expressions.end());
  out.expressions.erase(std::unique(out.expressions.begin(), out.expressions.end()),
                        out.expressions.end());
  return out;
}

}  // namespace weir::regex
