#include "guardrails/pattern_list.h"

#include <algorithm>
#include <utility>

#include "guardrails/detector_set.h"
#include "guardrails/detectors/registry.h"
#include "guardrails/keyword.h"
#include "guardrails/normaliser/normaliser.h"
#include "guardrails/normaliser/skeleton.h"
#include "guardrails/regex/cost.h"
#include "guardrails/regex/measures.h"
#include "guardrails/regex/parser.h"
#include "guardrails/regex/relaxed.h"
#include "policy/document.h"

namespace weir {
namespace {

// Adds patterns, each once, under a key that tells them apart.
class Lister {
 public:
  explicit Lister(PatternMatcher& matcher) : matcher_(matcher) {}

  [[nodiscard]] Status add_rule(const RulePolicy& rule, const std::string& pointer,
                                std::vector<uint32_t>& members) {
    WEIR_RETURN_IF_ERROR(add_detectors(rule.detect, members));
    for (const std::string& keyword : rule.keywords) {
      WEIR_RETURN_IF_ERROR(add_keyword(keyword, rule.keyword_name, members));
    }
    for (const std::string& path : rule.rule_files) {
      WEIR_RETURN_IF_ERROR(add_file(path, members));
    }
    for (size_t i = 0; i < rule.patterns.size(); ++i) {
      WEIR_RETURN_IF_ERROR(add_expression(rule.patterns[i], members)
                               .with_context("pattern \"" + rule.patterns[i].name + "\"")
                               .with_context(pointer + "/patterns/" + std::to_string(i)));
    }
    return {};
  }

  PatternList list;

 private:
  [[nodiscard]] Status add_detectors(const std::vector<std::string>& names,
                                     std::vector<uint32_t>& members) {
    if (names.empty()) return {};
    Result<std::vector<const Detector*>> found = find_detectors(names);
    if (!found.ok()) {
      const Status& status = found.status();
      return Status(Code::kInvalidPolicy, status.reason(), std::string(status.message()))
          .with_details(std::string(status.details()));
    }
    const bool has_plans = matcher_.numbering_plans() != nullptr;
    for (const Detector* detector : *found) {
      if (detector->plans == PlanUse::kConfirm && !has_plans) continue;
      WEIR_RETURN_IF_ERROR(add_detector(*detector, members).with_context(detector->entity));
    }
    return {};
  }

  [[nodiscard]] Status add_detector(const Detector& detector, std::vector<uint32_t>& members) {
    CompiledPattern pattern;
    pattern.kind = PatternKind::kDetector;
    pattern.detector = &detector;
    pattern.entity = detector.entity;
    Result<regex::Ast> tree = regex::parse(detector.expression);
    if (!tree.ok()) return std::move(tree).status();
    pattern.has_tail = detector.tier == Tier::kWhole && !regex::is_bounded(*tree);
    if (pattern.has_tail) WEIR_RETURN_IF_ERROR(set_tail(detector, pattern));
    pattern.source = std::string(detector.trigger) + '\n' + std::string(detector.expression) +
                     '\n' + std::string(detector.tail) + '\n' + std::string(detector.terminator);
    std::string key(1, 'd');
    key += std::to_string(reinterpret_cast<uintptr_t>(&detector));
    return add(std::move(key), std::move(pattern), std::move(tree).value(), members);
  }

  static Status set_tail(const Detector& detector, CompiledPattern& pattern) {
    Result<regex::Ast> tail = regex::parse(detector.tail);
    if (!tail.ok()) return std::move(tail).status();
    const regex::Node& node = (*tail)[tail->root()];
    if (node.kind != regex::NodeKind::kSet) {
      return {Code::kInternal, "detector.tail", "a detector without a bound has no tail"};
    }
    pattern.tail = node.set;
    pattern.terminator = detector.terminator;
    return {};
  }

  [[nodiscard]] Status add_keyword(const std::string& keyword, const std::string& name,
                                   std::vector<uint32_t>& members) {
    Result<regex::Ast> tree = keyword_tree(keyword);
    if (!tree.ok()) return std::move(tree).status();
    CompiledPattern pattern;
    pattern.kind = PatternKind::kKeyword;
    pattern.entity = name;
    const std::string folded(normalise(keyword, NormaliseMode::kText).text());
    const std::string look = skeleton_of(folded);
    pattern.word_at_start = begins_with_word(look);
    pattern.word_at_end = ends_in_word(look);
    pattern.source = regex::to_expression(*tree);
    list.keywords.push_back(folded);
    WEIR_RETURN_IF_ERROR(add_spellings(keyword, pattern));
    std::string key = "k" + name + '\n' + pattern.source;
    return add(std::move(key), std::move(pattern), std::move(tree).value(), members);
  }

  [[nodiscard]] Status add_spellings(const std::string& keyword, CompiledPattern& pattern) {
    for (std::string& spelling : other_spellings(keyword)) {
      if (spelling.size() > kMaxKeywordBytes) continue;
      Result<regex::Ast> tree = keyword_tree(spelling);
      if (!tree.ok()) return std::move(tree).status();
      const size_t width = regex::max_width(*tree).value_or(kMaxWidth);
      pattern.spellings.emplace_back(regex::to_expression(*tree), width);
      list.keywords.push_back(std::move(spelling));
    }
    return {};
  }

  [[nodiscard]] Status add_expression(const PatternPolicy& policy, std::vector<uint32_t>& members) {
    Result<regex::Ast> tree = regex::parse(policy.regex);
    if (!tree.ok()) return std::move(tree).status();
    WEIR_RETURN_IF_ERROR(regex::check_cost(*tree));
    WEIR_RETURN_IF_ERROR(regex::check_stream_width(*tree));
    CompiledPattern pattern;
    pattern.kind = PatternKind::kExpression;
    pattern.entity = policy.name;
    pattern.source = regex::to_expression(*tree);
    if (PatternCheck::is_needed(policy)) {
      Result<PatternCheck> check = PatternCheck::make(policy, matcher_);
      if (!check.ok()) return std::move(check).status();
      pattern.source += check->source();
      pattern.check = std::make_shared<PatternCheck>(std::move(check).value());
    }
    std::string key = "e" + policy.name + '\n' + pattern.source;
    return add(std::move(key), std::move(pattern), std::move(tree).value(), members);
  }

  [[nodiscard]] Status add_file(const std::string& path, std::vector<uint32_t>& members) {
    auto known = files_.find(path);
    if (known == files_.end()) {
      Result<FileRules> rules = matcher_.read_rules(path);
      if (!rules.ok()) return std::move(rules).status();
      known = files_.emplace(path, std::move(rules).value()).first;
    }
    for (const std::shared_ptr<const FileRule>& rule : known->second) {
      WEIR_RETURN_IF_ERROR(add_file_rule(rule, members)
                               .with_context("rule \"" + rule->id + "\"")
                               .with_context("rule file \"" + path + "\""));
    }
    return {};
  }

  [[nodiscard]] Status add_file_rule(const std::shared_ptr<const FileRule>& rule,
                                     std::vector<uint32_t>& members) {
    regex::Flags flags;
    flags.dot_all = false;  // as in gitleaks
    Result<regex::Ast> tree = regex::parse(rule->expression, flags);
    if (!tree.ok()) return std::move(tree).status();
    regex::Ast cheap = regex::relaxed(*tree, kMaxWidth);
    WEIR_RETURN_IF_ERROR(regex::check_cost(cheap));
    CompiledPattern pattern;
    pattern.kind = PatternKind::kExpression;
    pattern.rule = rule;
    pattern.entity = rule->id;
    pattern.source = rule->source;
    std::string key = "f" + rule->id + '\n' + rule->source;
    return add(std::move(key), std::move(pattern), std::move(cheap), members);
  }

  Status add(std::string key, CompiledPattern pattern, regex::Ast tree,
             std::vector<uint32_t>& members) {
    const auto index = static_cast<uint32_t>(list.patterns.size());
    const auto [at, is_new] = index_.emplace(std::move(key), index);
    if (is_new) {
      pattern.placeholder = "<" + pattern.entity + ">";
      pattern.width = std::min(regex::max_width(tree).value_or(kMaxWidth), kMaxWidth);
      list.patterns.push_back(std::move(pattern));
      list.trees.push_back(std::move(tree));
    }
    members.push_back(at->second);
    return {};
  }

  PatternMatcher& matcher_;
  std::map<std::string, uint32_t> index_;
  std::map<std::string, FileRules> files_;  // by path
};

}  // namespace

std::string rule_pointer(std::string_view guardrail, size_t rule) {
  return "/guardrails" + pointer_step(guardrail) + "/rules/" + std::to_string(rule);
}

Result<PatternList> list_patterns(std::span<const GuardrailPolicy> guardrails,
                                  PatternMatcher& matcher) {
  Lister lister(matcher);
  for (const GuardrailPolicy& guardrail : guardrails) {
    auto& rules = lister.list.members.emplace_back(guardrail.rules.size());
    for (size_t i = 0; i < rules.size(); ++i) {
      WEIR_RETURN_IF_ERROR(
          lister.add_rule(guardrail.rules[i], rule_pointer(guardrail.name, i), rules[i])
              .with_context("guardrail \"" + guardrail.name + "\""));
    }
  }
  return std::move(lister.list);
}

}  // namespace weir
