#include "guardrails/detector_set.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/digest.h"
#include "guardrails/allowlist.h"
#include "guardrails/compiled_patterns.h"
#include "guardrails/pattern_compiler.h"
#include "guardrails/pattern_list.h"

namespace weir {
namespace {

// To be raised whenever the scanner, the normaliser or a validator finds something else than
// before.
constexpr std::string_view kScannerVersion = "weir scanner 1";

std::string hash_of(const CompiledPatterns& patterns, std::string_view allowed,
                    const PatternMatcher& matcher) {
  std::string all(kScannerVersion);
  const auto append = [&all](std::string_view text) {
    all += std::to_string(text.size());
    all += ':';
    all += text;
  };
  append(matcher.version());
  append(allowed);
  for (const CompiledPattern& pattern : patterns.patterns) {
    append(std::to_string(static_cast<int>(pattern.kind)));
    append(pattern.entity);
    append(pattern.source);
    if (pattern.detector == nullptr) continue;
    append(pattern.detector->context);
    append(std::to_string(pattern.detector->score));
    append(pattern.detector->needs_word ? "w" : "");
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

auto strictness(const Ruleset::Entry& entry) {
  return std::make_tuple(static_cast<int>(entry.action), -entry.threshold);
}

bool is_same_rule(const Ruleset::Entry& a, const Ruleset::Entry& b) {
  return a.guardrail == b.guardrail && a.rule == b.rule;
}

// Rules come in the order of the policy; `weaker` holds those of one pattern beside `strictest`.
void add_rule(Ruleset::Entry entry, Ruleset::Entry& strictest,
              std::vector<Ruleset::Entry>& weaker) {
  const double least = std::min(entry.threshold, strictest.least);
  if (strictness(entry) > strictness(strictest)) {
    std::swap(entry, strictest);
    weaker.insert(weaker.begin(), entry);
  } else {
    const auto at = std::upper_bound(weaker.begin(), weaker.end(), entry,
                                     [](const Ruleset::Entry& a, const Ruleset::Entry& b) {
                                       return strictness(a) > strictness(b);
                                     });
    weaker.insert(at, entry);
  }
  strictest.least = least;
}

Result<std::shared_ptr<const Allowlist>> allowlist_of(const RulePolicy& rule) {
  if (rule.allowlist.empty()) return std::shared_ptr<const Allowlist>();
  Result<Allowlist> made = Allowlist::make(rule.allowlist);
  if (!made.ok()) return std::move(made).status();
  return std::shared_ptr<const Allowlist>(std::make_shared<Allowlist>(std::move(made).value()));
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
    for (size_t i = 0; i < guardrail.rules.size(); ++i) {
      const RulePolicy& rule = guardrail.rules[i];
      auto allowlist = allowlist_of(rule);
      if (!allowlist.ok()) {
        return std::move(allowlist)
            .status()
            .with_context(rule_pointer(guardrail.name, i))
            .with_context("guardrail \"" + guardrail.name + "\"");
      }
      rules.push_back({rule.action, rule.threshold, std::move(allowlist).value()});
    }
  }
  set->patterns_->numbering_plans = matcher.numbering_plans();
  WEIR_RETURN_IF_ERROR(compile_patterns(std::move(list).value(), matcher, *set->patterns_));
  set->hash_ = hash_of(*set->patterns_, set->allowed(), matcher);
  return std::shared_ptr<const DetectorSet>(std::move(set));
}

// All allowlists and their places, for the hash.
std::string DetectorSet::allowed() const {
  std::string all;
  for (size_t guardrail = 0; guardrail < rules_.size(); ++guardrail) {
    for (size_t rule = 0; rule < rules_[guardrail].size(); ++rule) {
      const Allowlist* const list = rules_[guardrail][rule].allowlist.get();
      if (list == nullptr) continue;
      all += std::to_string(guardrail) + ' ' + std::to_string(rule) + list->source() + '\n';
    }
  }
  return all;
}

Ruleset DetectorSet::ruleset(std::span<const size_t> guardrails) const {
  auto out = std::make_shared<Ruleset::Rules>();
  out->patterns = patterns_.get();
  out->entries.resize(patterns_->patterns.size());
  bool is_empty = true;
  for (const size_t guardrail : guardrails) {
    for (size_t rule = 0; rule < rules_[guardrail].size(); ++rule) {
      const auto& [action, threshold, allowlist] = rules_[guardrail][rule];
      const Ruleset::Entry entry{true, action,    threshold,      guardrail,
                                 rule, threshold, allowlist.get()};
      for (const uint32_t pattern : patterns_->members[guardrail][rule]) {
        is_empty = false;
        add_need(patterns_->patterns[pattern], out->needs);
        out->changes_text = out->changes_text || action != GuardrailAction::kFlag;
        Ruleset::Entry& strictest = out->entries[pattern];
        if (!strictest.active) {
          strictest = entry;
        } else if (!is_same_rule(strictest, entry)) {
          add_rule(entry, strictest, out->weaker[pattern]);
        }
      }
    }
  }
  Ruleset ruleset;
  if (is_empty) return ruleset;
  add_automata(*out);
  ruleset.rules_ = std::move(out);
  return ruleset;
}

void DetectorSet::add_automata(Ruleset::Rules& rules) const {
  for (const DetectorAutomaton& automaton : patterns_->automata) {
    uint64_t& set = rules.wanted.emplace_back(0);
    bool is_gated = automaton.needs_word;
    for (size_t i = 0; i < automaton.forms.size(); ++i) {
      for (const uint32_t pattern : automaton.forms[i]) {
        const Ruleset::Entry& entry = rules.entries[pattern];
        if (!entry.active) continue;
        set |= uint64_t{1} << i;
        is_gated = is_gated && patterns_->patterns[pattern].detector->score < entry.least;
      }
    }
    if (is_gated) rules.word_gated |= uint64_t{1} << (rules.wanted.size() - 1);
  }
}

const Ruleset::Entry* Ruleset::entry(uint32_t pattern, uint32_t rule) const {
  if (rule == 0) return &rules().entries[pattern];
  const auto others = rules().weaker.find(pattern);
  const bool is_there = others != rules().weaker.end() && rule <= others->second.size();
  return is_there ? &others->second[rule - 1] : nullptr;
}

size_t DetectorSet::size_bytes() const {
  size_t bytes = 0;
  const auto add = [&bytes](const DatabasePointer& database) {
    if (database != nullptr) bytes += database->size_bytes();
  };
  for (const auto& automaton : patterns_->automata) bytes += automaton.automaton->size_bytes();
  for (const CompiledPattern& pattern : patterns_->patterns) add(pattern.start);
  for (const DatabasePointer* database : {&patterns_->heads, &patterns_->literals,
                                          &patterns_->words, &patterns_->user, &patterns_->hold}) {
    add(*database);
  }
  return bytes;
}

}  // namespace weir
