#include "guardrails/regex/literal_head.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "guardrails/regex/measures.h"

namespace weir::regex {
namespace {

constexpr size_t kMaxChoices = 8;  // byte values of one position

struct Head {
  NodeId node = 0;
  bool is_whole = false;  // the head is all of the node, so what follows it may go on
};

class HeadBuilder {
 public:
  Ast build(const Ast& ast) {
    std::vector<Head> heads;
    heads.reserve(ast.nodes().size());
    for (const Node& node : ast.nodes()) heads.push_back(head_of(node, heads));
    return std::move(tree_).finish(heads[ast.root()].node);
  }

 private:
  Head head_of(const Node& node, const std::vector<Head>& heads) {
    switch (node.kind) {
      case NodeKind::kEmpty:
      case NodeKind::kAssertion:
        return {tree_.empty(), true};
      case NodeKind::kSet:
        if (node.set.count() <= kMaxChoices) return {tree_.set(node.set), true};
        return {tree_.empty(), false};
      case NodeKind::kConcatenation:
        return concatenated(node, heads);
      case NodeKind::kAlternation:
        return alternated(node, heads);
      case NodeKind::kRepeat:
        break;
    }
    return {tree_.empty(), false};
  }

  Head concatenated(const Node& node, const std::vector<Head>& heads) {
    std::vector<NodeId> parts;
    for (const NodeId child : node.children) {
      parts.push_back(heads[child].node);
      if (!heads[child].is_whole) return {tree_.concatenation(parts), false};
    }
    return {tree_.concatenation(parts), true};
  }

  Head alternated(const Node& node, const std::vector<Head>& heads) {
    std::vector<NodeId> branches;
    for (const NodeId child : node.children) branches.push_back(heads[child].node);
    const bool is_whole = std::all_of(node.children.begin(), node.children.end(),
                                      [&](NodeId child) { return heads[child].is_whole; });
    return {tree_.alternation(branches), is_whole};
  }

  TreeBuilder tree_;
};

}  // namespace

std::optional<Ast> literal_head(const Ast& ast) {
  Ast head = HeadBuilder().build(ast);
  if (min_width(head) < kMinHeadWidth) return std::nullopt;
  return head;
}

}  // namespace weir::regex
