#include "gateway/route.h"

#include <algorithm>

namespace weir {
namespace {

size_t by_weight(const std::vector<TargetPolicy>& targets, uint64_t random) {
  uint64_t total = 0;
  for (const auto& target : targets) total += static_cast<uint64_t>(target.weight);
  if (total == 0) return 0;
  uint64_t point = random % total;
  for (size_t i = 0; i < targets.size(); ++i) {
    const auto weight = static_cast<uint64_t>(targets[i].weight);
    if (point < weight) return i;
    point -= weight;
  }
  return targets.size() - 1;
}

}  // namespace

std::vector<size_t> choose_targets(const EndpointPolicy& endpoint, uint64_t random) {
  std::vector<size_t> order;
  if (endpoint.targets.empty()) return order;
  order.push_back(by_weight(endpoint.targets, random));
  for (size_t i = 0; i < endpoint.targets.size(); ++i) {
    if (i != order.front()) order.push_back(i);
  }
  const auto attempts = static_cast<size_t>(std::max(endpoint.fallback.attempts, 1));
  // A single target may be tried again; several are tried once each.
  while (order.size() < attempts) order.push_back(order[order.size() % endpoint.targets.size()]);
  order.resize(attempts);
  return order;
}

bool falls_back(const FallbackPolicy& fallback, const Status& failure) {
  switch (failure.code()) {
    case Code::kUnavailable:
      return fallback.on_connect;
    case Code::kTimeout:
      return fallback.on_timeout && failure.reason() != "http.timeout.total";
    case Code::kProvider:
      if (failure.http_status() == 429) return fallback.on_429;
      return fallback.on_5xx && failure.http_status() >= 500;
    default:
      return false;
  }
}

}  // namespace weir
