// From a call to the limits it must fit under: which quotas of the policy hold for it, under which
// keys, and the upper bound of what it may use of each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "identity/caller.h"
#include "inference_log/prices.h"
#include "policy/policy.h"
#include "quotas/quota_store.h"

namespace weir {

// The most that a call can use. A missing value: there is no bound.
struct TokenBound {
  std::optional<int64_t> input_tokens;
  std::optional<int64_t> output_tokens;  // over all choices
  bool costs_extra = false;              // more than tokens is billed: no bound in money
};

// The charges of one attempt at `target`. A limit that cannot be enforced refuses the call instead
// of turning into a no-op: kInvalidRequest "quota.no_bound" (max_output_tokens is missing, or the
// request holds media), kInvalidPolicy "quota.no_price".
[[nodiscard]] Result<std::vector<QuotaCharge>> charges_for(
    const Policy& policy, const PriceList& prices, const Caller& caller,
    const EndpointPolicy& endpoint, const TargetPolicy& target, const TokenBound& bound);

// A key of a quota.
struct QuotaKey {
  std::string text;                 // canonical: "per-user|user=matti"
  std::vector<std::string> values;  // one for each of QuotaPolicy::per
};

// REQUIRES: as many values as the quota has dimensions.
[[nodiscard]] QuotaKey key_of(const QuotaPolicy& quota, std::vector<std::string> values);
// The reverse of its text; nothing when that is no key of the quota.
[[nodiscard]] std::optional<QuotaKey> key_from(const QuotaPolicy& quota, const std::string& text);

// The accounts of a key, with its own limits and an amount of 0.
[[nodiscard]] std::vector<QuotaCharge> accounts_of(const QuotaPolicy& quota, const QuotaKey& key);

}  // namespace weir
