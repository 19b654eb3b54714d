#include "guardrails/allowed_findings.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "guardrails/compiled_patterns.h"

namespace weir {
namespace {

// The starts of places, each with the furthest end of those that begin there or before.
using Places = std::map<size_t, size_t>;

void join_ends(Places& places) {
  size_t furthest = 0;
  for (auto& [start, end] : places) {
    furthest = std::max(furthest, end);
    end = furthest;
  }
}

bool covers(const Places& places, const ScoredMatch& match) {
  const auto behind = places.upper_bound(match.start);
  return behind != places.begin() && std::prev(behind)->second >= match.end;
}

}  // namespace

void drop_allowed(std::vector<ScoredMatch>& cluster, const Ruleset& ruleset) {
  const auto kind_of = [&](const ScoredMatch& match) {
    const Ruleset::Entry& entry = *ruleset.entry(match.pattern, match.rule);
    const std::string_view entity = ruleset.patterns().patterns[match.pattern].entity;
    return std::make_tuple(entry.guardrail, entry.rule, entity);
  };
  std::map<std::tuple<size_t, size_t, std::string_view>, Places> allowed;
  for (const ScoredMatch& match : cluster) {
    if (!match.is_allowed) continue;
    size_t& end = allowed[kind_of(match)][match.start];
    end = std::max(end, match.end);
  }
  if (allowed.empty()) return;
  for (auto& [kind, places] : allowed) join_ends(places);
  std::erase_if(cluster, [&](const ScoredMatch& match) {
    const auto places = allowed.find(kind_of(match));
    return match.is_allowed || (places != allowed.end() && covers(places->second, match));
  });
}

}  // namespace weir
