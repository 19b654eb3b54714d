#include "evaluation.h"

#include <algorithm>

namespace cli {
namespace {

std::optional<double> share(int64_t part, int64_t whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

Fault fault_at(const std::string& id, int64_t line, const std::string& text, const Span& span) {
  const auto start = static_cast<size_t>(span.start);
  return {id, line, span, text.substr(start, static_cast<size_t>(span.end) - start)};
}

}  // namespace

std::optional<double> Score::precision() const {
  return share(right, found);
}

std::optional<double> Score::recall() const {
  return share(right, expected);
}

double Score::f1() const {
  return share(2 * right, expected + found).value_or(1);
}

bool Evaluation::is_right(const Span& expected, const Span& found) const {
  if (expected.entity != found.entity) return false;
  if (any_overlap_) return expected.start < found.end && found.start < expected.end;
  return expected.start == found.start && expected.end == found.end;
}

void Evaluation::add(const std::string& id, int64_t line, const std::string& text,
                     const std::vector<Span>& expected, const std::vector<Span>& found) {
  ++cases_;
  std::vector<bool> is_met(expected.size());
  for (const Span& finding : found) {
    Score& score = by_entity_[finding.entity];
    ++score.found;
    size_t at = 0;
    while (at < expected.size() && (is_met[at] || !is_right(expected[at], finding))) ++at;
    if (at < expected.size()) {
      is_met[at] = true;
      ++score.right;
    } else {
      false_alarms_.push_back(fault_at(id, line, text, finding));
    }
  }
  for (size_t at = 0; at < expected.size(); ++at) {
    ++by_entity_[expected[at].entity].expected;
    if (!is_met[at]) misses_.push_back(fault_at(id, line, text, expected[at]));
  }
}

Score Evaluation::overall() const {
  Score sum;
  for (const auto& [entity, score] : by_entity_) {
    sum.expected += score.expected;
    sum.found += score.found;
    sum.right += score.right;
  }
  return sum;
}

}  // namespace cli
