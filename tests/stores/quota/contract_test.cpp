// What every QuotaStore promises (quotas/quota_store.h), over memory, SQLite and PostgreSQL. The
// names that begin with "litellm" are failures that users of that gateway reported, with their
// issue numbers.

#include <algorithm>
#include <random>
#include <thread>

#include "quotas/window.h"
#include "stores/quota/store_under_test.h"

namespace weir::test {
namespace {

TEMPLATE_TEST_CASE("a reservation takes, a settlement gives the rest back", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Attempt attempt =
      reserve(*store, {charge("q", window_of(WindowKind::kFixed), 100, 60, Metric::kTotalTokens)});
  REQUIRE(attempt.ok());
  CHECK(attempt.result->at(0).remaining == 40);
  CHECK(attempt.result->at(0).limit == 100);
  CHECK(attempt.result->at(0).reset_ms == 60'000);
  REQUIRE(store->settle(attempt.id, {{Metric::kTotalTokens, 25}}).ok());
  const QuotaState state = state_of(*store, "q", Metric::kTotalTokens);
  CHECK(state.settled == 25);
  CHECK(state.reserved == 0);
  CHECK(state.over == 0);
  CHECK(state.limit == 100);
  CHECK(state.key == "q|user=matti");
}

TEMPLATE_TEST_CASE("all charges or none", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window minute = window_of(WindowKind::kFixed);
  REQUIRE(reserve(*store, {charge("b", minute, 10, 10)}).ok());
  for (int i = 0; i < 3; ++i) {
    const Attempt refused = reserve(*store, {charge("a", minute, 10, 1), charge("b", minute, 10, 1),
                                             charge("c", minute, 10, 1)});
    CHECK(refused.reason() == "quota.exceeded");
  }
  CHECK(state_of(*store, "a").reserved == 0);
  CHECK(state_of(*store, "c").reserved == 0);
  CHECK(state_of(*store, "b").reserved == 10);
}

TEMPLATE_TEST_CASE("a refusal says which quota, and when to come back", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window minute = window_of(WindowKind::kFixed);
  const Window hour = window_of(WindowKind::kFixed, 60 * kMinuteUs);
  REQUIRE(reserve(*store, {charge("a-short", minute, 5, 5), charge("b-long", hour, 5, 5)}).ok());
  time.advance_us(10 * kSecondUs);
  const Attempt refused =
      reserve(*store, {charge("b-long", hour, 5, 2), charge("a-short", minute, 5, 2)});
  REQUIRE_FALSE(refused.ok());
  const Status& status = refused.result.status();
  CHECK(status.code() == Code::kOverQuota);
  CHECK(status.retry_after_ms() == 3'590'000);
  CHECK(status.details() ==
        R"({"quota":"b-long","key":"b-long|user=matti","metric":"requests","limit":5,)"
        R"("requested":2,"used":5,"reset_ms":3590000})");
}

TEMPLATE_TEST_CASE("settling is idempotent", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  for (const WindowKind kind : {WindowKind::kFixed, WindowKind::kSliding, WindowKind::kBucket}) {
    const std::string quota = "q" + std::to_string(static_cast<int>(kind));
    const Attempt attempt = reserve(*store, {charge(quota, window_of(kind), 100, 60)});
    REQUIRE(attempt.ok());
    for (int i = 0; i < 3; ++i) {
      REQUIRE(store->settle(attempt.id, {{Metric::kRequests, 30}}).ok());
      REQUIRE(store->release(attempt.id).ok());
      CHECK(state_of(*store, quota).settled == 30);
      CHECK(state_of(*store, quota).reserved == 0);
    }
  }
  CHECK(store->settle(new_attempt(), {{Metric::kRequests, 30}}).ok());
}

TEMPLATE_TEST_CASE("a release gives everything back, once", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  for (const WindowKind kind : {WindowKind::kFixed, WindowKind::kSliding, WindowKind::kBucket}) {
    const std::string quota = "q" + std::to_string(static_cast<int>(kind));
    const Attempt first = reserve(*store, {charge(quota, window_of(kind), 10, 6)});
    const Attempt second = reserve(*store, {charge(quota, window_of(kind), 10, 4)});
    REQUIRE((first.ok() && second.ok()));
    for (int i = 0; i < 3; ++i) REQUIRE(store->release(first.id).ok());
    CHECK(state_of(*store, quota).reserved == 4);
    CHECK(reserve(*store, {charge(quota, window_of(kind), 10, 7)}).reason() == "quota.exceeded");
    CHECK(reserve(*store, {charge(quota, window_of(kind), 10, 6)}).ok());
  }
}

TEMPLATE_TEST_CASE("a use above the reserved stands in over and stops admission", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  for (const WindowKind kind : {WindowKind::kFixed, WindowKind::kSliding, WindowKind::kBucket}) {
    const std::string quota = "q" + std::to_string(static_cast<int>(kind));
    const Attempt attempt = reserve(*store, {charge(quota, window_of(kind), 100, 60)});
    REQUIRE(store->settle(attempt.id, {{Metric::kRequests, 130}}).ok());
    CHECK(state_of(*store, quota).over == 70);
    CHECK(state_of(*store, quota).settled == 130);
    CHECK(reserve(*store, {charge(quota, window_of(kind), 100, 0)}).reason() == "quota.exceeded");
  }
}

TEMPLATE_TEST_CASE("a metric that the use does not name is charged as reserved", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window minute = window_of(WindowKind::kFixed);
  const Attempt attempt = reserve(*store, {charge("q", minute, 10, 1, Metric::kRequests),
                                           charge("q", minute, 100, 60, Metric::kTotalTokens)});
  REQUIRE(attempt.ok());
  REQUIRE(store->settle(attempt.id, {{Metric::kTotalTokens, 7}}).ok());
  CHECK(state_of(*store, "q", Metric::kRequests).settled == 1);
  CHECK(state_of(*store, "q", Metric::kTotalTokens).settled == 7);
}

TEMPLATE_TEST_CASE("what can never fit is told apart from not now", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window minute = window_of(WindowKind::kFixed);
  const Attempt too_large = reserve(*store, {charge("q", minute, 10, 11)});
  CHECK(too_large.reason() == "quota.never_admissible");
  CHECK(too_large.result.status().code() == Code::kNeverAdmissible);
  CHECK(too_large.retry_after_ms() == 0);
  CHECK_FALSE(too_large.result.status().is_retryable());
  for (const int64_t amount : {0, 1}) {
    CHECK(reserve(*store, {charge("off", minute, 0, amount)}).reason() == "quota.never_admissible");
  }
  CHECK(state_of(*store, "q").limit == 0);  // no row was made
}

TEMPLATE_TEST_CASE("charges that make no sense are refused", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window minute = window_of(WindowKind::kFixed);
  CHECK(reserve(*store, {charge("q", minute, 10, -1)}).reason() == "quota.bad_charge");
  CHECK(reserve(*store, {charge("q", minute, 10, 1), charge("q", minute, 10, 1)}).reason() ==
        "quota.bad_charge");
  CHECK(reserve(*store, {charge("q", window_of(WindowKind::kFixed, 0), 10, 1)}).reason() ==
        "policy.bad_window");
  CHECK(reserve(*store, {charge("q", calendar(CalendarUnit::kDay, "Mars/Olympus"), 10, 1)})
            .reason() == "policy.bad_window");
  const Attempt attempt = reserve(*store, {charge("q", minute, 10, 1)});
  const auto again = store->reserve({attempt.id, {charge("q", minute, 10, 1)}, 0});
  REQUIRE_FALSE(again.ok());
  CHECK(again.status().reason() == "quota.bad_charge");
  CHECK(store->settle(attempt.id, {{Metric::kRequests, -1}}).reason() == "quota.bad_charge");
  CHECK(state_of(*store, "q").reserved == 1);
  CHECK(reserve(*store, {}).ok());
}

TEMPLATE_TEST_CASE("a fixed window ends on time and not before", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const QuotaCharge one = charge("q", window_of(WindowKind::kFixed), 3, 1);
  time.advance_us(kMinuteUs - 2);
  for (int i = 0; i < 3; ++i) REQUIRE(reserve(*store, {one}).ok());
  time.advance_us(1);
  CHECK(reserve(*store, {one}).reason() == "quota.exceeded");
  time.advance_us(1);
  for (int i = 0; i < 3; ++i) REQUIRE(reserve(*store, {one}).ok());
  CHECK_FALSE(reserve(*store, {one}).ok());
}

TEMPLATE_TEST_CASE("a budget of days follows the clocks of Helsinki", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  // 2026-10-24 21:00 UTC: midnight there, of the day with 25 hours.
  constexpr int64_t kMidnightUs = 1'792'875'600 * kSecondUs;
  time.advance_us(kMidnightUs - kNoonUs);
  TestType store(time);
  const QuotaCharge one = charge("q", calendar(CalendarUnit::kDay, "Europe/Helsinki"), 1, 1);
  const Attempt first = reserve(*store, {one});
  REQUIRE(first.ok());
  CHECK(first.result->at(0).reset_ms == 25 * 3'600'000);
  time.advance_us(25 * 60 * kMinuteUs - 1);
  CHECK(reserve(*store, {one}).retry_after_ms() == 1);
  time.advance_us(1);
  const Attempt second = reserve(*store, {one});
  REQUIRE(second.ok());
  CHECK(second.result->at(0).reset_ms == 24 * 3'600'000);
}

TEMPLATE_TEST_CASE("a bucket holds its burst and refills at its limit", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  QuotaCharge one = charge("q", window_of(WindowKind::kBucket), 60, 1);
  one.capacity = 3;
  for (int i = 0; i < 3; ++i) REQUIRE(reserve(*store, {one}).ok());
  const Attempt refused = reserve(*store, {one});
  CHECK(refused.reason() == "quota.exceeded");
  CHECK(refused.retry_after_ms() == 1000);
  time.advance_us(kSecondUs);
  CHECK(reserve(*store, {one}).ok());
  CHECK_FALSE(reserve(*store, {one}).ok());
  time.advance_us(10 * kMinuteUs);
  for (int i = 0; i < 3; ++i) REQUIRE(reserve(*store, {one}).ok());
  CHECK_FALSE(reserve(*store, {one}).ok());
  QuotaCharge four = one;
  four.amount = 4;
  CHECK(reserve(*store, {four}).reason() == "quota.never_admissible");
  // More than the limit at once, where the burst is larger.
  QuotaCharge wide = charge("wide", window_of(WindowKind::kBucket), 60, 100);
  wide.capacity = 100;
  CHECK(reserve(*store, {wide}).ok());
  CHECK(reserve(*store, {wide}).retry_after_ms() == 100'000);
  CHECK(state_of(*store, "wide").capacity == 100);
  CHECK(state_of(*store, "wide").limit == 60);
}

TEMPLATE_TEST_CASE("a lifetime never begins again", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const QuotaCharge some = charge("q", endless(WindowKind::kLifetime), 10, 6);
  const Attempt first = reserve(*store, {some});
  REQUIRE(first.ok());
  CHECK(first.result->at(0).reset_ms == kNeverMs);
  REQUIRE(store->settle(first.id, {}).ok());
  time.advance_us(20LL * 366 * 24 * 60 * kMinuteUs);
  const Attempt refused = reserve(*store, {some});
  CHECK(refused.reason() == "quota.exceeded");
  CHECK(refused.retry_after_ms() == 0);
  CHECK_FALSE(refused.result.status().is_retryable());
  CHECK(refused.result.status().details().find(R"("reset_ms":null)") != std::string_view::npos);
  CHECK(state_of(*store, "q").settled == 6);
  CHECK(state_of(*store, "q").reset_ms == kNeverMs);
}

TEMPLATE_TEST_CASE("of several refusals the one that no waiting helps is named", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const QuotaCharge minute = charge("a", window_of(WindowKind::kFixed), 1, 1);
  const QuotaCharge life = charge("b", endless(WindowKind::kLifetime), 1, 1);
  REQUIRE(reserve(*store, {minute, life}).ok());
  const Attempt refused = reserve(*store, {life, minute});
  CHECK(refused.retry_after_ms() == 0);
  CHECK(refused.result.status().details().find(R"("quota":"b")") != std::string_view::npos);
}

TEMPLATE_TEST_CASE("calls at once are counted while they run and no longer", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const QuotaCharge one =
      charge("q", endless(WindowKind::kConcurrent), 2, 1, Metric::kConcurrentCalls);
  for (int i = 0; i < 5; ++i) {
    const Attempt first = reserve(*store, {one});
    const Attempt second = reserve(*store, {one});
    REQUIRE((first.ok() && second.ok()));
    const Attempt refused = reserve(*store, {one});
    CHECK(refused.reason() == "quota.exceeded");
    CHECK(refused.retry_after_ms() == 1000);
    REQUIRE(store->settle(first.id, {{Metric::kRequests, 1}}).ok());
    const Attempt third = reserve(*store, {one});
    REQUIRE(third.ok());
    REQUIRE(store->settle(second.id, {}).ok());
    REQUIRE(store->release(third.id).ok());
    CHECK(state_of(*store, "q", Metric::kConcurrentCalls).reserved == 0);
    CHECK(state_of(*store, "q", Metric::kConcurrentCalls).settled == 0);
  }
}

TEMPLATE_TEST_CASE("a week begins on Monday in its zone", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const QuotaCharge one = charge("q", calendar(CalendarUnit::kWeek, "Europe/Helsinki"), 1, 1);
  const Attempt first = reserve(*store, {one});  // Monday, 15:00 there
  REQUIRE(first.ok());
  constexpr int64_t kHourMs = 3'600'000;
  CHECK(first.result->at(0).reset_ms == (7 * 24 - 15) * kHourMs);
  CHECK_FALSE(reserve(*store, {one}).ok());
  time.advance_us((7 * 24 - 15) * kHourMs * 1000);
  CHECK(reserve(*store, {one}).ok());
}

TEMPLATE_TEST_CASE("a changed limit holds from the next reserve", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window minute = window_of(WindowKind::kFixed);
  REQUIRE(reserve(*store, {charge("q", minute, 10, 8)}).ok());
  CHECK(reserve(*store, {charge("q", minute, 20, 13)}).reason() == "quota.exceeded");
  CHECK(reserve(*store, {charge("q", minute, 20, 12)}).ok());
  CHECK(reserve(*store, {charge("q", minute, 5, 1)}).reason() == "quota.exceeded");
  CHECK(state_of(*store, "q").reserved == 20);
}

const std::vector<Window>& windows_of_all_kinds() {
  static const std::vector<Window> windows = {
      window_of(WindowKind::kFixed),         window_of(WindowKind::kFixed, 2 * kMinuteUs),
      window_of(WindowKind::kSliding),       window_of(WindowKind::kSliding, 2 * kMinuteUs),
      window_of(WindowKind::kBucket),        calendar(CalendarUnit::kDay, "UTC"),
      calendar(CalendarUnit::kMonth, "UTC"), calendar(CalendarUnit::kDay, "Europe/Helsinki"),
  };
  return windows;
}

// Two policies on one store, as while a change of the policy reaches one process after the other.
TEMPLATE_TEST_CASE("policies with different windows take turns and reset nothing", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const auto& windows = windows_of_all_kinds();
  std::vector<int> admitted(windows.size());
  for (int round = 0; round < 10; ++round) {
    for (size_t i = 0; i < windows.size(); ++i) {
      const Attempt attempt = reserve(*store, {charge("q", windows[i], 3, 1)});
      if (!attempt.ok()) {
        CHECK(attempt.reason() == "quota.exceeded");
        continue;
      }
      ++admitted[i];
      if (round % 2 == 0) REQUIRE(store->settle(attempt.id, {}).ok());
    }
  }
  CHECK(admitted == std::vector<int>(windows.size(), 3));
}

TEMPLATE_TEST_CASE("each window of a quota has limit, hold and reading of its own", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const auto& windows = windows_of_all_kinds();
  std::vector<Uuid> attempts;
  for (size_t i = 0; i < windows.size(); ++i) {
    const auto amount = static_cast<int64_t>(i) + 1;
    const Attempt attempt = reserve(*store, {charge("q", windows[i], 10 * amount, amount)});
    REQUIRE(attempt.ok());
    attempts.push_back(attempt.id);
  }
  REQUIRE(store->settle(attempts[0], {{Metric::kRequests, 5}}).ok());
  REQUIRE(store->release(attempts[2]).ok());
  const auto states = store->read();
  REQUIRE(states.ok());
  REQUIRE(states->size() == windows.size());
  for (size_t i = 0; i < windows.size(); ++i) {
    const auto amount = static_cast<int64_t>(i) + 1;
    const auto state =
        std::find_if(states->begin(), states->end(), [&windows, i](const QuotaState& each) {
          return window_text(each.window) == window_text(windows[i]);
        });
    REQUIRE(state != states->end());
    INFO(window_text(windows[i]));
    CHECK(state->limit == 10 * amount);
    CHECK(state->settled == (i == 0 ? 5 : 0));
    CHECK(state->over == (i == 0 ? 4 : 0));
    CHECK(state->reserved == (i == 0 || i == 2 ? 0 : amount));
  }
  CHECK(std::is_sorted(states->begin(), states->end(), [](const auto& a, const auto& b) {
    return window_text(a.window) < window_text(b.window);
  }));
}

// The times and amounts of all admissions of a random day, checked against the definition.
struct Admitted {
  int64_t at_us;
  int64_t amount;
};

template <typename Store>
std::vector<Admitted> random_load(Store& store, ManualTime& time, const Window& window,
                                  int64_t limit, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Admitted> admitted;
  std::vector<std::pair<Uuid, int64_t>> open;
  for (int step = 0; step < 600; ++step) {
    time.advance_us(std::uniform_int_distribution<int64_t>(0, window.length_us / 20)(random));
    const auto amount = std::uniform_int_distribution<int64_t>(1, limit / 3)(random);
    const Attempt attempt = reserve(*store, {charge("q", window, limit, amount)});
    if (attempt.ok()) {
      admitted.push_back({time.wall_us(), amount});
      open.emplace_back(attempt.id, amount);
    } else {
      REQUIRE(attempt.reason() == "quota.exceeded");
    }
    if (!open.empty() && random() % 2 == 0) {
      REQUIRE(store->settle(open.back().first, {{Metric::kRequests, open.back().second}}).ok());
      open.pop_back();
    }
  }
  for (const auto& [id, amount] : open) REQUIRE(store->settle(id, {}).ok());
  return admitted;
}

TEMPLATE_TEST_CASE("no sliding window of any place holds more than the limit", "",
                   WEIR_QUOTA_STORES) {
  for (const uint64_t seed : {1U, 2U, 3U}) {
    ManualTime time;
    TestType store(time);
    const auto admitted = random_load(store, time, window_of(WindowKind::kSliding), 100, seed);
    REQUIRE(admitted.size() > 50);
    for (size_t first = 0; first < admitted.size(); ++first) {
      int64_t sum = 0;
      for (size_t i = first; i < admitted.size(); ++i) {
        if (admitted[i].at_us >= admitted[first].at_us + kMinuteUs) break;
        sum += admitted[i].amount;
      }
      REQUIRE(sum <= 100);
    }
  }
}

TEMPLATE_TEST_CASE("a bucket admits at most its burst and its rate", "", WEIR_QUOTA_STORES) {
  for (const uint64_t seed : {1U, 2U, 3U}) {
    ManualTime time;
    TestType store(time);
    const auto admitted = random_load(store, time, window_of(WindowKind::kBucket), 100, seed);
    REQUIRE(admitted.size() > 50);
    for (size_t first = 0; first < admitted.size(); ++first) {
      int64_t sum = 0;
      for (size_t i = first; i < admitted.size(); ++i) {
        sum += admitted[i].amount;
        const int64_t earned = 100 * (admitted[i].at_us - admitted[first].at_us) / kMinuteUs;
        REQUIRE(sum <= 100 + earned);
      }
    }
  }
}

TEMPLATE_TEST_CASE("retry_after is exact for every kind of window", "", WEIR_QUOTA_STORES) {
  std::mt19937_64 random(99);
  const std::vector<Window> windows = {
      window_of(WindowKind::kFixed), window_of(WindowKind::kSliding),
      window_of(WindowKind::kBucket), calendar(CalendarUnit::kHour, "Europe/Helsinki")};
  for (const Window& window : windows) {
    ManualTime time;
    TestType store(time);
    int refusals = 0;
    for (int step = 0; step < 400; ++step) {
      time.advance_us(std::uniform_int_distribution<int64_t>(0, 4 * kSecondUs)(random));
      const auto amount = std::uniform_int_distribution<int64_t>(1, 50)(random);
      const QuotaCharge wanted = charge("q", window, 100, amount);
      Attempt attempt = reserve(*store, {wanted});
      if (attempt.ok()) {
        REQUIRE(store->settle(attempt.id, {}).ok());
        continue;
      }
      ++refusals;
      time.advance_us((attempt.retry_after_ms() - 1) * 1000);
      INFO(static_cast<int>(window.kind) << " step " << step);
      REQUIRE_FALSE(reserve(*store, {wanted}).ok());
      time.advance_us(1000);
      attempt = reserve(*store, {wanted});
      REQUIRE(attempt.ok());
      REQUIRE(store->settle(attempt.id, {}).ok());
    }
    CHECK(refusals > 5);
  }
}

TEMPLATE_TEST_CASE("wall clock steps change nothing", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const QuotaCharge one = charge("q", window_of(WindowKind::kFixed), 1, 1);
  REQUIRE(reserve(*store, {one}).ok());
  for (const int64_t step : {30 * kMinuteUs, -400 * kMinuteUs, 24 * 60 * kMinuteUs}) {
    time.step_wall_us(step);
    const Attempt refused = reserve(*store, {one});
    CHECK(refused.reason() == "quota.exceeded");
    CHECK(refused.retry_after_ms() == 60'000);
  }
}

TEMPLATE_TEST_CASE("threads together get exactly the limit", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  std::atomic<int> admitted{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&store, &admitted] {
      for (int n = 0; n < 100; ++n) {
        if (reserve(*store, {charge("q", window_of(WindowKind::kFixed), 500, 1)}).ok()) ++admitted;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(admitted == 500);
  CHECK(state_of(*store, "q").reserved == 500);
}

TEMPLATE_TEST_CASE("litellm 18730: five calls at once cannot use tokens that one may", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  std::atomic<int> admitted{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 5; ++i) {
    threads.emplace_back([&store, &admitted] {
      const Attempt attempt = reserve(
          *store, {charge("tpm", window_of(WindowKind::kFixed), 100, 70, Metric::kTotalTokens)});
      if (attempt.ok()) ++admitted;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(admitted == 1);
}

TEMPLATE_TEST_CASE("litellm 34732: two budgets are checked and taken together", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window month = calendar(CalendarUnit::kMonth, "UTC");
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&store, &month, i] {
      for (int n = 0; n < 50; ++n) {
        // Half of the callers name the two in the other order.
        std::vector<QuotaCharge> both = {charge("key", month, 1000, 7, Metric::kNanoUsd),
                                         charge("team", month, 400, 7, Metric::kNanoUsd)};
        if (i % 2 == 0) std::swap(both[0], both[1]);
        (void)reserve(*store, both);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(state_of(*store, "team", Metric::kNanoUsd).reserved == 399);
  CHECK(state_of(*store, "key", Metric::kNanoUsd).reserved == 399);
}

TEMPLATE_TEST_CASE("litellm 38647: money is integers and adds up", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window month = calendar(CalendarUnit::kMonth, "UTC");
  constexpr int64_t kBudget = 25'000'000'000;  // 25 USD
  for (int i = 0; i < 250; ++i) {
    const Attempt attempt =
        reserve(*store, {charge("usd", month, kBudget, 100'000'000, Metric::kNanoUsd)});
    REQUIRE(attempt.ok());
    REQUIRE(store->settle(attempt.id, {{Metric::kNanoUsd, 100'000'000}}).ok());
  }
  CHECK(state_of(*store, "usd", Metric::kNanoUsd).settled == kBudget);
  CHECK_FALSE(reserve(*store, {charge("usd", month, kBudget, 1, Metric::kNanoUsd)}).ok());
}

TEMPLATE_TEST_CASE("litellm 29191: a first call that fits a small limit is admitted", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  for (const WindowKind kind : {WindowKind::kFixed, WindowKind::kSliding, WindowKind::kBucket}) {
    const std::string quota = "q" + std::to_string(static_cast<int>(kind));
    CHECK(reserve(*store, {charge(quota, window_of(kind), 3, 3, Metric::kTotalTokens)}).ok());
  }
}

TEMPLATE_TEST_CASE("litellm budget_reservation: nothing is resized to fit", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window month = calendar(CalendarUnit::kMonth, "UTC");
  REQUIRE(reserve(*store, {charge("usd", month, 100, 60, Metric::kNanoUsd)}).ok());
  CHECK_FALSE(reserve(*store, {charge("usd", month, 100, 41, Metric::kNanoUsd)}).ok());
  CHECK(state_of(*store, "usd", Metric::kNanoUsd).reserved == 60);
}

}  // namespace
}  // namespace weir::test
