#include "guardrails/regex/cost.h"

#include <algorithm>
#include <string>
#include <vector>

#include "guardrails/regex/measures.h"

namespace weir::regex {
namespace {

// Of one node: how many positions it has, how many of them can come first and last.
struct Part {
  size_t written = 0;  // positions without the repeats
  size_t positions = 0;
  size_t first = 0;
  size_t last = 0;
  size_t transitions = 0;
  bool nullable = false;
};

Part concatenated(const Part& left, const Part& right) {
  Part out;
  out.written = saturating_add(left.written, right.written);
  out.positions = saturating_add(left.positions, right.positions);
  out.first = left.nullable ? saturating_add(left.first, right.first) : left.first;
  out.last = right.nullable ? saturating_add(left.last, right.last) : right.last;
  out.transitions = saturating_add(saturating_add(left.transitions, right.transitions),
                                   saturating_multiply(left.last, right.first));
  out.nullable = left.nullable && right.nullable;
  return out;
}

Part alternated(const Part& left, const Part& right) {
  return {saturating_add(left.written, right.written),
          saturating_add(left.positions, right.positions),
          saturating_add(left.first, right.first),
          saturating_add(left.last, right.last),
          saturating_add(left.transitions, right.transitions),
          left.nullable || right.nullable};
}

// A chain of copies, the optional ones nested: x(x(x)?)?. An unbounded repeat loops in its last.
Part repeated(const Part& child, uint32_t min, uint32_t max) {
  const bool open = max == kUnbounded;
  const size_t copies = open ? std::max<size_t>(min, 1) : max;
  const size_t links = open ? copies : copies - 1;
  const size_t ends = open ? 1 : copies - std::max<size_t>(min, 1) + 1;
  Part out = child;
  out.positions = saturating_multiply(child.positions, copies);
  out.last = saturating_multiply(child.last, ends);
  out.transitions =
      saturating_add(saturating_multiply(child.transitions, copies),
                     saturating_multiply(saturating_multiply(child.last, child.first), links));
  out.nullable = child.nullable || min == 0;
  return out;
}

Part part_of(const Node& node, const std::vector<Part>& parts) {
  switch (node.kind) {
    case NodeKind::kEmpty:
    case NodeKind::kAssertion:
      return {0, 0, 0, 0, 0, true};
    case NodeKind::kSet:
      return {1, 1, 1, 1, 0, false};
    case NodeKind::kRepeat:
      return repeated(parts[node.children[0]], node.min, node.max);
    case NodeKind::kConcatenation:
    case NodeKind::kAlternation:
      break;
  }
  Part out = parts[node.children[0]];
  for (size_t i = 1; i < node.children.size(); ++i) {
    const Part& next = parts[node.children[i]];
    out = node.kind == NodeKind::kConcatenation ? concatenated(out, next) : alternated(out, next);
  }
  return out;
}

Status too_costly(std::string_view what, size_t value, size_t limit) {
  std::string message = "regular expression: ";
  message.append(what).append(", ").append(std::to_string(value)).append(" of at most ");
  message += std::to_string(limit);
  message += "; lower the counts of nested or wide repeats, or write {n,} for a large {n,m}";
  return Status(Code::kInvalidPolicy, "pattern.too_costly", std::move(message));
}

}  // namespace

Cost cost(const Ast& ast) {
  std::vector<Part> parts;
  parts.reserve(ast.nodes().size());
  for (const Node& node : ast.nodes()) parts.push_back(part_of(node, parts));
  const Part& whole = parts[ast.root()];
  return {whole.positions, whole.positions - whole.written, whole.transitions};
}

Status check_cost(const Ast& ast) {
  if (min_width(ast) == 0) {
    return Status(Code::kInvalidPolicy, "pattern.matches_empty",
                  "regular expression: it matches the empty string, which is everywhere; write + "
                  "for * where something must stand");
  }
  const Cost whole = cost(ast);
  if (whole.copies > kMaxCopies) {
    return too_costly("its repeats multiply out to too many positions", whole.copies, kMaxCopies);
  }
  if (whole.positions > kMaxPositions) {
    return too_costly("it has too many positions", whole.positions, kMaxPositions);
  }
  if (whole.transitions > kMaxTransitions) {
    return too_costly("too many of its parts can follow one another", whole.transitions,
                      kMaxTransitions);
  }
  return {};
}

}  // namespace weir::regex
