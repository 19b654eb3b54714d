// What a call costs, in whole nano-USD: a dated list of well-known models, and the policy's own
// prices over it.
//
// A price is nano-USD per million tokens, so $0.15 per million is 150'000'000. All arithmetic is in
// 128-bit integers and rounds up; a cost that does not fit is INT64_MAX, which no limit admits.
//
// What the list leaves out, so that nobody counts on it: audio and image tokens, tools billed by
// use, and service tiers that cost more than the standard one ("priority"). A caller who holds a
// budget must refuse those or give prices of his own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace weir {

// Nano-USD per million tokens.
struct TokenPrices {
  int64_t input = 0;
  int64_t cached_input = 0;  // input read from the provider's prompt cache
  int64_t output = 0;        // reasoning tokens among them
  int64_t cache_write = 0;   // input written to the prompt cache; 0: costs what `input` costs
};

struct Price {
  std::string model;  // as a request names it, without the date of a snapshot
  TokenPrices standard;
  // Some models cost more, whole call, when the input is longer than this. 0: one price.
  int64_t long_context_above_tokens = 0;
  TokenPrices long_context;
  std::string as_of;   // ISO date on which the price was read
  std::string source;  // where, a URL
};

// The most that a call can use.
struct UsageBound {
  int64_t input_tokens = 0;
  int64_t max_output_tokens = 0;  // of each choice
  int64_t choices = 1;
  bool may_write_cache = true;  // false only when the request cannot (no cache_control in it)
};

// What a call did use. `input_tokens` holds the cached ones and those written to the cache.
struct ActualUsage {
  int64_t input_tokens = 0;
  int64_t cached_input_tokens = 0;
  int64_t cache_write_tokens = 0;
  int64_t output_tokens = 0;
};

// INT64_MAX for a number below zero: what is not known is not cheap.
[[nodiscard]] int64_t upper_bound(const Price& price, const UsageBound& bound);

// nullopt when the numbers cannot be (below zero, or more cached tokens than input): charge the
// reservation instead.
[[nodiscard]] std::optional<int64_t> actual_cost(const Price& price, const ActualUsage& usage);

// "0.00015", "12.50": at least two decimals, no more than are needed.
[[nodiscard]] std::string usd_text(int64_t nano_usd);

// The dated list. Its rows live for ever.
inline constexpr std::string_view kBuiltInPriceListId = "weir-2025-11-30";
[[nodiscard]] const std::vector<Price>& built_in_prices();

// Immutable, safe for concurrent use.
class PriceList {
 public:
  struct Match {
    const Price* price = nullptr;  // borrowed from the list
    std::string_view list;         // "policy" or kBuiltInPriceListId: the row's price_source
  };

  // kInvalidArgument "price.invalid" for a price below zero or a model named twice.
  [[nodiscard]] static Result<PriceList> make(std::vector<Price> overrides);

  // The price of exactly this model; else, when its name ends in the date of a snapshot
  // (gpt-4o-mini-2024-07-18, claude-3-5-haiku-20241022) or in a three-digit revision
  // (gemini-2.0-flash-001), that of the model without it. The policy's row wins over the list's at
  // each of the two steps: some snapshots cost more than their family and have rows of their own.
  // nullopt: no price is known, so a limit on money cannot be held. Fine-tuned models
  // ("ft:…") cost more than their base and match only a row of their own.
  [[nodiscard]] std::optional<Match> find(std::string_view model) const;

 private:
  explicit PriceList(std::vector<Price> overrides) : overrides_(std::move(overrides)) {}
  [[nodiscard]] std::optional<Match> find_exact(std::string_view model) const;

  std::vector<Price> overrides_;  // sorted by model
};

}  // namespace weir
