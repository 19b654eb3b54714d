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

// Of what is known; what does not fit a number is not known.
std::optional<int64_t> sum_of(std::optional<int64_t> a, std::optional<int64_t> b) {
  if (!a || !b) return a ? a : b;
  int64_t sum = 0;
  return __builtin_add_overflow(*a, *b, &sum) ? std::nullopt : std::optional(sum);
}

bool lacks_price(const Metered& metered) {
  return !metered.cost_nano_usd && metered.usage.total_tokens.value_or(0) > 0;
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
    case ChargeBasis::kCut:
      metered.usage = estimate(input);
      metered.estimated = true;
      if (input.basis == ChargeBasis::kReceived) metered.most_output_tokens = input.received_bytes;
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

Metered with_attempt(const Metered& sum, const Metered& attempt) {
  Metered out = attempt;
  out.usage.input_tokens = sum_of(sum.usage.input_tokens, attempt.usage.input_tokens);
  out.usage.output_tokens = sum_of(sum.usage.output_tokens, attempt.usage.output_tokens);
  out.usage.total_tokens = sum_of(sum.usage.total_tokens, attempt.usage.total_tokens);
  out.usage.cached_input_tokens =
      sum_of(sum.usage.cached_input_tokens, attempt.usage.cached_input_tokens);
  out.usage.reasoning_tokens = sum_of(sum.usage.reasoning_tokens, attempt.usage.reasoning_tokens);
  out.cost_nano_usd = sum_of(sum.cost_nano_usd, attempt.cost_nano_usd);
  if (lacks_price(sum) || lacks_price(attempt)) out.cost_nano_usd.reset();
  if (out.price_source.empty()) out.price_source = sum.price_source;
  out.is_partial = sum.is_partial || attempt.basis == ChargeBasis::kUnknown;
  out.estimated = sum.estimated || attempt.estimated ||
                  (out.is_partial && (out.usage.total_tokens || out.cost_nano_usd));
  return out;
}

std::vector<ActualUse> use_on_record(const LoggedUse& logged) {
  if (logged.outcome == Outcome::kInterrupted || logged.usage_estimated || logged.attempts > 1) {
    return {};
  }
  Metered metered;
  metered.usage.input_tokens = logged.input_tokens;
  metered.usage.output_tokens = logged.output_tokens;
  metered.usage.total_tokens = logged.total_tokens;
  metered.cost_nano_usd = logged.cost_nano_usd;
  return actual_use(metered);
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
  if (metered.basis == ChargeBasis::kCut) return {{Metric::kRequests, 1}};
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
