// Tables `frozen` and `quota_event` of quota.db: what administrators did. Every function runs in a
// transaction that the caller holds.
#pragma once

#include <cstdint>
#include <vector>

#include "adapters/sqlite/connection.h"
#include "quotas/quota_act.h"
#include "quotas/quota_store.h"

namespace weir::sqlite {

// Does it and puts it on record. kInvalidArgument "quota.not_frozen".
[[nodiscard]] Status carry_out(Connection& connection, const QuotaAct& act, int64_t now_us);

// kDenied "quota.frozen" when one of the charges is.
[[nodiscard]] Status check_frozen(Connection& connection, const std::vector<QuotaCharge>& charges);
[[nodiscard]] Result<std::vector<FrozenKey>> read_frozen(Connection& connection);

// Keeps the newest 100,000.
[[nodiscard]] Status add_event(Connection& connection, const QuotaEvent& event);
// Newest first.
[[nodiscard]] Result<std::vector<QuotaEvent>> read_events(Connection& connection, int64_t limit);

}  // namespace weir::sqlite
