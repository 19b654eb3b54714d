#include "gateway/meter.h"

#include <algorithm>

namespace weir {
namespace {

Usage estimate(const MeterInput& input) {
  Usage usage;
  usage.input_tokens = estimated_tokens(input.request_bytes);
  usage.output_tokens = estimated_tokens(input.received_bytes);
  usage.total_tokens = *usage.input_tokens + *usage.output_tokens;
  return usage;
}

// A provider may leave the total out; it never leaves the parts out where it counts at all.
Usage completed(Usage usage) {
  if (!usage.total_tokens && usage.input_tokens && usage.output_tokens) {
    int64_t total = 0;
    if (!__builtin_add_overflow(*usage.input_tokens, *usage.output_tokens, &total)) {
      usage.total_tokens = total;
    }
  }
  return usage;
}

void add(std::vector<ActualUse>& used, Metric metric, std::optional<int64_t> amount) {
  if (amount) used.push_back({metric, *amount});
}

}  // namespace

int64_t estimated_tokens(int64_t bytes) {
  return (bytes + 3) / 4;
}

Metered meter(const MeterInput& input, const PriceList& prices, std::string_view model) {
  Metered metered;
  metered.basis = input.basis;
  switch (input.basis) {
    case ChargeBasis::kReported:
      metered.usage = completed(input.reported.value_or(Usage{}));
      break;
    case ChargeBasis::kReceived:
      metered.usage = estimate(input);
      metered.estimated = true;
      metered.most_output_tokens = input.received_bytes;
      break;
    case ChargeBasis::kRefused:
      metered.usage = {0, 0, 0, {}, {}};
      metered.cost_nano_usd = 0;
      return metered;
    case ChargeBasis::kNeverSent:
    case ChargeBasis::kUnknown:
      return metered;
  }
  const auto match = prices.find(model);
  if (match && metered.usage.input_tokens && metered.usage.output_tokens) {
    ActualUsage usage;
    usage.input_tokens = *metered.usage.input_tokens;
    usage.output_tokens = *metered.usage.output_tokens;
    usage.cached_input_tokens = metered.usage.cached_input_tokens.value_or(0);
    metered.cost_nano_usd = actual_cost(*match->price, usage);
    metered.price_source = match->list;
    if (!match->price->as_of.empty()) metered.price_source += " of " + match->price->as_of;
  }
  return metered;
}

std::vector<ActualUse> actual_use(const Metered& metered) {
  std::vector<ActualUse> used;
  add(used, Metric::kRequests, 1);
  add(used, Metric::kInputTokens, metered.usage.input_tokens);
  add(used, Metric::kOutputTokens, metered.usage.output_tokens);
  add(used, Metric::kTotalTokens, metered.usage.total_tokens);
  add(used, Metric::kNanoUsd, metered.cost_nano_usd);
  return used;
}

std::vector<ActualUse> settled_use(const Metered& metered, const TokenBound& bound,
                                   const PriceList& prices, std::string_view model) {
  if (metered.basis != ChargeBasis::kReceived) return actual_use(metered);
  std::vector<ActualUse> used = {{Metric::kRequests, 1}};
  if (!bound.output_tokens) return used;  // no quota counts tokens
  const int64_t output = std::min(*metered.most_output_tokens, *bound.output_tokens);
  used.push_back({Metric::kOutputTokens, output});
  if (!bound.input_tokens) return used;
  used.push_back({Metric::kTotalTokens, *bound.input_tokens + output});
  if (const auto match = prices.find(model)) {
    used.push_back(
        {Metric::kNanoUsd, upper_bound(*match->price, {*bound.input_tokens, output, 1, true})});
  }
  return used;
}

}  // namespace weir
