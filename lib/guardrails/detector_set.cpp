#include "guardrails/detector_set.h"

#include <tuple>
#include <utility>

#include "base/digest.h"
#include "guardrails/compiled_patterns.h"
#include "guardrails/pattern_compiler.h"
#include "guardrails/pattern_list.h"

namespace weir {
namespace {

// To be raised whenever the scanner, the normaliser or a validator finds something else than
// before.
constexpr std::string_view kScannerVersion = "weir scanner 1";

std::string hash_of(const CompiledPatterns& patterns, const PatternMatcher& matcher) {
  std::string all(kScannerVersion);
  const auto append = [&all](std::string_view text) {
    all += std::to_string(text.size());
    all += ':';
    all += text;
  };
  append(matcher.version());
  for (const CompiledPattern& pattern : patterns.patterns) {
    append(std::to_string(static_cast<int>(pattern.kind)));
    append(pattern.entity);
    append(pattern.source);
    if (pattern.detector == nullptr) continue;
    append(pattern.detector->context);
    append(std::to_string(pattern.detector->score));
  }
  return hex(sha256(all));
}

void add_need(const CompiledPattern& pattern, Ruleset::Needs& needs) {
  switch (pattern.kind) {
    case PatternKind::kKeyword:
      needs.keywords = true;
      return;
    case PatternKind::kExpression:
      needs.expressions = true;
      return;
    case PatternKind::kDetector:
      (pattern.detector->tier == Tier::kWhole ? needs.secrets : needs.triggers) = true;
      return;
  }
}

// The stricter rule first.
auto strictness(const Ruleset::Entry& entry) {
  return std::make_tuple(entry.active, static_cast<int>(entry.action), -entry.threshold);
}

}  // namespace

DetectorSet::DetectorSet() : patterns_(std::make_unique<CompiledPatterns>()) {}
DetectorSet::~DetectorSet() = default;

Result<std::shared_ptr<const DetectorSet>> DetectorSet::compile(
    std::span<const GuardrailPolicy> guardrails, PatternMatcher& matcher) {
  Result<PatternList> list = list_patterns(guardrails, matcher);
  if (!list.ok()) return std::move(list).status();
  std::shared_ptr<DetectorSet> set(new DetectorSet());
  for (const GuardrailPolicy& guardrail : guardrails) {
    set->patterns_->guardrails.push_back(guardrail.name);
    auto& rules = set->rules_.emplace_back();
    for (const RulePolicy& rule : guardrail.rules) rules.push_back({rule.action, rule.threshold});
  }
  WEIR_RETURN_IF_ERROR(compile_patterns(std::move(list).value(), matcher, *set->patterns_));
  set->hash_ = hash_of(*set->patterns_, matcher);
  return std::shared_ptr<const DetectorSet>(std::move(set));
}

Ruleset DetectorSet::ruleset(std::span<const size_t> guardrails) const {
  std::vector<Ruleset::Entry> entries(patterns_->patterns.size());
  Ruleset out;
  bool is_empty = true;
  for (const size_t guardrail : guardrails) {
    for (size_t rule = 0; rule < rules_[guardrail].size(); ++rule) {
      const auto& [action, threshold] = rules_[guardrail][rule];
      const Ruleset::Entry entry{true, action, threshold, guardrail, rule};
      for (const uint32_t pattern : patterns_->members[guardrail][rule]) {
        is_empty = false;
        add_need(patterns_->patterns[pattern], out.needs_);
        out.changes_text_ = out.changes_text_ || action != GuardrailAction::kFlag;
        if (strictness(entry) > strictness(entries[pattern])) entries[pattern] = entry;
      }
    }
  }
  if (is_empty) return out;
  out.patterns_ = patterns_.get();
  std::vector<uint64_t> wanted;
  for (const DetectorAutomaton& automaton : patterns_->automata) {
    uint64_t& set = wanted.emplace_back(0);
    for (size_t i = 0; i < automaton.patterns.size(); ++i) {
      if (entries[automaton.patterns[i]].active) set |= uint64_t{1} << i;
    }
  }
  out.entries_ = std::make_shared<const std::vector<Ruleset::Entry>>(std::move(entries));
  out.wanted_ = std::make_shared<const std::vector<uint64_t>>(std::move(wanted));
  return out;
}

size_t DetectorSet::size_bytes() const {
  size_t bytes = 0;
  const auto add = [&bytes](const DatabasePointer& database) {
    if (database != nullptr) bytes += database->size_bytes();
  };
  for (const auto& automaton : patterns_->automata) bytes += automaton.automaton->size_bytes();
  for (const CompiledPattern& pattern : patterns_->patterns) add(pattern.start);
  for (const DatabasePointer* database :
       {&patterns_->heads, &patterns_->literals, &patterns_->user, &patterns_->hold}) {
    add(*database);
  }
  return bytes;
}

}  // namespace weir
