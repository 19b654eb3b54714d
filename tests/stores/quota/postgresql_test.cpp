// What PostgreSQL alone promises, beside the contract: the arithmetic in SQL is that of lib/quotas,
// one round trip a reservation, versions of the schema, expiry, and the server's clock.

#include <random>
#include <thread>

#include "adapters/sqlite/quota_store.h"
#include "quotas/window.h"
#include "stores/quota/postgresql_fixture.h"
#include "stores/temporary_directory.h"

namespace weir::test {
namespace {

using testing::SqlSession;

// --- The same arithmetic ------------------------------------------------------------------------

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

TEST_CASE("names of every kind are taken as they are") {
  ManualTime time;
  const auto store = new_store(&time);
  for (const char* const name : {"a\"b", "a\\b", "{a,b}", "NULL", "", "a'; DROP SCHEMA weir; --",
                                 "p\xC3\xA4iv\xC3\xA4", "a b", "\xF0\x9F\x8D\xB5"}) {
    QuotaCharge one = charge("q", window_of(WindowKind::kFixed), 1, 1);
    one.key = name;
    CHECK(reserve(*store, {one}).ok());
    CHECK(reserve(*store, {one}).reason() == "quota.exceeded");
  }
}

// --- Round trips and locks ----------------------------------------------------------------------

std::vector<QuotaCharge> five_rules(int64_t limit, int64_t amount) {
  return {charge("a", window_of(WindowKind::kBucket), limit, amount),
          charge("b", window_of(WindowKind::kSliding), limit, amount, Metric::kTotalTokens),
          charge("c", window_of(WindowKind::kFixed), limit, amount),
          charge("d", calendar(CalendarUnit::kDay, "Europe/Helsinki"), limit, amount),
          charge("e", calendar(CalendarUnit::kMonth, "UTC"), limit, amount, Metric::kNanoUsd)};
}

TEST_CASE("one round trip for all limits of a call") {
  const auto store = new_store();
  REQUIRE(reserve(*store, five_rules(1000, 1)).ok());
  for (int i = 0; i < 20; ++i) {
    const int64_t before = store->round_trips();
    const Attempt attempt = reserve(*store, five_rules(1000, 1));
    REQUIRE(attempt.ok());
    CHECK(store->round_trips() == before + 1);
    REQUIRE(store->settle(attempt.id, {{Metric::kRequests, 1}}).ok());
    CHECK(store->round_trips() == before + 2);
  }
}

TEST_CASE("one statement on the server for all limits of a call") {
  const auto store = new_store();
  REQUIRE(reserve(*store, five_rules(1000, 1)).ok());
  SqlSession session(postgresql_server().address());
  // What the server saw last on a connection of the store, a single statement and no transaction.
  const std::string seen = session.run(
      "SELECT query || ' ' || state FROM pg_stat_activity WHERE application_name = 'weir' "
      "ORDER BY query_start DESC LIMIT 1");
  CHECK(seen.find("weir.quota_reserve_1(") != std::string::npos);
  CHECK(seen.substr(seen.size() - 5) == " idle");
}

TEST_CASE("callers that name the same limits in any order do not deadlock") {
  const auto store = new_store();
  SqlSession session(postgresql_server().address());
  const std::string count = "SELECT deadlocks FROM pg_stat_database WHERE datname = 'weir'";
  const int64_t before = session.number(count);
  std::vector<std::thread> threads;
  std::atomic<int> failed{0};
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&store, &failed, i] {
      std::mt19937 random(static_cast<unsigned>(i));
      for (int n = 0; n < 200; ++n) {
        auto charges = five_rules(1'000'000, 1);
        // New accounts as well: they are made in the same order.
        for (QuotaCharge& each : charges) each.key += std::to_string(random() % 7);
        std::shuffle(charges.begin(), charges.end(), random);
        const Attempt attempt = reserve(*store, charges);
        if (!attempt.ok() || !store->settle(attempt.id, {}).ok()) ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failed == 0);
  CHECK(session.number(count) == before);
}

TEST_CASE("whoever locks an account for long is waited for until the deadline and no longer") {
  drop_tables(postgresql_server().address());
  PostgresqlQuotaOptions options = options_for(postgresql_server().address());
  options.wait_ms = 300;
  const auto store = open_store(options);
  const QuotaCharge one = charge("q", window_of(WindowKind::kFixed), 10, 1);
  REQUIRE(reserve(*store, {one}).ok());
  SqlSession other(postgresql_server().address());
  other.run("BEGIN; SELECT * FROM weir.quota FOR UPDATE");
  const Attempt refused = reserve(*store, {one});
  CHECK(refused.reason() == "store.busy");
  CHECK(refused.result.status().is_retryable());
  other.run("COMMIT");
  CHECK(reserve(*store, {one}).ok());
  CHECK(state_of(*store, "q").reserved == 2);  // the refused one left nothing
}

// --- Time ---------------------------------------------------------------------------------------

TEST_CASE("the server's clock is the one that counts") {
  const auto store = new_store();
  const QuotaCharge one = charge("q", calendar(CalendarUnit::kDay, "UTC"), 5, 1);
  const Attempt attempt = reserve(*store, {one});
  REQUIRE(attempt.ok());
  SqlSession session(postgresql_server().address());
  CHECK(session.run("SELECT end_us = extract(epoch FROM date_trunc('day', clock_timestamp() "
                    "AT TIME ZONE 'UTC') + interval '1 day') * 1000000 FROM weir.quota") == "t");
  CHECK(session.run("SELECT abs(seen_us - extract(epoch FROM clock_timestamp()) * 1000000) "
                    "< 60000000 FROM weir.quota") == "t");
}

TEST_CASE("a caller whose calendar is behind or ahead asks again and is right") {
  ManualTime time;
  const auto store = new_store(&time);
  SqlSession session(postgresql_server().address());
  const QuotaCharge one = charge("q", calendar(CalendarUnit::kDay, "Europe/Helsinki"), 5, 1);
  REQUIRE(reserve(*store, {one}).ok());
  // The account has seen a time that this caller knows nothing of, a week from now.
  session.run("UPDATE weir.quota SET seen_us = seen_us + 7 * 86400::bigint * 1000000");
  const Attempt attempt = reserve(*store, {one});
  REQUIRE(attempt.ok());
  CHECK(attempt.result->at(0).remaining == 4);  // a new day
  CHECK(session.run("SELECT begin_us <= seen_us AND seen_us < end_us FROM weir.quota") == "t");
}

TEST_CASE("a server whose clock is behind the last one's does not run back") {
  ManualTime time;
  const auto store = new_store(&time);
  const QuotaCharge one = charge("q", window_of(WindowKind::kSliding), 1, 1);
  time.advance_us(30 * kSecondUs);
  REQUIRE(reserve(*store, {one}).ok());
  ManualTime behind;
  const auto other = open_store(options_for(postgresql_server().address(), &behind));
  const Attempt refused = reserve(*other, {one});
  CHECK(refused.reason() == "quota.exceeded");
  CHECK(refused.retry_after_ms() >= 60'000);
  behind.advance_us(90 * kSecondUs + 1000);
  REQUIRE(other->read().ok());
  CHECK(reserve(*other, {one}).reason() == "quota.exceeded");  // still held by the first
}

// --- What was left behind -----------------------------------------------------------------------

TEST_CASE("what expired is charged once, as its own host's log knows, or in full") {
  for (const bool is_known : {true, false}) {
    ManualTime time;
    const auto store = new_store(&time);
    const QuotaCharge some = charge("q", calendar(CalendarUnit::kMonth, "UTC"), 100, 30);
    const Attempt lost = reserve(*store, {some}, 90 * kSecondUs);
    const Attempt running = reserve(*store, {some}, 1800 * kSecondUs);
    REQUIRE((lost.ok() && running.ok()));
    std::vector<Uuid> asked;
    store->set_reservation_resolver(
        [&asked, is_known](const Uuid& id) -> std::optional<std::vector<ActualUse>> {
          asked.push_back(id);
          if (!is_known) return std::nullopt;
          return std::vector<ActualUse>{{Metric::kRequests, 7}};
        });
    time.advance_us(90 * kSecondUs - 1);
    REQUIRE(store->reap().ok());
    CHECK(asked.empty());
    time.advance_us(2 * kSecondUs);
    const QuotaCharge other = charge("other", window_of(WindowKind::kFixed), 10, 1);
    REQUIRE(reserve(*store, {other}).ok());  // finds it by itself
    CHECK(asked == std::vector<Uuid>{lost.id});
    CHECK(state_of(*store, "q").settled == (is_known ? 7 : 30));
    CHECK(state_of(*store, "q").reserved == 30);
    REQUIRE(store->settle(lost.id, {{Metric::kRequests, 9}}).ok());  // too late, and no harm
    CHECK(state_of(*store, "q").settled == (is_known ? 7 : 30));
  }
}

TEST_CASE("another host's attempts are left to it for a minute") {
  ManualTime time;
  const auto store = new_store(&time);
  const QuotaCharge some = charge("q", calendar(CalendarUnit::kMonth, "UTC"), 100, 30);
  REQUIRE(reserve(*store, {some}, kSecondUs).ok());
  SqlSession session(postgresql_server().address());
  session.run("UPDATE weir.quota_hold SET machine = 'far-away'");
  int asked = 0;
  store->set_reservation_resolver([&asked](const Uuid&) -> std::optional<std::vector<ActualUse>> {
    ++asked;
    return std::vector<ActualUse>();
  });
  time.advance_us(60 * kSecondUs);
  REQUIRE(store->reap().ok());
  CHECK(state_of(*store, "q").reserved == 30);
  time.advance_us(2 * kSecondUs);
  REQUIRE(store->reap().ok());
  CHECK(state_of(*store, "q").settled == 30);
  CHECK(asked == 0);  // this host's log does not know it
}

TEST_CASE("a sliding key keeps a bounded number of entries") {
  ManualTime time;
  const auto store = new_store(&time);
  for (int i = 0; i < 500; ++i) {
    const Attempt attempt =
        reserve(*store, {charge("q", window_of(WindowKind::kSliding), 1000, 1)});
    REQUIRE(attempt.ok());
    REQUIRE(store->settle(attempt.id, {}).ok());
    time.advance_us(kMinuteUs / 1'000'000);
  }
  SqlSession session(postgresql_server().address());
  CHECK(session.number("SELECT count(*) FROM weir.quota_entry") <= 34);
  CHECK(session.number("SELECT sum(amount) FROM weir.quota_entry") == 500);
  CHECK(session.number("SELECT count(*) FROM weir.quota_hold") == 0);
}

// --- The schema ---------------------------------------------------------------------------------

TEST_CASE("a schema of a newer weir is refused, by readers and by writers") {
  for (const char* const name : {"quota_min_reader", "quota_min_writer"}) {
    (void)new_store();
    SqlSession session(postgresql_server().address());
    session.run(std::string("UPDATE weir.meta SET value = 2 WHERE name = '") + name + "'");
    const auto opened = PostgresqlQuotaStore::open(options_for(postgresql_server().address()));
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.status().reason() == "store.too_new");
  }
}

TEST_CASE("a newer schema that still serves this version is used") {
  (void)new_store();
  SqlSession session(postgresql_server().address());
  session.run("UPDATE weir.meta SET value = 2 WHERE name = 'quota_version'");
  const auto store = open_store(options_for(postgresql_server().address()));
  CHECK(reserve(*store, {charge("q", window_of(WindowKind::kFixed), 1, 1)}).ok());
}

TEST_CASE("a schema that somebody made for this user, and an empty one, are taken") {
  drop_tables(postgresql_server().address());
  SqlSession session(postgresql_server().address());
  session.run("CREATE SCHEMA weir");
  CHECK(reserve(*open_store(options_for(postgresql_server().address())),
                {charge("q", window_of(WindowKind::kFixed), 1, 1)})
            .ok());
}

TEST_CASE("many that open a new database at once make one schema") {
  for (int round = 0; round < 5; ++round) {
    drop_tables(postgresql_server().address());
    std::vector<std::thread> threads;
    std::vector<std::string> faults(8);
    for (size_t i = 0; i < faults.size(); ++i) {
      threads.emplace_back([&fault = faults[i]] {
        auto store = PostgresqlQuotaStore::open(options_for(postgresql_server().address()));
        if (!store.ok()) {
          fault = store.status().message();
          return;
        }
        const Attempt one = reserve(**store, {charge("q", window_of(WindowKind::kFixed), 8, 1)});
        if (!one.ok()) fault = one.result.status().message();
      });
    }
    for (std::thread& thread : threads) thread.join();
    for (const std::string& fault : faults) CHECK(fault == "");
    const auto store = open_store(options_for(postgresql_server().address()));
    CHECK(state_of(*store, "q").reserved == 8);
  }
}

TEST_CASE("a store that is deleted under us refuses, and says so") {
  const auto store = new_store();
  const QuotaCharge one = charge("q", window_of(WindowKind::kFixed), 10, 1);
  REQUIRE(reserve(*store, {one}).ok());
  drop_tables(postgresql_server().address());
  CHECK(reserve(*store, {one}).reason() == "store.missing");
  const auto states = store->read();
  REQUIRE_FALSE(states.ok());
  CHECK(states.status().code() == Code::kUnavailable);
}

TEST_CASE("addresses that libpq does not take are refused without their text") {
  for (const char* const address :
       {"", "weir", "host=/tmp user=weir", "postgresql://[::1/weir",
        "postgresql://db/weir?swordfish=1", "postgresql://weir:swordfish@db/weir"}) {
    const auto opened = PostgresqlQuotaStore::open(options_for(address));
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.status().code() == Code::kInvalidPolicy);
    CHECK(opened.status().message().find("swordfish") == std::string_view::npos);
  }
}

}  // namespace
}  // namespace weir::test
