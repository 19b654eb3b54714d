// What PostgreSQL alone promises, beside the contract: one round trip a reservation, versions of
// the schema, expiry, and the server's clock.

#include <random>
#include <thread>

#include "stores/quota/postgresql_fixture.h"

namespace weir::test {
namespace {

using testing::SqlSession;

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
  threads.reserve(4);
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
    for (const std::string& fault : faults) {
      INFO(fault);
      CHECK(fault.empty());
    }
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
