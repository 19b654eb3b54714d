// Quotas in the memory of one process: for tests, and for programs that need no more. The same
// rules as the SQLite store (quotas/quota_account.h), kept by one mutex; gone when the process
// ends.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/mutex.h"
#include "quotas/quota_account.h"
#include "quotas/quota_store.h"
#include "quotas/time_source.h"

namespace weir {

class MemoryQuotaStore final : public QuotaStore {
 public:
  // `time` is borrowed and must outlive the store.
  explicit MemoryQuotaStore(const TimeSource& time = system_time_source())
      : time_(time), anchor_(anchored(TimeAnchor(), time)) {}

  [[nodiscard]] Result<std::vector<QuotaRemaining>> reserve(const Reservation& request) override;
  [[nodiscard]] Status settle(const Uuid& attempt_id, const std::vector<ActualUse>& used) override;
  [[nodiscard]] Status release(const Uuid& attempt_id) override;
  [[nodiscard]] Result<std::vector<QuotaState>> read() override;
  [[nodiscard]] Status administer(const QuotaAct& act) override;
  [[nodiscard]] Result<std::vector<FrozenKey>> frozen() override;
  [[nodiscard]] Result<std::vector<QuotaEvent>> events(int64_t limit) override;
  void set_event_hook(const QuotaEventHook& hook) override { event_hook_ = hook; }

 private:
  // Key, metric and window_text().
  using Key = std::tuple<std::string, Metric, std::string>;
  struct Row {
    std::string quota;
    QuotaAccount account;
    std::map<int64_t, int64_t> entries;          // sliding: until when, how much
    std::multimap<int64_t, int64_t> held_until;  // sliding: the same of holds
  };
  struct Held {
    Key key;
    QuotaHold hold;
  };

  static Key key_of(const QuotaCharge& charge);
  [[nodiscard]] Result<Row*> find(const QuotaCharge& charge, int64_t now_us) WEIR_REQUIRES(mutex_);
  [[nodiscard]] Status check(const Reservation& request, int64_t now_us,
                             std::vector<QuotaEvent>& crossed) WEIR_REQUIRES(mutex_);
  [[nodiscard]] Result<std::vector<QuotaRemaining>> admit(const Reservation& request,
                                                          std::vector<QuotaEvent>& crossed);
  void note_crossed(QuotaAccount& account, const QuotaCharge& charge, bool is_refused,
                    int64_t now_us, std::vector<QuotaEvent>& crossed) WEIR_REQUIRES(mutex_);
  [[nodiscard]] Status end_attempt(const Uuid& attempt_id, const std::vector<ActualUse>* used);
  [[nodiscard]] Status change(const QuotaAct& act, int64_t now_us) WEIR_REQUIRES(mutex_);
  [[nodiscard]] Status reset_accounts(const QuotaAct& act, int64_t now_us) WEIR_REQUIRES(mutex_);
  [[nodiscard]] Status unfreeze(const QuotaAct& act) WEIR_REQUIRES(mutex_);
  void add_event(QuotaEvent event) WEIR_REQUIRES(mutex_);
  [[nodiscard]] Status check_frozen(const Reservation& request) const WEIR_REQUIRES(mutex_);
  static void end_hold(Row& row, const Held& held, const std::vector<ActualUse>* used,
                       int64_t now_us);
  static int64_t reset_us_of(const Row& row, int64_t now_us);
  static int64_t retry_us_of(const Row& row, int64_t amount, int64_t now_us);

  const TimeSource& time_;
  const TimeAnchor anchor_;
  QuotaEventHook event_hook_;
  Mutex mutex_;
  std::map<Key, Row> rows_ WEIR_GUARDED_BY(mutex_);
  std::map<Uuid, std::vector<Held>> holds_ WEIR_GUARDED_BY(mutex_);
  std::set<std::pair<std::string, std::string>> frozen_ WEIR_GUARDED_BY(mutex_);  // quota, key
  std::deque<QuotaEvent> events_ WEIR_GUARDED_BY(mutex_);                         // newest first
};

}  // namespace weir
