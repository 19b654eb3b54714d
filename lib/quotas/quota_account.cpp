#include "quotas/quota_account.h"

#include <algorithm>

namespace weir {
namespace {

constexpr int64_t kEntriesPerWindow = 65'536;
constexpr int64_t kLookAgainUs = 1'000'000;

int64_t add_saturating(int64_t a, int64_t b) {
  int64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? (b < 0 ? INT64_MIN : INT64_MAX) : sum;
}

// Used and reserved together, which a use above the reserved may drive over the limit.
int64_t taken(const QuotaAccount& account) {
  return add_saturating(account.settled, account.reserved);
}

void change_size(QuotaAccount& account, QuotaSize size) {
  // What a bucket lacks was used, and stays used.
  account.bucket.level =
      add_saturating(account.bucket.level, size.capacity - account.size.capacity);
  account.bucket.carry = 0;
  account.size = size;
}

void end_grant(QuotaAccount& account) {
  account.granted = 0;
  account.bucket.level = std::min(account.bucket.level, account.size.capacity);
}

// A bucket and a sliding window, which have none, end after their length.
int64_t window_end(const QuotaAccount& account, int64_t now_us) {
  const bool ends = has_bounds(account.window.kind) || is_endless(account.window.kind);
  return ends ? account.bounds.end_us : now_us + account.window.length_us;
}

bool is_bucket(const QuotaAccount& account) {
  return account.window.kind == WindowKind::kBucket;
}

Status start_epoch(QuotaAccount& account, int64_t now_us) {
  if (has_bounds(account.window.kind)) {
    Result<WindowBounds> bounds = bounds_at(account.window, now_us);
    if (!bounds.ok()) return std::move(bounds).status();
    account.bounds = *bounds;
  } else if (is_endless(account.window.kind)) {
    account.bounds = {0, kNeverUs};
  } else if (account.window.length_us < 1) {
    return Status(Code::kInvalidPolicy, "policy.bad_window", "a window must be longer than 0");
  }
  ++account.epoch;
  account.settled = 0;
  account.reserved = 0;
  account.granted = 0;
  account.notified = 0;
  return Status();
}

}  // namespace

Result<QuotaAccount> open_account(const Window& window, QuotaSize size, int64_t now_us) {
  QuotaAccount account;
  account.window = window;
  account.size = size;
  account.bucket = {size.capacity, 0, now_us};
  WEIR_RETURN_IF_ERROR(start_epoch(account, now_us));
  return account;
}

Status bring_up_to_date(QuotaAccount& account, QuotaSize size, int64_t now_us) {
  if (is_bucket(account)) {
    refill(account.bucket, account.size.limit, account.size.capacity, account.window.length_us,
           now_us);
  }
  if (account.size != size) change_size(account, size);
  if (account.granted != 0 && now_us >= account.granted_until_us) end_grant(account);
  if (account.notified != 0 && now_us >= account.notified_until_us) account.notified = 0;
  // A clock that stands before the window (a reboot with a wrong time) starts no earlier one.
  if (has_bounds(account.window.kind) && now_us >= account.bounds.end_us) {
    account.over = 0;
    return start_epoch(account, now_us);
  }
  return Status();
}

bool fits(const QuotaAccount& account, int64_t amount) {
  if (is_bucket(account)) return account.bucket.level >= amount;
  return taken(account) <= ceiling(account) && amount <= ceiling(account) - taken(account);
}

QuotaHold hold(QuotaAccount& account, int64_t amount, int64_t now_us) {
  account.reserved += amount;
  if (is_bucket(account)) account.bucket.level = add_saturating(account.bucket.level, -amount);
  return {amount, account.epoch, now_us};
}

int64_t settle(QuotaAccount& account, const QuotaHold& hold, int64_t actual, int64_t now_us) {
  if (actual > hold.amount) account.over = add_saturating(account.over, actual - hold.amount);
  if (hold.epoch != account.epoch) return 0;
  account.reserved -= hold.amount;
  switch (account.window.kind) {
    case WindowKind::kBucket:
      account.bucket.level =
          std::min(ceiling(account), add_saturating(account.bucket.level, hold.amount - actual));
      return 0;
    case WindowKind::kConcurrent:
      return 0;  // it is over
    case WindowKind::kSliding:
      if (entry_end_us(account, hold) <= now_us) return 0;
      break;
    case WindowKind::kFixed:
    case WindowKind::kCalendar:
    case WindowKind::kLifetime:
      break;
  }
  account.settled = add_saturating(account.settled, actual);
  return actual;
}

void release(QuotaAccount& account, const QuotaHold& hold) {
  if (hold.epoch != account.epoch) return;
  account.reserved -= hold.amount;
  if (is_bucket(account)) {
    account.bucket.level = std::min(ceiling(account), account.bucket.level + hold.amount);
  }
}

void grant(QuotaAccount& account, int64_t amount, int64_t now_us) {
  account.granted = add_saturating(account.granted, amount);
  account.bucket.level = add_saturating(account.bucket.level, amount);
  account.granted_until_us = window_end(account, now_us);
}

void reset(QuotaAccount& account) {
  account.settled = 0;
  account.over = 0;
  account.notified = 0;
  account.bucket.level = ceiling(account) - account.reserved;
  account.bucket.carry = 0;
}

std::vector<int32_t> cross_thresholds(QuotaAccount& account, const std::vector<int32_t>& thresholds,
                                      bool is_refused, int64_t now_us) {
  __extension__ using Wide = __int128;
  const Wide used =
      is_bucket(account) ? add_saturating(ceiling(account), -account.bucket.level) : taken(account);
  std::vector<int32_t> crossed;
  for (const int32_t percent : thresholds) {
    if (percent <= account.notified) continue;
    if (is_refused || used * 100 >= Wide{ceiling(account)} * percent) crossed.push_back(percent);
  }
  if (crossed.empty()) return crossed;
  account.notified = crossed.back();
  account.notified_until_us = window_end(account, now_us);
  return crossed;
}

int64_t entry_end_us(const QuotaAccount& account, const QuotaHold& hold) {
  const int64_t granule = std::max<int64_t>(1, account.window.length_us / kEntriesPerWindow);
  const int64_t end = hold.reserved_us + account.window.length_us;
  const int64_t rest = end % granule;
  return rest == 0 ? end : end + granule - rest;
}

int64_t ceiling(const QuotaAccount& account) {
  return add_saturating(account.size.capacity, account.granted);
}

int64_t remaining(const QuotaAccount& account) {
  if (is_bucket(account)) return std::max<int64_t>(0, account.bucket.level);
  return std::max<int64_t>(0, ceiling(account) - std::min(ceiling(account), taken(account)));
}

int64_t retry_us(const QuotaAccount& account, int64_t amount, int64_t now_us) {
  if (account.window.kind == WindowKind::kLifetime) return kNeverUs;
  if (account.window.kind == WindowKind::kConcurrent) return kLookAgainUs;
  if (!is_bucket(account)) return account.bounds.end_us - now_us;
  const int64_t wait =
      wait_us(account.bucket, amount, account.size.limit, account.window.length_us);
  return add_saturating(account.bucket.refilled_us - now_us, wait);
}

int64_t reset_us(const QuotaAccount& account, int64_t now_us) {
  if (is_endless(account.window.kind)) return kNeverUs;
  return std::max<int64_t>(0, retry_us(account, account.size.capacity, now_us));
}

int64_t settled_of(const QuotaAccount& account) {
  if (!is_bucket(account)) return account.settled;
  const int64_t taken_units = add_saturating(ceiling(account), -account.bucket.level);
  return std::max<int64_t>(0, taken_units - account.reserved);
}

SlidingWait::SlidingWait(const QuotaAccount& account, int64_t amount)
    : missing_(add_saturating(taken(account), amount - ceiling(account))) {}

bool SlidingWait::falls_out(int64_t amount, int64_t end_us) {
  missing_ -= amount;
  end_us_ = end_us;
  return missing_ <= 0;
}

}  // namespace weir
