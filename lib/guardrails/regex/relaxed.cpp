#include "guardrails/regex/relaxed.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace weir::regex {
namespace {

bool may_be_left_out(const Node& node) {
  return node.kind == NodeKind::kRepeat && node.min == 0;
}

}  // namespace

Ast relaxed(const Ast& ast, uint32_t most) {
  TreeBuilder tree;
  std::vector<NodeId> copies;
  copies.reserve(ast.nodes().size());
  const auto mapped = [&copies](NodeId child) { return copies[child]; };
  for (const Node& node : ast.nodes()) {
    const bool is_wide = node.kind == NodeKind::kRepeat && node.max > most;
    copies.push_back(is_wide ? tree.repeat(copies[node.children[0]], node.min, kUnbounded)
                             : tree.copy(node, mapped));
  }
  const Node& root = ast[ast.root()];
  if (root.kind != NodeKind::kConcatenation) return std::move(tree).finish(copies[ast.root()]);
  size_t first = 0;
  while (first + 1 < root.children.size() && may_be_left_out(ast[root.children[first]])) ++first;
  std::vector<NodeId> parts;
  for (; first < root.children.size(); ++first) parts.push_back(copies[root.children[first]]);
  const NodeId rest = tree.concatenation(parts);
  return std::move(tree).finish(rest);
}

}  // namespace weir::regex
