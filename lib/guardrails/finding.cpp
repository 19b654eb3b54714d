#include "guardrails/finding.h"

#include <algorithm>
#include <utility>

namespace weir {

std::vector<Finding> merged(const std::vector<Finding>& first, const std::vector<Finding>& second) {
  std::vector<Finding> out;
  out.reserve(first.size() + second.size());
  auto next = first.begin();
  for (const Finding& finding : second) {
    for (; next != first.end() && next->end <= finding.start; ++next) out.push_back(*next);
    const bool is_known = next != first.end() && next->start < finding.end;
    if (!is_known) out.push_back(finding);
  }
  out.insert(out.end(), next, first.end());
  return out;
}

std::vector<Edit> merged(std::vector<Edit> first, std::vector<Edit> second) {
  std::vector<Edit> out;
  out.reserve(first.size() + second.size());
  bool has_first = false;  // in the last edit of `out`
  auto of_first = first.begin();
  auto of_second = second.begin();
  while (of_first != first.end() || of_second != second.end()) {
    const bool takes_first = of_second == second.end() ||
                             (of_first != first.end() && of_first->start <= of_second->start);
    Edit& edit = takes_first ? *of_first++ : *of_second++;
    if (out.empty() || edit.start >= out.back().end) {
      out.push_back(std::move(edit));
      has_first = takes_first;
      continue;
    }
    out.back().end = std::max(out.back().end, edit.end);
    if (takes_first && !has_first) out.back().replacement = std::move(edit.replacement);
    has_first = has_first || takes_first;
  }
  return out;
}

}  // namespace weir
