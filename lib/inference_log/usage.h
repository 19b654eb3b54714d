// The usage question: by what it may be grouped, and its answer as JSON. Stores count; the names
// and the shape of the answer are here, so that every store answers alike.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "inference_log/record.h"

namespace weir {

enum class UsageKey : uint8_t {
  kUser,
  kGroup,  // a call of several groups counts in each
  kApp,
  kEndpoint,
  kProvider,
  kModel,  // as sent
  kOutcome,
  kHour,  // "2026-03-31T13:00:00Z", UTC
  kDay,   // "2026-03-31", UTC
};
inline constexpr size_t kUsageKeys = 9;
// An answer with more rows is refused: kInvalidArgument "usage.too_many_rows".
inline constexpr size_t kMaxUsageRows = 100'000;

[[nodiscard]] std::string_view name_of(UsageKey key);  // "user", "group", …

// kInvalidArgument "usage.by", with the list of names, for an unknown one or one given twice.
[[nodiscard]] Result<std::vector<UsageKey>> parse_usage_keys(const std::vector<std::string>& names);

struct UsageRow {
  std::vector<std::optional<std::string>> keys;  // one for each UsageKey asked for
  std::array<int64_t, kOutcomes> calls{};        // by Outcome
  int64_t input_tokens = 0;
  int64_t output_tokens = 0;
  int64_t total_tokens = 0;
  int64_t cost_nano_usd = 0;
};

[[nodiscard]] std::string usage_json(const std::vector<UsageKey>& keys,
                                     const std::vector<UsageRow>& rows);

}  // namespace weir
