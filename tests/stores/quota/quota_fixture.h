// What the tests of quota stores share: a clock that a test sets, and short ways to say a charge.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "quotas/quota_store.h"
#include "quotas/time_source.h"

namespace weir::test {

// 2026-06-15 12:00:00 UTC, a Monday, on a whole minute and hour.
inline constexpr int64_t kNoonUs = 1'781'524'800'000'000;
inline constexpr int64_t kSecondUs = 1'000'000;
inline constexpr int64_t kMinuteUs = 60 * kSecondUs;

class ManualTime final : public TimeSource {
 public:
  [[nodiscard]] int64_t wall_us() const override { return wall_us_; }
  [[nodiscard]] int64_t boot_us() const override { return boot_us_; }
  [[nodiscard]] std::string boot_id() const override { return "boot-" + std::to_string(boot_); }

  void advance_us(int64_t us) {
    wall_us_ += us;
    boot_us_ += us;
  }
  void step_wall_us(int64_t us) { wall_us_ += us; }
  void reboot(int64_t wall_us) {
    ++boot_;
    boot_us_ = 7 * kSecondUs;
    wall_us_ = wall_us;
  }

 private:
  std::atomic<int64_t> wall_us_{kNoonUs};
  std::atomic<int64_t> boot_us_{1000 * kSecondUs};
  std::atomic<int> boot_{1};
};

inline Window window_of(WindowKind kind, int64_t length_us = kMinuteUs) {
  Window window;
  window.kind = kind;
  window.length_us = length_us;
  return window;
}

inline Window calendar(CalendarUnit unit, const char* zone) {
  Window window;
  window.kind = WindowKind::kCalendar;
  window.unit = unit;
  window.timezone = zone;
  return window;
}

inline Window endless(WindowKind kind) {
  return window_of(kind, 0);
}

inline QuotaCharge charge(const std::string& quota, const Window& window, int64_t limit,
                          int64_t amount, Metric metric = Metric::kRequests) {
  return {quota, quota + "|user=matti", metric, window, limit, amount};
}

inline Uuid new_attempt() {
  return Uuid::make_v7(system_clock().wall_us());
}

// One reservation, and the attempt that it was made for.
struct Attempt {
  Uuid id;
  Result<std::vector<QuotaRemaining>> result;
  [[nodiscard]] bool ok() const { return result.ok(); }
  [[nodiscard]] std::string_view reason() const {
    return result.ok() ? "admitted" : result.status().reason();
  }
  [[nodiscard]] int64_t retry_after_ms() const { return result.status().retry_after_ms(); }
};

inline Attempt reserve(QuotaStore& store, std::vector<QuotaCharge> charges,
                       int64_t expires_after_us = int64_t{1} << 50) {
  const Uuid id = new_attempt();
  return {id, store.reserve({id, std::move(charges), expires_after_us})};
}

// The state of the key of `charge(quota, …)`.
inline QuotaState state_of(QuotaStore& store, const std::string& quota,
                           Metric metric = Metric::kRequests) {
  const Result<std::vector<QuotaState>> states = store.read();
  if (!states.ok()) return {};
  for (const QuotaState& state : *states) {
    if (state.quota == quota && state.metric == metric) return state;
  }
  return {};
}

}  // namespace weir::test
