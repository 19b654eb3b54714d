#include "inference_log/prices.h"

#include <algorithm>
#include <limits>

namespace weir {
namespace {

__extension__ using Wide = __int128;

constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
constexpr Wide kTokensOfPrice = 1'000'000;
constexpr uint64_t kNanoPerUsd = 1'000'000'000;

int64_t cache_write_of(const TokenPrices& prices) {
  return prices.cache_write > 0 ? prices.cache_write : prices.input;
}

// `amount`: nano-USD times a million.
int64_t round_up(Wide amount) {
  const Wide nano = (amount + kTokensOfPrice - 1) / kTokensOfPrice;
  return nano > kMax ? kMax : static_cast<int64_t>(nano);
}

// A product of two int64 has at most 126 bits; a sum of products is cut well before it overflows.
Wide add(Wide sum, int64_t tokens, int64_t price) {
  constexpr Wide kCeiling = Wide{kMax} * kTokensOfPrice * 2;
  return std::min(kCeiling, sum + std::min(kCeiling, Wide{tokens} * price));
}

int64_t bound_at(const TokenPrices& prices, const UsageBound& bound) {
  int64_t input = std::max(prices.input, prices.cached_input);
  if (bound.may_write_cache) input = std::max(input, cache_write_of(prices));
  const Wide output_tokens = std::min(Wide{kMax}, Wide{bound.max_output_tokens} * bound.choices);
  const Wide sum = add(0, bound.input_tokens, input);
  return round_up(add(sum, static_cast<int64_t>(output_tokens), prices.output));
}

bool is_long(const Price& price, int64_t input_tokens) {
  return price.long_context_above_tokens > 0 && input_tokens > price.long_context_above_tokens;
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

bool is_date(std::string_view year, std::string_view month, std::string_view day) {
  if (!is_digits(year) || !is_digits(month) || !is_digits(day)) return false;
  const int y = number(year);
  const int m = number(month);
  const int d = number(day);
  return y >= 2020 && y < 2100 && m >= 1 && m <= 12 && d >= 1 && d <= 31;
}

// Length of "-2024-07-18", "-20241022" or "-001" at the end of `model`; 0 when there is none.
size_t snapshot_suffix_length(std::string_view model) {
  const size_t size = model.size();
  if (size > 11 && model[size - 11] == '-' && model[size - 6] == '-' && model[size - 3] == '-' &&
      is_date(model.substr(size - 10, 4), model.substr(size - 5, 2), model.substr(size - 2))) {
    return 11;
  }
  if (size > 9 && model[size - 9] == '-' &&
      is_date(model.substr(size - 8, 4), model.substr(size - 4, 2), model.substr(size - 2))) {
    return 9;
  }
  if (size > 4 && model[size - 4] == '-' && is_digits(model.substr(size - 3))) return 4;
  return 0;
}

bool is_below_zero(const TokenPrices& prices) {
  return prices.input < 0 || prices.cached_input < 0 || prices.output < 0 || prices.cache_write < 0;
}

const Price* find_in(const std::vector<Price>& sorted, std::string_view model) {
  const auto at = std::lower_bound(
      sorted.begin(), sorted.end(), model,
      [](const Price& price, std::string_view name) { return price.model < name; });
  return at != sorted.end() && at->model == model ? &*at : nullptr;
}

}  // namespace

int64_t upper_bound(const Price& price, const UsageBound& bound) {
  if (bound.input_tokens < 0 || bound.max_output_tokens < 0 || bound.choices < 0) return kMax;
  const int64_t standard = bound_at(price.standard, bound);
  if (!is_long(price, bound.input_tokens)) return standard;
  return std::max(standard, bound_at(price.long_context, bound));
}

std::optional<int64_t> actual_cost(const Price& price, const ActualUsage& usage) {
  const Wide special = Wide{usage.cached_input_tokens} + usage.cache_write_tokens;
  if (usage.input_tokens < 0 || usage.cached_input_tokens < 0 || usage.cache_write_tokens < 0 ||
      usage.output_tokens < 0 || special > usage.input_tokens) {
    return std::nullopt;
  }
  const TokenPrices& prices =
      is_long(price, usage.input_tokens) ? price.long_context : price.standard;
  Wide sum = add(0, usage.input_tokens - static_cast<int64_t>(special), prices.input);
  sum = add(sum, usage.cached_input_tokens, prices.cached_input);
  sum = add(sum, usage.cache_write_tokens, cache_write_of(prices));
  return round_up(add(sum, usage.output_tokens, prices.output));
}

std::string usd_text(int64_t nano_usd) {
  const bool is_negative = nano_usd < 0;
  const uint64_t amount =
      is_negative ? uint64_t{0} - static_cast<uint64_t>(nano_usd) : static_cast<uint64_t>(nano_usd);
  std::string decimals = std::to_string(amount % kNanoPerUsd);
  decimals.insert(0, 9 - decimals.size(), '0');
  while (decimals.size() > 2 && decimals.back() == '0') decimals.pop_back();
  std::string text(is_negative ? "-" : "");
  return text.append(std::to_string(amount / kNanoPerUsd)).append(".").append(decimals);
}

Result<PriceList> PriceList::make(std::vector<Price> overrides) {
  std::sort(overrides.begin(), overrides.end(),
            [](const Price& a, const Price& b) { return a.model < b.model; });
  for (size_t i = 0; i < overrides.size(); ++i) {
    const Price& price = overrides[i];
    if (is_below_zero(price.standard) || is_below_zero(price.long_context) ||
        price.long_context_above_tokens < 0 || price.model.empty()) {
      return Status(Code::kInvalidArgument, "price.invalid",
                    "the price of '" + price.model + "' is below zero, or names no model");
    }
    if (i > 0 && overrides[i - 1].model == price.model) {
      return Status(Code::kInvalidArgument, "price.invalid",
                    "the model '" + price.model + "' has two prices: keep one");
    }
  }
  return PriceList(std::move(overrides));
}

std::optional<PriceList::Match> PriceList::find_exact(std::string_view model) const {
  if (const Price* price = find_in(overrides_, model)) return Match{price, "policy"};
  if (const Price* price = find_in(built_in_prices(), model)) {
    return Match{price, kBuiltInPriceListId};
  }
  return std::nullopt;
}

std::optional<PriceList::Match> PriceList::find(std::string_view model) const {
  if (auto match = find_exact(model)) return match;
  const size_t suffix = snapshot_suffix_length(model);
  if (suffix == 0) return std::nullopt;
  return find_exact(model.substr(0, model.size() - suffix));
}

}  // namespace weir
