// Quotas in a PostgreSQL database, shared by all hosts that name it: one statement and one round
// trip for each reserve, settle or release.
//
// What it keeps: settled + reserved <= limit at every admission, whatever fails. Waiting for the
// server is bounded by `wait_ms`. An attempt is counted once, whatever is repeated: its id and the
// request's nonce are on record with the hold. A statement whose answer was lost is asked again, on
// another connection or another server; one that was given up leaves no reservation behind.
//
// The time authority is the server's clock, and no account's time runs back behind what is on
// record in it (a standby that takes over may have a clock behind). A server whose clock is set
// forward ends windows early.
//
// A reservation that expires was left by a process that died or lost the server; liveness over
// hosts is a matter of time alone. Its own host looks it up with the resolver, any other host
// charges it in full a minute later.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "adapters/postgresql/connection_pool.h"
#include "base/ids.h"
#include "base/mutex.h"
#include "policy/policy.h"
#include "quotas/quota_store.h"
#include "quotas/time_source.h"

namespace weir {

struct PostgresqlQuotaOptions {
  std::string address;                  // adapters/postgresql/address.h
  postgresql::PasswordSource password;  // empty: none
  Synchronous synchronous = Synchronous::kFull;
  size_t connections = 4;  // at most, at once
  int64_t wait_ms = 5000;
  const TimeSource* time = nullptr;  // borrowed; for tests. null: the server's clock
};

class PostgresqlQuotaStore final : public QuotaStore {
 public:
  // Makes the schema where it is missing. Faults: Connection's, "store.too_new", "policy.value".
  [[nodiscard]] static Result<std::unique_ptr<PostgresqlQuotaStore>> open(
      const PostgresqlQuotaOptions& options);
  ~PostgresqlQuotaStore() override;

  [[nodiscard]] Result<std::vector<QuotaRemaining>> reserve(const Reservation& request) override;
  [[nodiscard]] Status settle(const Uuid& attempt_id, const std::vector<ActualUse>& used) override;
  [[nodiscard]] Status release(const Uuid& attempt_id) override;
  [[nodiscard]] Result<std::vector<QuotaState>> read() override;
  [[nodiscard]] Status administer(const QuotaAct& act) override;
  [[nodiscard]] Result<std::vector<FrozenKey>> frozen() override;
  [[nodiscard]] Result<std::vector<QuotaEvent>> events(int64_t limit) override;
  [[nodiscard]] Status usable() const override;
  // A threshold is told at most once: not at all when the answer that told of it was lost.
  void set_event_hook(const QuotaEventHook& hook) override { event_hook_ = hook; }
  void set_reservation_resolver(const ReservationResolver& resolver) override {
    resolver_ = resolver;
  }

  // Settles what has expired; reserve() sees to it by itself about once a second.
  [[nodiscard]] Status reap();

  // Round trips to the server since it was opened, connecting apart.
  [[nodiscard]] int64_t round_trips() const { return round_trips_.load(); }

 private:
  using Rows = postgresql::Rows;
  using Values = postgresql::Values;
  // The values of the statement when it is asked for the `repeat`th time again, to be answered
  // within `wait_ms`.
  using MakeValues = std::function<Values(int64_t repeat, int64_t wait_ms)>;

  PostgresqlQuotaStore(const PostgresqlQuotaOptions& options, postgresql::Address address);
  [[nodiscard]] Status start();
  [[nodiscard]] Result<Rows> run(const char* sql, const MakeValues& values) {
    return run_within(options_.wait_ms, sql, values);
  }
  [[nodiscard]] Result<Rows> run_within(int64_t wait_ms, const char* sql, const MakeValues& values);
  // The store's time: the test's, or nothing.
  void add_time(Values& values) const;
  [[nodiscard]] int64_t estimated_now_us() const;
  void learn_time(int64_t server_us);
  // `used` null: release.
  [[nodiscard]] Status end_attempt(const Uuid& attempt_id, const std::vector<ActualUse>* used);
  // Releases it, and remembers for so long that it is over.
  [[nodiscard]] Status give_up(const Uuid& attempt_id, int64_t mark_us);
  void give_up_later(const Reservation& request);
  void give_up_those_in_doubt();

  const PostgresqlQuotaOptions options_;
  const TimeSource& clock_;  // the machine's, or the test's
  TimeAnchor anchor_;        // of the test's
  const int pid_;
  const std::string machine_;
  std::unique_ptr<postgresql::ConnectionPool> pool_;
  std::atomic<int64_t> server_ahead_us_{0};  // of clock_.boot_us()
  std::atomic<int64_t> next_look_us_{0};     // clock_.boot_us()
  std::atomic<int64_t> round_trips_{0};
  ReservationResolver resolver_;
  QuotaEventHook event_hook_;

  struct InDoubt {
    Uuid attempt_id;
    int64_t expires_after_us = 0;
  };
  Mutex mutex_;
  std::vector<InDoubt> in_doubt_ WEIR_GUARDED_BY(mutex_);
  std::atomic<bool> has_doubts_{false};
};

}  // namespace weir
