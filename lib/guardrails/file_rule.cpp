#include "guardrails/file_rule.h"

#include <algorithm>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/placeholders.h"

namespace weir {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), to_lower);
  return out;
}

bool holds_one(std::string_view text, const std::vector<std::string>& words) {
  const std::string small = lower(text);
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return small.find(word) != std::string::npos;
  });
}

// The match and what may be looked at round it.
std::string_view surroundings(const Candidate& candidate) {
  const size_t first = candidate.start - std::min(candidate.start, kLeftContext);
  const size_t last = std::min(candidate.end + kRightContext, candidate.text.size());
  return candidate.text.substr(first, last - first);
}

std::string_view line_of(const Candidate& candidate) {
  const std::string_view all = surroundings(candidate);
  const auto match = static_cast<size_t>(candidate.match().data() - all.data());
  const size_t before = all.substr(0, match).find_last_of('\n');
  const size_t first = before == std::string_view::npos ? 0 : before + 1;
  const size_t behind = all.find('\n', match + candidate.match().size());
  return all.substr(first, std::min(behind, all.size()) - first);
}

std::string_view secret_of(const FileRule& rule, const std::vector<std::string_view>& groups) {
  if (rule.secret_group > 0) {
    return rule.secret_group < groups.size() ? groups[rule.secret_group] : std::string_view();
  }
  for (size_t i = 1; i < groups.size(); ++i) {
    if (!groups[i].empty()) return groups[i];
  }
  return groups.front();
}

bool is_allowed(const RuleAllowlist& list, const Candidate& candidate, std::string_view secret) {
  if (list.is_void) return false;
  std::string_view target = secret;
  if (list.target == RuleAllowlist::Target::kMatch) target = candidate.match();
  if (list.target == RuleAllowlist::Target::kLine) target = line_of(candidate);
  const bool is_matched =
      std::any_of(list.expressions.begin(), list.expressions.end(),
                  [target](const RuleExpressionPointer& one) { return one->occurs_in(target); });
  const bool has_stopword = holds_one(secret, list.stopwords);
  if (!list.needs_all) return is_matched || has_stopword;
  return (is_matched || list.expressions.empty()) && (has_stopword || list.stopwords.empty()) &&
         (is_matched || has_stopword);
}

}  // namespace

Candidate narrowed(const Candidate& candidate, std::string_view part) {
  const auto start = static_cast<size_t>(part.data() - candidate.text.data());
  return {candidate.text, start, start + part.size()};
}

Verdict judge(const FileRule& rule, const Candidate& candidate) {
  if (!rule.keywords.empty() && !holds_one(surroundings(candidate), rule.keywords)) return refuse();
  const std::vector<std::string_view> groups =
      rule.groups->match(candidate.text, candidate.start, candidate.end);
  if (groups.empty()) return refuse();
  const std::string_view secret = secret_of(rule, groups);
  if (secret.empty()) return refuse();
  if (rule.entropy > 0 && shannon_entropy(secret) <= rule.entropy) return refuse();
  const bool is_known =
      std::any_of(rule.allowlists.begin(), rule.allowlists.end(),
                  [&](const RuleAllowlist& list) { return is_allowed(list, candidate, secret); });
  if (is_known) return refuse();
  return accept(narrowed(candidate, secret), 1.0);
}

}  // namespace weir
