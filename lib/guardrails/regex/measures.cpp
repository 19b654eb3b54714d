#include "guardrails/regex/measures.h"

#include <algorithm>
#include <string>
#include <vector>

namespace weir::regex {
namespace {

size_t min_of(const Node& node, const std::vector<size_t>& widths) {
  switch (node.kind) {
    case NodeKind::kEmpty:
    case NodeKind::kAssertion:
      return 0;
    case NodeKind::kSet:
      return 1;
    case NodeKind::kRepeat:
      return saturating_multiply(widths[node.children[0]], node.min);
    case NodeKind::kConcatenation: {
      size_t sum = 0;
      for (const NodeId child : node.children) sum = saturating_add(sum, widths[child]);
      return sum;
    }
    case NodeKind::kAlternation: {
      size_t least = SIZE_MAX;
      for (const NodeId child : node.children) least = std::min(least, widths[child]);
      return least;
    }
  }
  return 0;
}

using Width = std::optional<size_t>;

Width max_of(const Node& node, const std::vector<Width>& widths) {
  if (node.kind == NodeKind::kSet) return 1;
  if (node.kind == NodeKind::kRepeat) {
    const Width child = widths[node.children[0]];
    if (child == size_t{0}) return child;
    if (!child || node.max == kUnbounded) return std::nullopt;
    return saturating_multiply(*child, node.max);
  }
  size_t total = 0;
  for (const NodeId id : node.children) {
    const Width child = widths[id];
    if (!child) return std::nullopt;
    total = node.kind == NodeKind::kAlternation ? std::max(total, *child)
                                                : saturating_add(total, *child);
  }
  return total;
}

}  // namespace

size_t min_width(const Ast& ast) {
  std::vector<size_t> widths;
  widths.reserve(ast.nodes().size());
  for (const Node& node : ast.nodes()) widths.push_back(min_of(node, widths));
  return widths[ast.root()];
}

std::optional<size_t> max_width(const Ast& ast) {
  std::vector<Width> widths;
  widths.reserve(ast.nodes().size());
  for (const Node& node : ast.nodes()) widths.push_back(max_of(node, widths));
  return widths[ast.root()];
}

bool has_anchor(const Ast& ast) {
  return std::any_of(ast.nodes().begin(), ast.nodes().end(), [](const Node& node) {
    return node.kind == NodeKind::kAssertion && node.assertion != Assertion::kWordBoundary &&
           node.assertion != Assertion::kNotWordBoundary;
  });
}

Status check_stream_width(const Ast& ast) {
  const std::optional<size_t> width = max_width(ast);
  if (width && *width <= kMaxStreamWidth) return {};
  return Status(Code::kInvalidPolicy, "pattern.unbounded",
                "regular expression: a match may be longer than " +
                    std::to_string(kMaxStreamWidth) +
                    " bytes, so it cannot be masked in a stream; write {n,m} for *, + and {n,}");
}

}  // namespace weir::regex
