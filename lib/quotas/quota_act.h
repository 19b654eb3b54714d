// What an administrator does to the accounts of a quota, and what stands on record of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/window.h"

namespace weir {

struct QuotaCharge;

struct QuotaAct {
  enum class Kind : uint8_t { kReset, kFreeze, kUnfreeze, kGrant };
  Kind kind = Kind::kReset;
  std::string quota;
  std::string key;                    // canonical, as of a charge; empty: every key of the quota
  std::vector<QuotaCharge> accounts;  // kGrant: what it adds to, and how much as `amount`
  std::string actor;                  // who does it
};

// "reset", "freeze", "unfreeze", "grant".
[[nodiscard]] std::string_view name_of(QuotaAct::Kind kind);

// A key that no call may use; an empty one stands for every key of the quota.
struct FrozenKey {
  std::string quota;
  std::string key;
};

struct QuotaEvent {
  int64_t at_us = 0;  // UTC, by the store's clock
  std::string kind;   // name_of() an act, or "threshold"
  std::string quota;
  std::string key;
  std::optional<Metric> metric;   // of a grant and a threshold
  std::optional<int64_t> amount;  // what was granted; the percent of a threshold
  std::string actor;              // empty: a call
};

// What a store puts on record of an act.
[[nodiscard]] std::vector<QuotaEvent> events_of(const QuotaAct& act, int64_t now_us);

}  // namespace weir
