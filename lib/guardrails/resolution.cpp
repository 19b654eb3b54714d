#include "guardrails/resolution.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace weir {
namespace {

auto rank(const ScoredMatch& match) {
  return std::make_tuple(-static_cast<int>(match.action), -match.score,
                         -static_cast<std::ptrdiff_t>(match.end - match.start), !match.is_named,
                         match.start, match.pattern);
}

using Taken = std::map<size_t, ScoredMatch>;  // by start

// The first one taken that ends behind `start`.
Taken::iterator first_behind(Taken& taken, size_t start) {
  auto next = taken.upper_bound(start);
  if (next != taken.begin() && std::prev(next)->second.end > start) --next;
  return next;
}

// The bytes of `match` that nobody has go to its neighbours in `taken`.
void cover(Taken& taken, const ScoredMatch& match) {
  auto first = first_behind(taken, match.start);
  if (match.start < first->second.start) {
    ScoredMatch wider = first->second;
    wider.start = match.start;
    taken.erase(first);
    first = taken.emplace(wider.start, wider).first;
  }
  for (auto at = first; at != taken.end() && at->second.end < match.end;) {
    const auto next = std::next(at);
    const bool has_next = next != taken.end() && next->second.start < match.end;
    at->second.end = has_next ? next->second.start : match.end;
    if (!has_next) break;
    at = next;
  }
}

bool overlaps(Taken& taken, const ScoredMatch& match) {
  const auto near = first_behind(taken, match.start);
  return near != taken.end() && near->second.start < match.end;
}

}  // namespace

std::vector<ScoredMatch> resolve(std::vector<ScoredMatch> cluster) {
  if (cluster.size() <= 1) return cluster;
  std::sort(cluster.begin(), cluster.end(),
            [](const ScoredMatch& a, const ScoredMatch& b) { return rank(a) < rank(b); });
  const auto flags = std::find_if(cluster.begin(), cluster.end(), [](const ScoredMatch& match) {
    return match.action == GuardrailAction::kFlag;
  });
  Taken taken;
  std::vector<const ScoredMatch*> dropped;
  for (auto match = cluster.begin(); match != flags; ++match) {
    if (overlaps(taken, *match)) {
      dropped.push_back(&*match);
    } else {
      taken.emplace(match->start, *match);
    }
  }
  for (const ScoredMatch* match : dropped) cover(taken, *match);
  for (auto match = flags; match != cluster.end(); ++match) {
    if (!overlaps(taken, *match)) taken.emplace(match->start, *match);
  }
  std::vector<ScoredMatch> findings;
  findings.reserve(taken.size());
  for (const auto& [start, match] : taken) findings.push_back(match);
  return findings;
}

}  // namespace weir
