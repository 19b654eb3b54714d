// What quotas ask of a store: reserve before a call, settle after it, each one transaction.
//
// The invariant that every store keeps, over all threads and processes that share it:
// settled + reserved <= limit, for every admission. A provider that uses more than was reserved is
// recorded in `over`, and stops further admission of that key. All amounts are integers (requests,
// tokens, nano-USD).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/status.h"
#include "policy/window.h"

namespace weir {

// The name that a policy, an error and a report use ("requests", "input_tokens", "output_tokens",
// "tokens", "usd").
[[nodiscard]] std::string_view name_of(Metric metric);

// One limit that one call must fit under.
struct QuotaCharge {
  std::string quota;  // the quota's name in the policy
  std::string key;    // canonical: the name and what it is counted per, "per-user-rpm|user=matti"
  Metric metric = Metric::kRequests;
  Window window;
  int64_t limit = 0;
  int64_t amount = 0;  // the upper bound of what the call may use; > limit: never admissible
};

struct Reservation {
  Uuid attempt_id;
  std::vector<QuotaCharge> charges;
  int64_t expires_after_us = 0;  // a reservation of a dead owner is charged in full after this
};

struct QuotaRemaining {
  std::string quota;
  std::string key;
  Metric metric = Metric::kRequests;
  int64_t limit = 0;
  int64_t remaining = 0;  // after this reservation
  int64_t reset_ms = 0;   // until the window ends, or until the bucket is full again
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
  int64_t reset_ms = 0;
};

// Safe for concurrent use. Every function may block on the store (bounded by the store's own wait).
class QuotaStore {
 public:
  virtual ~QuotaStore() = default;

  // All charges or none. Success returns what remains of each. Faults: kOverQuota
  // "quota.exceeded" with retry_after_ms and details {"quota","key","metric","limit","used",
  // "requested","reset_ms"} of the charge that frees up last; kNeverAdmissible
  // "quota.never_admissible" when one amount exceeds its limit; kUnavailable "store.…".
  [[nodiscard]] virtual Result<std::vector<QuotaRemaining>> reserve(const Reservation& request) = 0;

  // Replaces the reservation by what was used; metrics that `used` does not name are charged as
  // reserved. Idempotent: a second settle of the same attempt changes nothing and succeeds.
  [[nodiscard]] virtual Status settle(const Uuid& attempt_id,
                                      const std::vector<ActualUse>& used) = 0;

  // The attempt never left this process: gives everything back. Idempotent.
  [[nodiscard]] virtual Status release(const Uuid& attempt_id) = 0;

  // The present state of every key that has been touched, ordered by quota and key.
  [[nodiscard]] virtual Result<std::vector<QuotaState>> read() = 0;
};

}  // namespace weir
