#include "guardrails/pattern_check.h"

#include <algorithm>
#include <utility>

#include "guardrails/comparison.h"
#include "guardrails/detectors/letter_case.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/placeholders.h"

namespace weir {
namespace {

// Letters, digits and `more`.
std::string characters_of(std::string_view text, std::string_view more) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [more](char byte) {
    return is_alphanumeric(byte) || more.find(byte) != std::string_view::npos;
  });
  return out;
}

// The digits, and an X behind the last.
std::string digits_and_x(std::string_view text) {
  std::string digits = digits_of(text);
  const size_t last = text.find_last_of("0123456789Xx");
  if (last != std::string_view::npos && to_lower(text[last]) == 'x') digits += 'X';
  return digits;
}

bool passes_mod_11(std::string_view text, const std::vector<int>& weights) {
  std::string digits = digits_and_x(text);
  if (digits.size() != weights.size()) return false;
  const bool is_ten = digits.back() == 'X';
  if (is_ten) digits.back() = '0';
  const int sum = weighted_sum(digits, weights, 11);
  return (sum + (is_ten ? 10 * weights.back() : 0)) % 11 == 0;
}

std::string source_of(const PatternPolicy& policy) {
  std::string source = "\ncheck " + std::to_string(policy.capture) + ' ' +
                       std::to_string(static_cast<int>(policy.validator)) + ' ' +
                       std::to_string(policy.entropy) + ' ' + std::to_string(policy.score);
  for (const int weight : policy.weights) source += ' ' + std::to_string(weight);
  for (const std::string& word : policy.context) source += '\n' + word;
  return source;
}

}  // namespace

bool passes(PatternValidator validator, const std::vector<int>& weights, double entropy,
            std::string_view finding) {
  switch (validator) {
    case PatternValidator::kNone:
      return true;
    case PatternValidator::kLuhn:
      return passes_luhn(finding);
    case PatternValidator::kMod97:
      return mod_97(finding) == 1;
    case PatternValidator::kMod11:
      return passes_mod_11(finding, weights);
    case PatternValidator::kIso7064Mod11And2:
      return passes_iso7064_mod_11_2(digits_and_x(finding));
    case PatternValidator::kIso7064Mod11And10:
      return passes_iso7064_mod_11_10(digits_of(finding));
    case PatternValidator::kIso7064Mod37And2:
      return passes_iso7064_mod_37_2(characters_of(finding, "*"));
    case PatternValidator::kIso7064Mod37And36:
      return passes_iso7064_mod_37_36(characters_of(finding, ""));
    case PatternValidator::kVerhoeff:
      return passes_verhoeff(digits_of(finding));
    case PatternValidator::kGs1:
      return passes_gs1(digits_of(finding));
    case PatternValidator::kEntropy:
      return shannon_entropy(finding) >= entropy;
  }
  return false;
}

bool PatternCheck::is_needed(const PatternPolicy& policy) {
  return policy.capture > 0 || policy.validator != PatternValidator::kNone || policy.score < 1;
}

Result<PatternCheck> PatternCheck::make(const PatternPolicy& policy, PatternMatcher& matcher) {
  PatternCheck check;
  check.capture_ = policy.capture;
  check.validator_ = policy.validator;
  check.weights_ = policy.weights;
  check.entropy_ = policy.entropy;
  check.score_ = policy.score;
  for (const std::string& word : policy.context) {
    check.context_ += (check.context_.empty() ? "" : ",") + lower_case(folded_lower(word));
  }
  check.source_ = source_of(policy);
  if (policy.capture == 0) return check;
  Result<RuleExpressionPointer> groups = matcher.read_groups(policy.regex);
  if (!groups.ok()) return std::move(groups).status();
  check.groups_ = std::move(groups).value();
  const size_t count = check.groups_->group_count();
  if (policy.capture <= count) return check;
  return Status(Code::kInvalidPolicy, "pattern.capture",
                count == 0 ? "the expression has no group: put ( and ) round what is the finding"
                           : "the expression has only " + std::to_string(count) +
                                 (count == 1 ? " group" : " groups") +
                                 ": count its ( that are not (?: from 1");
}

Verdict PatternCheck::judge(const Candidate& candidate, double threshold,
                            ContextWords& context) const {
  Candidate finding = candidate;
  if (groups_ != nullptr) {
    const auto groups = groups_->match(candidate.text, candidate.start, candidate.end);
    const bool has_part = capture_ < groups.size() && !groups[capture_].empty();
    if (has_part) finding = narrowed(candidate, groups[capture_]);
  }
  if (!passes(validator_, weights_, entropy_, finding.match())) return refuse();
  Verdict verdict = accept(finding, score_);
  if (context_.empty()) return verdict;
  const double raised = std::clamp(score_ + kContextRaise, kContextMinimum, 1.0);
  if (raised < threshold) return verdict;
  if (context.hold_one_of(context_, finding)) {
    verdict.score = raised;
  }
  return verdict;
}

}  // namespace weir
