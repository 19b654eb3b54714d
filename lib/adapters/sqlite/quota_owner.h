// Who holds reservations, and whether he still lives: an owner is an open store, it holds the lock
// byte of its slot as long as it is open, and the kernel drops that when its process ends.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/sqlite/connection.h"
#include "adapters/sqlite/gate_lock.h"
#include "base/ids.h"

namespace weir::sqlite {

struct OrphanedAttempt {
  Uuid attempt_id;
  int64_t expires_us = 0;
};

// In a write transaction: marks earlier owners of `slot`, which the caller holds, and those of
// other boots, as dead, so that nobody takes the caller for them.
[[nodiscard]] Status bury_owners(Connection& connection, uint32_t slot, const std::string& boot_id);

// In a write transaction: registers a new owner under `slot`, which the caller holds, and buries
// whoever stands there. Returns its id.
[[nodiscard]] Result<int64_t> register_owner(Connection& connection, uint32_t slot,
                                             const std::string& boot_id, int64_t now_us);

// In a transaction: the attempts that nobody will settle, at most `limit`: those whose owner is
// dead, and those that have expired, whoever their owner is, because their settlement failed.
[[nodiscard]] Result<std::vector<OrphanedAttempt>> orphaned_attempts(Connection& connection,
                                                                     const GateLock& gate,
                                                                     int64_t own_id, int64_t now_us,
                                                                     size_t limit);

}  // namespace weir::sqlite
