// The arithmetic in SQL is that of lib/quotas: PostgreSQL beside SQLite under random loads.

#include <algorithm>
#include <random>

#include "adapters/sqlite/quota_store.h"
#include "quotas/window.h"
#include "stores/quota/postgresql_fixture.h"
#include "stores/temporary_directory.h"

namespace weir::test {
namespace {

const std::vector<Window>& windows() {
  static const std::vector<Window> all = {
      window_of(WindowKind::kFixed),
      window_of(WindowKind::kFixed, 7 * kSecondUs),
      window_of(WindowKind::kSliding),
      window_of(WindowKind::kSliding, 1000),
      window_of(WindowKind::kBucket),
      window_of(WindowKind::kBucket, 86'400 * kSecondUs),
      calendar(CalendarUnit::kHour, "Asia/Kathmandu"),
      calendar(CalendarUnit::kDay, "Europe/Helsinki"),
      calendar(CalendarUnit::kMonth, "America/New_York"),
      calendar(CalendarUnit::kWeek, "Pacific/Auckland"),
      endless(WindowKind::kLifetime),
      endless(WindowKind::kConcurrent),
  };
  return all;
}

class TwoStores {
 public:
  explicit TwoStores(uint64_t seed)
      : random_(seed), sqlite_(open_sqlite()), postgresql_(new_store(&time_)) {}

  void step() {
    time_.advance_us(number(0, 1) == 0 ? number(0, 3000) : number(0, 40 * kSecondUs));
    if (number(0, 200) == 0) time_.advance_us(number(0, 40LL * 86'400 * kSecondUs));
    const int64_t what = number(0, 9);
    if (what < 6) return reserve_some();
    if (open_.empty()) return;
    const auto place = open_.begin() + number(0, static_cast<int64_t>(open_.size()) - 1);
    const Uuid attempt = *place;
    open_.erase(place);
    if (what == 9) {
      REQUIRE((sqlite_->release(attempt).ok() && postgresql_->release(attempt).ok()));
      return;
    }
    std::vector<ActualUse> used;
    if (what > 6) used.push_back({Metric::kNanoUsd, number(0, 3) == 0 ? 2 * limit_ : number(0, 9)});
    REQUIRE((sqlite_->settle(attempt, used).ok() && postgresql_->settle(attempt, used).ok()));
  }

  void compare_states() {
    const auto left = sqlite_->read();
    const auto right = postgresql_->read();
    REQUIRE((left.ok() && right.ok()));
    // PostgreSQL has rows of accounts that have refused all there was.
    for (const QuotaState& mine : *left) {
      const auto same = std::find_if(right->begin(), right->end(), [&mine](const QuotaState& each) {
        return each.key == mine.key && each.metric == mine.metric &&
               window_text(each.window) == window_text(mine.window);
      });
      INFO(window_text(mine.window) << " of " << mine.key);
      REQUIRE(same != right->end());
      // `over` of a window that has ended stands in that window, and in SQLite in the next one.
      if (!has_bounds(mine.window.kind)) CHECK(same->over == mine.over);
      CHECK(same->limit == mine.limit);
      CHECK(same->settled == mine.settled);
      CHECK(same->reserved == mine.reserved);
      CHECK(same->reset_ms == mine.reset_ms);
    }
  }

 private:
  std::unique_ptr<SqliteQuotaStore> open_sqlite() {
    SqliteQuotaOptions options;
    options.directory = directory_.store();
    options.synchronous = Synchronous::kNormal;
    options.time = &time_;
    auto opened = SqliteQuotaStore::open(options);
    REQUIRE(opened.ok());
    return std::move(opened).value();
  }

  int64_t number(int64_t low, int64_t high) {
    return std::uniform_int_distribution<int64_t>(low, high)(random_);
  }

  void reserve_some() {
    if (number(0, 40) == 0) limit_ = number(0, 1) == 0 ? number(5, 200) : number(1, kLarge);
    std::vector<QuotaCharge> charges;
    for (size_t i = 0; i < windows().size(); ++i) {
      if (number(0, 2) != 0) continue;
      const int64_t amount =
          number(0, 30) == 0 ? limit_ : number(0, std::max<int64_t>(1, limit_ / 5));
      const std::string name = "q" + std::to_string(i);
      charges.push_back(charge(name, windows()[i], limit_, amount, Metric::kNanoUsd));
      if (windows()[i].kind == WindowKind::kBucket) charges.back().capacity = number(1, 2) * limit_;
    }
    const Uuid attempt = new_attempt();
    const auto left = sqlite_->reserve({attempt, charges, kLarge});
    const auto right = postgresql_->reserve({attempt, charges, kLarge});
    REQUIRE(left.ok() == right.ok());
    if (!left.ok()) {
      CHECK(left.status().details() == right.status().details());
      CHECK(left.status().retry_after_ms() == right.status().retry_after_ms());
      return;
    }
    if (!charges.empty()) open_.push_back(attempt);
    for (size_t i = 0; i < charges.size(); ++i) {
      INFO(window_text(charges[i].window));
      CHECK(left->at(i).remaining == right->at(i).remaining);
      CHECK(left->at(i).reset_ms == right->at(i).reset_ms);
      CHECK(left->at(i).key == right->at(i).key);
    }
  }

  static constexpr int64_t kLarge = int64_t{1} << 50;
  std::mt19937_64 random_;
  ManualTime time_;
  TemporaryDirectory directory_;
  std::unique_ptr<SqliteQuotaStore> sqlite_;
  std::unique_ptr<PostgresqlQuotaStore> postgresql_;
  int64_t limit_ = 100;
  std::vector<Uuid> open_;
};

TEST_CASE("the arithmetic in SQL is that of lib/quotas") {
  for (const uint64_t seed : {1U, 2U, 3U}) {
    TwoStores stores(seed);
    for (int step = 0; step < 1500; ++step) {
      INFO("seed " << seed << " step " << step);
      stores.step();
      if (step % 50 == 0) stores.compare_states();
    }
    stores.compare_states();
  }
}

TEST_CASE("amounts as large as they may be are counted and not wrapped") {
  ManualTime time;
  const auto store = new_store(&time);
  for (const WindowKind kind : {WindowKind::kFixed, WindowKind::kSliding, WindowKind::kBucket}) {
    const std::string quota = "q" + std::to_string(static_cast<int>(kind));
    for (int i = 0; i < 2; ++i) {
      const Attempt attempt = reserve(*store, {charge(quota, window_of(kind), INT64_MAX, 1)});
      if (i == 0) REQUIRE(attempt.ok());
      if (!attempt.ok()) break;
      REQUIRE(store->settle(attempt.id, {{Metric::kRequests, INT64_MAX}}).ok());
    }
    CHECK(reserve(*store, {charge(quota, window_of(kind), INT64_MAX, INT64_MAX)}).reason() ==
          "quota.exceeded");
  }
}

}  // namespace
}  // namespace weir::test
