// Quotas in <store>/quota.db: one immediate transaction per reserve, settle or release, shared by
// every thread and process of the machine.
//
// What it keeps: settled + reserved <= limit at every admission, through kill -9, exactly; through
// power loss with Synchronous::kFull (kNormal may forget the last admissions). Waiting for the
// store is bounded by `wait_ms`. A reservation of a process that died, and one that has expired
// because its settlement failed, is found by the next store that reserves (at most a second later),
// looked up with the resolver, and charged in full when that knows nothing.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "adapters/sqlite/database.h"
#include "adapters/sqlite/quota_clock.h"
#include "adapters/sqlite/quota_rows.h"
#include "base/mutex.h"
#include "quotas/quota_store.h"
#include "quotas/time_source.h"

namespace weir {

struct SqliteQuotaOptions {
  std::string directory;  // the store, an absolute path
  Synchronous synchronous = Synchronous::kFull;
  int64_t wait_ms = 5000;
  const TimeSource* time = nullptr;  // borrowed; null: the machine's clocks
};

class SqliteQuotaStore final : public QuotaStore {
 public:
  [[nodiscard]] static Result<std::unique_ptr<SqliteQuotaStore>> open(
      const SqliteQuotaOptions& options);

  [[nodiscard]] Result<std::vector<QuotaRemaining>> reserve(const Reservation& request) override;
  [[nodiscard]] Status settle(const Uuid& attempt_id, const std::vector<ActualUse>& used) override;
  [[nodiscard]] Status release(const Uuid& attempt_id) override;
  [[nodiscard]] Result<std::vector<QuotaState>> read() override;
  [[nodiscard]] Status administer(const QuotaAct& act) override;
  [[nodiscard]] Result<std::vector<FrozenKey>> frozen() override;
  [[nodiscard]] Result<std::vector<QuotaEvent>> events(int64_t limit) override;
  [[nodiscard]] Status usable() const override { return database_->check_fork(); }
  void set_reservation_resolver(const ReservationResolver& resolver) override {
    resolver_ = resolver;
  }

  void set_event_hook(const QuotaEventHook& hook) override { event_hook_ = hook; }

  // Settles what dead owners and failed settlements left behind; reserve() does it by itself once a
  // second.
  [[nodiscard]] Status reap();

  [[nodiscard]] sqlite::Database& database() { return *database_; }

 private:
  SqliteQuotaStore(std::unique_ptr<sqlite::Database> database, const TimeSource& time)
      : database_(std::move(database)), time_(time), clock_(time) {}

  [[nodiscard]] Status start();
  void tell(const std::vector<QuotaEvent>& events) const;
  [[nodiscard]] Status register_once() WEIR_EXCLUDES(registration_);
  [[nodiscard]] Status reap_if_due();
  [[nodiscard]] Status end_attempt(const Uuid& attempt_id, const std::vector<ActualUse>* used);

  std::unique_ptr<sqlite::Database> database_;
  const TimeSource& time_;
  sqlite::QuotaClock clock_;
  uint32_t slot_ = 0;
  Mutex registration_;
  std::atomic<int64_t> owner_id_{0};      // 0: has reserved nothing yet
  std::atomic<int64_t> next_reap_us_{0};  // time_.boot_us()
  ReservationResolver resolver_;
  QuotaEventHook event_hook_;
};

}  // namespace weir
