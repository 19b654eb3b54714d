// One key, metric and window of a quota, as plain data, and what may happen to it. The stores keep
// accounts and holds; the rules are here alone, so that every store keeps the same ones.
//
// settled + reserved <= limit at every admission. A bucket counts by its level instead: it is taken
// at admission, and what was not used comes back at settlement.
#pragma once

#include <cstdint>
#include <vector>

#include "base/status.h"
#include "policy/window.h"
#include "quotas/token_bucket.h"
#include "quotas/window.h"

namespace weir {

// A time that never comes: when a lifetime ends.
inline constexpr int64_t kNeverUs = INT64_MAX;

// How much may pass in a window, and how much at once.
struct QuotaSize {
  int64_t limit = 0;
  int64_t capacity = 0;  // the most that a bucket holds; the limit of any other window
  // NOLINTNEXTLINE(*-explicit-*): a limit alone is a size
  QuotaSize(int64_t amount, int64_t most = 0) : limit(amount), capacity(most > 0 ? most : amount) {}
  friend bool operator==(const QuotaSize&, const QuotaSize&) = default;
};

struct QuotaAccount {
  Window window;
  QuotaSize size = 0;
  int64_t epoch = 0;    // grows when a window ends
  WindowBounds bounds;  // fixed and calendar
  TokenBucket bucket;
  int64_t settled = 0;   // in this epoch; sliding: of the entries that still count
  int64_t reserved = 0;  // by calls in flight, of this epoch
  int64_t over = 0;      // used above what was reserved
  int64_t granted = 0;   // what an administrator has put on top of the limit, in this window
  int64_t granted_until_us = 0;
  int32_t notified = 0;  // the highest threshold, in percent, that was told of in this window
  int64_t notified_until_us = 0;
};

// What one attempt has set aside in one account.
struct QuotaHold {
  int64_t amount = 0;
  int64_t epoch = 0;
  int64_t reserved_us = 0;
};

// A fresh account; a bucket starts full.
[[nodiscard]] Result<QuotaAccount> open_account(const Window& window, QuotaSize size,
                                                int64_t now_us);

// Makes the account true for `now_us` under the policy's present limit: ends windows, refills,
// takes a changed limit over. A sliding account's store subtracts the entries that have fallen out
// by itself. Another window is another account, which the stores see to.
[[nodiscard]] Status bring_up_to_date(QuotaAccount& account, QuotaSize size, int64_t now_us);

// REQUIRES of all below: brought up to date.
[[nodiscard]] bool fits(const QuotaAccount& account, int64_t amount);
[[nodiscard]] QuotaHold hold(QuotaAccount& account, int64_t amount, int64_t now_us);  // fits()

// Replaces a hold by what was used. Returns how much of it now counts in the account: what a
// sliding store enters until entry_end_us().
int64_t settle(QuotaAccount& account, const QuotaHold& hold, int64_t actual, int64_t now_us);
void release(QuotaAccount& account, const QuotaHold& hold);

// An administrator's acts. A grant lasts to the end of the window; in a bucket and in a sliding
// window, which have none, for their length. A reset forgets what was used, not what is reserved;
// a sliding account's store deletes the entries by itself.
void grant(QuotaAccount& account, int64_t amount, int64_t now_us);
void reset(QuotaAccount& account);

// The thresholds (percent of ceiling(), ascending) that what is taken has come to and that nobody
// was told of in this window yet; `is_refused` counts as 100. A bucket and a sliding window tell
// again after their length.
[[nodiscard]] std::vector<int32_t> cross_thresholds(QuotaAccount& account,
                                                    const std::vector<int32_t>& thresholds,
                                                    bool is_refused, int64_t now_us);

// Until when an entry of a sliding account counts: from the admission on, rounded up to a 65536th
// of the window, so that a key has at most that many entries.
[[nodiscard]] int64_t entry_end_us(const QuotaAccount& account, const QuotaHold& hold);

[[nodiscard]] int64_t remaining(const QuotaAccount& account);

// The most that may be taken now: the limit, or a bucket's capacity, with what was granted.
[[nodiscard]] int64_t ceiling(const QuotaAccount& account);

// All but sliding: when `amount` fits at the soonest by time alone, and when everything is free
// again. kNeverUs: by no time. Calls under way may end any moment: look again in a second.
// Sliding accounts need the entries: see SlidingWait.
[[nodiscard]] int64_t retry_us(const QuotaAccount& account, int64_t amount, int64_t now_us);
[[nodiscard]] int64_t reset_us(const QuotaAccount& account, int64_t now_us);

// What a read-out shows as settled: of a bucket, what is missing apart from the reserved.
[[nodiscard]] int64_t settled_of(const QuotaAccount& account);

// Sliding: feed what counts, soonest end first, until it says that enough has fallen out.
class SlidingWait {
 public:
  SlidingWait(const QuotaAccount& account, int64_t amount);
  // True when done: the answer is `end_us`.
  [[nodiscard]] bool falls_out(int64_t amount, int64_t end_us);
  [[nodiscard]] int64_t end_us() const { return end_us_; }

 private:
  int64_t missing_;
  int64_t end_us_ = 0;
};

}  // namespace weir
