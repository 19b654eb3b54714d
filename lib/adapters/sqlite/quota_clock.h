// The one time authority of a store, in the one row of table `clock` (quotas/time_source.h).
#pragma once

#include <atomic>
#include <cstdint>

#include "adapters/sqlite/connection.h"
#include "quotas/time_source.h"

namespace weir::sqlite {

class QuotaClock {
 public:
  // `source` is borrowed and must outlive this object.
  explicit QuotaClock(const TimeSource& source) : source_(source) {}

  // In a write transaction: reads the anchor, and renews it when it is of another boot.
  [[nodiscard]] Status load(Connection& connection);
  // In a write transaction: now; puts it on record at most once a second, so that a reboot with a
  // wrong clock cannot run back by more.
  [[nodiscard]] Result<int64_t> now_us(Connection& connection);
  // Now, without a transaction.
  [[nodiscard]] int64_t now_us() const;

 private:
  [[nodiscard]] Status save(Connection& connection) const;

  const TimeSource& source_;
  TimeAnchor anchor_;  // last_us apart, constant after load()
  std::atomic<int64_t> last_us_{0};
};

}  // namespace weir::sqlite
