// Who has calls in flight in log.db, and which rows they can be.
//
// An owner is an open store; it holds the lock byte of its slot as long as it is open, and the
// kernel drops that when its process ends. Table `owner` has one row for each owner, with a range
// of ids: its calls in flight lie in there. The range reaches past the newest call, so that it is
// written once in a thousand calls; whoever sweeps reads no more than the range of a dead owner. An
// index of the calls in flight would be exact, but it would change twice a call.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "adapters/sqlite/connection.h"
#include "adapters/sqlite/gate_lock.h"
#include "base/ids.h"

namespace weir::sqlite {

// In a write transaction, before the store of `gate` has calls: marks the calls in flight of
// owners that are gone as interrupted, and forgets those owners; an owner of the slot that `gate`
// itself holds is one of them. Returns how many calls.
[[nodiscard]] Result<int64_t> interrupt_orphans(Connection& connection, const GateLock& gate);

// The calls in flight of one store. For one transaction at a time:
// start(), begin() and end() for each row, put_on_record(), the commit, committed().
class CallsInFlight {
 public:
  // Forgets what a transaction began that was not committed.
  void start();
  void begin(const Uuid& request_id, int64_t id) { begun_.emplace_back(request_id, id); }
  void end(const Uuid& request_id) { ended_.push_back(request_id); }
  [[nodiscard]] Status put_on_record(Connection& connection, uint32_t slot);
  void committed();  // allocates nothing: what is committed is true

 private:
  struct Range {
    int64_t first = 0;
    int64_t last = -1;
    [[nodiscard]] bool holds(int64_t id) const { return first <= id && id <= last; }
  };
  [[nodiscard]] Range range_from_now_on() const;

  std::map<Uuid, int64_t> ids_;
  std::vector<std::pair<Uuid, int64_t>> begun_;  // by the transaction under way
  std::vector<Uuid> ended_;
  Range on_record_;
  Range to_commit_;
};

}  // namespace weir::sqlite
