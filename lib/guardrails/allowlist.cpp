#include "guardrails/allowlist.h"

#include <algorithm>
#include <array>
#include <utility>

#include "guardrails/comparison.h"
#include "guardrails/normaliser/normaliser.h"
#include "guardrails/regex/cost.h"
#include "guardrails/regex/measures.h"
#include "guardrails/regex/parser.h"

namespace weir {
namespace {

Status refused(std::string reason) {
  return {Code::kInvalidPolicy, "allowlist.regex", std::move(reason)};
}

bool asks_for_edges(const regex::Ast& tree) {
  return std::any_of(tree.nodes().begin(), tree.nodes().end(), [](const regex::Node& node) {
    return node.kind == regex::NodeKind::kAssertion &&
           node.assertion != regex::Assertion::kWordBoundary &&
           node.assertion != regex::Assertion::kNotWordBoundary;
  });
}

Result<regex::Automaton> automaton_of(const std::string& expression) {
  Result<regex::Ast> tree = regex::parse(expression);
  if (!tree.ok()) return std::move(tree).status();
  if (asks_for_edges(*tree)) {
    return refused("it is held against the whole finding: leave out ^ and $");
  }
  if (regex::min_width(*tree) == 0) {
    return refused("it may match nothing, and a finding is never empty: write + for *");
  }
  WEIR_RETURN_IF_ERROR(regex::check_cost(*tree));
  const std::array<const regex::Ast*, 1> trees = {&*tree};
  std::optional<regex::Automaton> built = regex::Automaton::build(trees);
  if (!built) return refused("it is too complex: write several simpler ones");
  return std::move(*built);
}

}  // namespace

Result<Allowlist> Allowlist::make(const AllowlistPolicy& policy) {
  Allowlist list;
  for (const std::string& value : policy.values) {
    list.values_.insert(comparable(normalise(value, NormaliseMode::kText).text()));
    list.source_ += "\nvalue " + value;
  }
  for (size_t i = 0; i < policy.regexes.size(); ++i) {
    Result<regex::Automaton> built = automaton_of(policy.regexes[i]);
    if (!built.ok()) {
      return std::move(built).status().with_context("/allowlist/regexes/" + std::to_string(i));
    }
    list.expressions_.push_back(std::move(built).value());
    list.source_ += "\nregex " + policy.regexes[i];
  }
  return list;
}

bool Allowlist::holds(std::string_view finding) const {
  if (finding.empty()) return false;
  if (!values_.empty() && values_.count(comparable(finding)) > 0) return true;
  return std::any_of(expressions_.begin(), expressions_.end(),
                     [finding](const regex::Automaton& expression) {
                       bool is_whole = false;
                       expression.run(finding, 0, [&](size_t /*pattern*/, size_t end) {
                         is_whole = is_whole || end == finding.size();
                       });
                       return is_whole;
                     });
}

}  // namespace weir
