// Administration of quotas in the words of a policy: an act on "user=matti" of a quota by its name,
// and what every quota of the policy stands at.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/status.h"
#include "policy/policy.h"
#include "quotas/quota_store.h"

namespace weir {

struct QuotaRequest {
  QuotaAct::Kind kind = QuotaAct::Kind::kReset;
  std::string quota;   // its name in the policy
  std::string key;     // "user=matti,app=notebook", "tag:team=one"; empty: every key
  std::string metric;  // kGrant: of the limit; empty where the quota has one alone
  int64_t amount = 0;  // kGrant: in the metric's units, usd in nano-USD
  std::string actor;   // who asks
};

// kInvalidArgument: "quota.unknown", "quota.bad_key" (the key does not name what the quota is
// counted per, each once), "quota.bad_grant" (no such limit, or no amount; a quota that is counted
// per something needs the key).
[[nodiscard]] Result<QuotaAct> act_for(const Policy& policy, const QuotaRequest& request);

// The states as the store has them, under the limits of the policy in force, with what is frozen;
// and for every limit of the policy that nobody has used one row, whose key has a * for its values.
// Ordered by quota, key and metric.
[[nodiscard]] Result<std::vector<QuotaState>> overview(const Policy& policy, QuotaStore& store);

}  // namespace weir
