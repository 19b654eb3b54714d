// What quotas ask of a store: reserve before a call, settle after it, each one transaction.
//
// The invariant that every store keeps, over all threads and processes that share it:
// settled + reserved <= limit, for every admission. A provider that uses more than was reserved is
// recorded in `over`, and stops further admission of that key. All amounts are integers (requests,
// tokens, nano-USD).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/status.h"
#include "policy/on_exceed.h"
#include "policy/window.h"
#include "quotas/quota_account.h"
#include "quotas/quota_act.h"

namespace weir {

// The name that a policy, an error and a report use ("requests", "input_tokens", "output_tokens",
// "tokens", "usd", "concurrent_calls").
[[nodiscard]] std::string_view name_of(Metric metric);

// One limit that one call must fit under.
struct QuotaCharge {
  std::string quota;  // the quota's name in the policy
  std::string key;    // canonical: the name and what it is counted per, "per-user-rpm|user=matti"
  Metric metric = Metric::kRequests;
  Window window;
  int64_t limit = 0;
  int64_t amount = 0;    // the upper bound of what the call may use; > most(): never admissible
  int64_t capacity = 0;  // of a bucket that holds more or less than its limit; 0: the limit
  OnExceed on_exceed = OnExceed::kRefuse;  // kWarn: it is taken whether it fits or not
  std::vector<int32_t> thresholds = {};    // in percent, ascending

  [[nodiscard]] QuotaSize size() const { return {limit, capacity}; }
  [[nodiscard]] int64_t most() const { return size().capacity; }
};
// A charge is counted in the account of (key, metric, window). A quota of several metrics may use
// one key for all; no two charges of a reservation may share key and metric. Policies that give one
// quota different windows on one store count apart, and each holds its own limit: a changed window
// starts a count of its own, and the one before goes on where it stood when its window comes back.
// A changed limit holds from the next reserve on, for all that share the account. Under a limit of
// 0, which policies cannot set, every charge, even of 0, is "quota.never_admissible".
// Concurrent calls are charges over WindowKind::kConcurrent: what ends, settled or released, counts
// no more.

struct Reservation {
  Uuid attempt_id;
  std::vector<QuotaCharge> charges;
  // Longer than the attempt can last. A reservation that is not settled by then, because its owner
  // died or its settlement failed, is charged in full, unless the resolver knows better. A store of
  // one process alone, whose settlements cannot fail, keeps it until it is settled.
  int64_t expires_after_us = 0;
};

struct QuotaRemaining {
  std::string quota;
  std::string key;
  Metric metric = Metric::kRequests;
  int64_t limit = 0;
  int64_t remaining = 0;  // after this reservation
  int64_t reset_ms = 0;   // until the window ends, or until the bucket is full again; kNeverMs
  Window window = {};
  bool exceeded = false;  // it did not fit, and passed with a warning
};

// What a call used of one metric, as far as the provider said.
struct ActualUse {
  Metric metric = Metric::kRequests;
  int64_t amount = 0;
};

struct QuotaState {
  std::string quota;
  std::string key;
  Metric metric = Metric::kRequests;
  Window window;
  int64_t limit = 0;
  int64_t settled = 0;
  int64_t reserved = 0;
  int64_t over = 0;
  int64_t reset_ms = 0;  // kNeverMs: by no time
  int64_t capacity = 0;  // of a bucket; else the limit
  int64_t granted = 0;   // on top of it, in this window
  bool frozen = false;   // filled in by those who have asked frozen()
  [[nodiscard]] int64_t remaining() const;
};

// What the log knows of an attempt that its owner did not settle: what it used (zeros when it never
// left the process), or nothing, and then it is charged in full.
using ReservationResolver = std::function<std::optional<std::vector<ActualUse>>(const Uuid&)>;

using QuotaEventHook = std::function<void(const QuotaEvent&)>;

// Safe for concurrent use. Every function may block on the store (bounded by the store's own wait).
class QuotaStore {
 public:
  virtual ~QuotaStore() = default;

  // All charges or none. Success returns what remains of each. Faults: kOverQuota
  // "quota.exceeded" with retry_after_ms and details {"quota","key","metric","limit","used",
  // "requested","reset_ms"} of the charge that frees up last, of those whose on_exceed is the least
  // (reset_ms null and retry_after_ms 0: no waiting helps); kNeverAdmissible
  // "quota.never_admissible" (the same details, without reset_ms) when one amount exceeds its
  // limit; kUnavailable "store.…"; kInvalidArgument "quota.bad_charge" (a negative amount, two
  // charges of one key and metric, an attempt that holds a reservation already); kDenied
  // "quota.frozen" with {"quota","key"}. retry_after_ms is
  // the time after which the amount fits if nobody else takes it and calls in flight use all they
  // reserved; a call that uses less may free it sooner.
  [[nodiscard]] virtual Result<std::vector<QuotaRemaining>> reserve(const Reservation& request) = 0;

  // Replaces the reservation by what was used; metrics that `used` does not name are charged as
  // reserved. Idempotent: a second settle of the same attempt changes nothing and succeeds. A use
  // above what was reserved counts in full, stands in `over`, and stops admission until it is
  // worked off. A call counts in the window that admitted it.
  [[nodiscard]] virtual Status settle(const Uuid& attempt_id,
                                      const std::vector<ActualUse>& used) = 0;

  // The attempt never left this process: gives everything back. Idempotent.
  [[nodiscard]] virtual Status release(const Uuid& attempt_id) = 0;

  // The present state of every account that has been touched, ordered by quota, key, metric and
  // window_text().
  [[nodiscard]] virtual Result<std::vector<QuotaState>> read() = 0;

  // An administrator's act, and its trace in events(). Holds from the next reserve on, in every
  // process; calls under way go on. kInvalidArgument "quota.not_frozen" when there is nothing to
  // unfreeze; kUnsupported "quota.unsupported" from a store that cannot.
  [[nodiscard]] virtual Status administer(const QuotaAct& act);
  [[nodiscard]] virtual Result<std::vector<FrozenKey>> frozen();
  // What was done and what was crossed, newest first.
  [[nodiscard]] virtual Result<std::vector<QuotaEvent>> events(int64_t limit);

  // Whether this process may use the store: kUnavailable "store.forked" in the child of one that
  // had it open. Touches nothing and blocks on nothing.
  [[nodiscard]] virtual Status usable() const { return {}; }

  // To be set before the first reserve. Told of each threshold that is crossed, once in a window
  // and account over all processes, on the thread whose call crossed it, with no lock held.
  virtual void set_event_hook(const QuotaEventHook& /*hook*/) {}

  // To be set before the first reserve. Called on a thread that reserves, with no lock held.
  virtual void set_reservation_resolver(const ReservationResolver& /*resolver*/) {}
};

// How a window that never ends says so in milliseconds.
inline constexpr int64_t kNeverMs = -1;

// For stores: the faults above. `charges` as the caller gave them.
[[nodiscard]] Status check_charges(const std::vector<QuotaCharge>& charges);
[[nodiscard]] Status over_quota_status(const QuotaCharge& charge, int64_t used,
                                       int64_t retry_after_us, int64_t reset_us);
[[nodiscard]] Status frozen_status(const QuotaCharge& charge);
[[nodiscard]] Status not_frozen_status(const QuotaAct& act);
// kInvalidArgument "quota.bad_grant": nothing is granted, or less than 1 of something.
[[nodiscard]] Status check_act(const QuotaAct& act);
// What crossed thresholds, for the record.
[[nodiscard]] QuotaEvent threshold_event(const QuotaCharge& charge, int32_t percent,
                                         int64_t now_us);
// The quota that refused, by a status of reserve(); empty: none did.
[[nodiscard]] std::string refused_quota(const Status& status);
// What was used of `metric`; `reserved` when `used` does not name it.
[[nodiscard]] int64_t use_of(Metric metric, const std::vector<ActualUse>& used, int64_t reserved);
[[nodiscard]] Status check_use(const std::vector<ActualUse>& used);
// Microseconds as milliseconds, rounded up.
[[nodiscard]] constexpr int64_t ceil_ms(int64_t us) {
  return us / 1000 + (us % 1000 > 0 ? 1 : 0);
}
[[nodiscard]] constexpr int64_t reset_ms_of(int64_t reset_us) {
  return reset_us == kNeverUs ? kNeverMs : ceil_ms(reset_us);
}
// What is shown of an account: after a reservation, and in a read-out.
[[nodiscard]] QuotaRemaining remaining_of(const QuotaCharge& charge, const QuotaAccount& account,
                                          int64_t reset_us);
[[nodiscard]] QuotaState state_of(std::string quota, std::string key, Metric metric,
                                  const QuotaAccount& account, int64_t reset_us);

}  // namespace weir
