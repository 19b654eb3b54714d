#include "quotas/quota_account.h"

#include "support/catch.h"

namespace weir {
namespace {

constexpr int64_t kMinute = 60'000'000;

Window window_of(WindowKind kind, int64_t length_us = kMinute) {
  Window window;
  window.kind = kind;
  window.length_us = length_us;
  return window;
}

QuotaAccount account_of(WindowKind kind, int64_t limit, int64_t now_us = 0) {
  Result<QuotaAccount> account = open_account(window_of(kind), limit, now_us);
  REQUIRE(account.ok());
  return *account;
}

TEST_CASE("what was reserved is replaced by what was used") {
  QuotaAccount account = account_of(WindowKind::kFixed, 100);
  const QuotaHold held = hold(account, 60, 5);
  CHECK(remaining(account) == 40);
  CHECK(fits(account, 40));
  CHECK_FALSE(fits(account, 41));
  CHECK(settle(account, held, 25, 6) == 25);
  CHECK(account.settled == 25);
  CHECK(account.reserved == 0);
  CHECK(account.over == 0);
}

TEST_CASE("a use above the reserved is recorded and stops admission") {
  QuotaAccount account = account_of(WindowKind::kFixed, 100);
  const QuotaHold held = hold(account, 100, 5);
  settle(account, held, 150, 6);
  CHECK(account.over == 50);
  CHECK(account.settled == 150);
  CHECK(remaining(account) == 0);
  CHECK_FALSE(fits(account, 0));
}

TEST_CASE("an absurd use does not overflow") {
  for (const WindowKind kind : {WindowKind::kFixed, WindowKind::kBucket, WindowKind::kSliding}) {
    QuotaAccount account = account_of(kind, INT64_MAX);
    const QuotaHold first = hold(account, INT64_MAX / 2, 5);
    const QuotaHold second = hold(account, INT64_MAX / 2, 5);
    settle(account, first, INT64_MAX, 6);
    settle(account, second, INT64_MAX, 6);
    CHECK_FALSE(fits(account, 1));
    CHECK(account.over == INT64_MAX);
  }
}

TEST_CASE("a call counts in the window that admitted it") {
  QuotaAccount account = account_of(WindowKind::kFixed, 100);
  const QuotaHold held = hold(account, 60, kMinute - 1);
  REQUIRE(bring_up_to_date(account, 100, kMinute).ok());
  CHECK(remaining(account) == 100);
  CHECK(settle(account, held, 80, kMinute + 1) == 0);
  CHECK(account.settled == 0);
  CHECK(account.reserved == 0);
  CHECK(account.over == 20);
}

TEST_CASE("a clock that runs back does not reopen an earlier window") {
  QuotaAccount account = account_of(WindowKind::kFixed, 10, 5 * kMinute);
  settle(account, hold(account, 10, 5 * kMinute), 10, 5 * kMinute);
  REQUIRE(bring_up_to_date(account, 10, 2 * kMinute).ok());
  CHECK_FALSE(fits(account, 1));
}

TEST_CASE("a changed limit holds at once and keeps what was used") {
  for (const WindowKind kind : {WindowKind::kFixed, WindowKind::kBucket, WindowKind::kSliding}) {
    QuotaAccount account = account_of(kind, 100);
    (void)hold(account, 60, 0);
    REQUIRE(bring_up_to_date(account, 200, 0).ok());
    CHECK(remaining(account) == 140);
    REQUIRE(bring_up_to_date(account, 50, 0).ok());
    CHECK(remaining(account) == 0);
    CHECK_FALSE(fits(account, 1));
    REQUIRE(bring_up_to_date(account, 100, 0).ok());
    CHECK(remaining(account) == 40);
  }
}

TEST_CASE("a bucket gets back what was not used, up to its limit") {
  QuotaAccount account = account_of(WindowKind::kBucket, 60);
  const QuotaHold held = hold(account, 60, 0);
  CHECK_FALSE(fits(account, 1));
  REQUIRE(bring_up_to_date(account, 60, kMinute / 2).ok());
  CHECK(remaining(account) == 30);
  settle(account, held, 10, kMinute / 2);
  CHECK(remaining(account) == 60);
  CHECK(settled_of(account) == 0);
}

TEST_CASE("a bucket works an overrun off before it admits again") {
  QuotaAccount account = account_of(WindowKind::kBucket, 60);
  settle(account, hold(account, 60, 0), 90, 0);
  CHECK(account.bucket.level == -30);
  CHECK(retry_us(account, 1, 0) == 31'000'000);
  CHECK(reset_us(account, 0) == 90'000'000);
}

TEST_CASE("a sliding entry ends after the window, never before") {
  QuotaAccount account = account_of(WindowKind::kSliding, 10);
  for (int64_t reserved = 0; reserved < 5000; reserved += 7) {
    const int64_t end = entry_end_us(account, {1, account.epoch, reserved});
    REQUIRE(end >= reserved + kMinute);
    REQUIRE(end < reserved + kMinute + kMinute / 65'536);
  }
}

TEST_CASE("a sliding call that outlives its window counts while it runs, and then no more") {
  QuotaAccount account = account_of(WindowKind::kSliding, 10);
  const QuotaHold held = hold(account, 10, 0);
  REQUIRE(bring_up_to_date(account, 10, 2 * kMinute).ok());
  CHECK_FALSE(fits(account, 1));
  CHECK(settle(account, held, 10, 2 * kMinute) == 0);
  CHECK(fits(account, 10));
}

TEST_CASE("the sliding wait ends when enough has fallen out") {
  QuotaAccount account = account_of(WindowKind::kSliding, 10);
  account.settled = 10;
  SlidingWait wait(account, 5);
  CHECK_FALSE(wait.falls_out(3, 100));
  CHECK(wait.falls_out(3, 200));
  CHECK(wait.end_us() == 200);
}

TEST_CASE("an account of no length or zone does not open") {
  CHECK_FALSE(open_account(window_of(WindowKind::kBucket, 0), 1, 0).ok());
  CHECK_FALSE(open_account(window_of(WindowKind::kSliding, -1), 1, 0).ok());
  CHECK_FALSE(open_account(window_of(WindowKind::kFixed, 0), 1, 0).ok());
}

}  // namespace
}  // namespace weir
