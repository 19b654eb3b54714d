// What SqliteQuotaStore alone promises: that it survives being closed, reboots, and files that are
// not what they should be.

#include <filesystem>
#include <optional>

#include "adapters/sqlite/quota_schema.h"
#include "stores/quota/store_under_test.h"

namespace weir::test {
namespace {

TEST_CASE("counts and reservations survive closing and opening") {
  ManualTime time;
  InSqlite store(time);
  for (const WindowKind kind : {WindowKind::kFixed, WindowKind::kSliding, WindowKind::kBucket}) {
    const std::string quota = "q" + std::to_string(static_cast<int>(kind));
    const Attempt settled = reserve(*store, {charge(quota, window_of(kind), 100, 50)});
    REQUIRE(store->settle(settled.id, {{Metric::kRequests, 20}}).ok());
    const Attempt open = reserve(*store, {charge(quota, window_of(kind), 100, 30)});
    REQUIRE(open.ok());
    store.reopen();
    CHECK(state_of(*store, quota).settled == 20);
    CHECK(state_of(*store, quota).reserved == 30);
    REQUIRE(store->settle(open.id, {{Metric::kRequests, 1}}).ok());
    CHECK(state_of(*store, quota).settled == 21);
  }
}

TEST_CASE("a reservation that its closed store left behind is charged by the next one") {
  ManualTime time;
  InSqlite store(time);
  REQUIRE(reserve(*store, {charge("q", window_of(WindowKind::kFixed), 100, 30)}).ok());
  store.reopen();
  REQUIRE(reserve(*store, {charge("other", window_of(WindowKind::kFixed), 100, 1)}).ok());
  CHECK(state_of(*store, "q").settled == 30);
  CHECK(state_of(*store, "q").reserved == 0);
}

TEST_CASE("a file keeps the pages it was made with, and serves with them") {
  ManualTime time;
  InSqlite store(time);
  const auto page_size = [&store] {
    auto view = store.store->database().begin_read();
    REQUIRE(view.ok());
    return view->connection().integer_of("PRAGMA page_size").value();
  };
  CHECK(page_size() == 1024);
  store.store.reset();
  REQUIRE(std::filesystem::remove(store.directory.store() + "/quota.db"));
  sqlite::DatabaseOptions older;
  older.directory = store.directory.store();
  older.file = "quota.db";
  older.schema = sqlite::quota_schema();
  older.schema.page_size = 4096;
  REQUIRE(sqlite::Database::open(older).ok());
  store.reopen();
  CHECK(page_size() == 4096);
  const Attempt attempt = reserve(*store, {charge("q", window_of(WindowKind::kFixed), 100, 30)});
  REQUIRE(attempt.ok());
  REQUIRE(store->settle(attempt.id, {{Metric::kRequests, 20}}).ok());
  CHECK(state_of(*store, "q").settled == 20);
}

TEST_CASE("a file of schema 1 is brought up to date with what it counts") {
  ManualTime time;
  InSqlite store(time);
  store.store.reset();
  REQUIRE(std::filesystem::remove(store.directory.store() + "/quota.db"));
  sqlite::DatabaseOptions older;
  older.directory = store.directory.store();
  older.file = "quota.db";
  older.schema = sqlite::quota_schema();
  older.schema.version = older.schema.min_reader = older.schema.min_writer = 1;
  older.schema.migrations = {};
  {
    auto database = sqlite::Database::open(older);
    REQUIRE(database.ok());
    auto write = (*database)->begin_write();
    REQUIRE(write.ok());
    const std::string minute = std::to_string(kNoonUs) + ", " + std::to_string(kNoonUs + kMinuteUs);
    REQUIRE(
        write->connection()
            .execute(("INSERT INTO quota VALUES(1, 'q|user=matti', 0, 'q', 'fixed/60000000', 10, "
                      "1, " +
                      minute + ", 10, 0, " + std::to_string(kNoonUs) +
                      ", 4, 0, 0);"
                      "INSERT INTO quota VALUES(2, 'b|user=matti', 0, 'b', 'bucket/60000000', 10, "
                      "1, 0, 0, 3, 0, " +
                      std::to_string(kNoonUs) + ", 0, 0, 0);")
                         .c_str())
            .ok());
    REQUIRE(write->commit().ok());
  }
  store.open();
  CHECK(state_of(*store, "q").settled == 4);
  CHECK(state_of(*store, "b").settled == 7);
  CHECK(reserve(*store, {charge("q", window_of(WindowKind::kFixed), 10, 7)}).reason() ==
        "quota.exceeded");
  CHECK(reserve(*store, {charge("q", window_of(WindowKind::kFixed), 10, 6)}).ok());
  CHECK(reserve(*store, {charge("b", window_of(WindowKind::kBucket), 10, 3)}).ok());
  CHECK_FALSE(reserve(*store, {charge("b", window_of(WindowKind::kBucket), 10, 1)}).ok());
  // The library that made it would not keep what this one promises.
  store.store.reset();
  CHECK(sqlite::Database::open(older).status().reason() == "store.too_new");
}

TEST_CASE("a log that takes the slot number of a dead owner does not keep him alive") {
  ManualTime time;
  InSqlite store(time);
  REQUIRE(reserve(*store, {charge("q", window_of(WindowKind::kFixed), 100, 30)}).ok());
  SqliteQuotaOptions options;
  options.directory = store.directory.store();
  options.time = &time;
  auto second = SqliteQuotaStore::open(options);  // has the next slot
  REQUIRE(second.ok());
  store.store.reset();
  auto log = sqlite::GateLock::open(store.directory.store() + "/store.lock", 1);
  REQUIRE(log.ok());
  REQUIRE(*(*log)->claim_slot() == 0);
  REQUIRE((*second)->reap().ok());
  CHECK(state_of(**second, "q").reserved == 0);
}

TEST_CASE("an orphan waits for the log until it expires, and only when there is a log to ask") {
  ManualTime time;
  InSqlite store(time);
  const Uuid attempt = new_attempt();
  REQUIRE(
      store->reserve({attempt, {charge("q", window_of(WindowKind::kFixed), 100, 30)}, kSecondUs})
          .ok());
  store.reopen();
  int asked = 0;
  store->set_reservation_resolver([&asked](const Uuid&) -> std::optional<std::vector<ActualUse>> {
    ++asked;
    return std::nullopt;
  });
  REQUIRE(store.store->reap().ok());
  CHECK(asked == 1);
  CHECK(state_of(*store, "q").reserved == 30);
  time.advance_us(kSecondUs);
  REQUIRE(store.store->reap().ok());
  CHECK(asked == 2);
  CHECK(state_of(*store, "q").reserved == 0);
  CHECK(state_of(*store, "q").settled == 30);
  REQUIRE(store.store->reap().ok());
  CHECK(asked == 2);
}

TEST_CASE("a settlement that failed in a living process is made good when it has expired") {
  for (const bool is_known : {true, false}) {
    ManualTime time;
    InSqlite store(time);
    const QuotaCharge some = charge("q", calendar(CalendarUnit::kMonth, "UTC"), 100, 30);
    const Attempt lost = reserve(*store, {some}, 90 * kSecondUs);
    const Attempt running = reserve(*store, {some}, 180 * kSecondUs);
    REQUIRE((lost.ok() && running.ok()));
    {
      auto write = store.store->database().begin_write();
      REQUIRE(write.ok());
      REQUIRE(write->connection()
                  .execute("CREATE TRIGGER fault BEFORE DELETE ON hold "
                           "BEGIN SELECT raise(ABORT, 'no'); END")
                  .ok());
      REQUIRE(write->commit().ok());
    }
    REQUIRE_FALSE(store->settle(lost.id, {{Metric::kRequests, 7}}).ok());
    {
      auto write = store.store->database().begin_write();
      REQUIRE(write.ok());
      REQUIRE(write->connection().execute("DROP TRIGGER fault").ok());
      REQUIRE(write->commit().ok());
    }
    std::vector<Uuid> asked;
    store->set_reservation_resolver(
        [&asked, is_known](const Uuid& id) -> std::optional<std::vector<ActualUse>> {
          asked.push_back(id);
          if (!is_known) return std::nullopt;
          return std::vector<ActualUse>{{Metric::kRequests, 7}};
        });
    time.advance_us(90 * kSecondUs - 1);
    REQUIRE(store.store->reap().ok());
    CHECK(asked.empty());
    CHECK(state_of(*store, "q").reserved == 60);
    time.advance_us(2 * kSecondUs);
    const QuotaCharge other = charge("other", window_of(WindowKind::kFixed), 10, 1);
    REQUIRE(reserve(*store, {other}).ok());  // finds it by itself
    CHECK(asked == std::vector<Uuid>{lost.id});
    CHECK(state_of(*store, "q").settled == (is_known ? 7 : 30));
    CHECK(state_of(*store, "q").reserved == 30);
    REQUIRE(store->settle(lost.id, {{Metric::kRequests, 7}}).ok());  // too late, and no harm
    REQUIRE(store->settle(running.id, {{Metric::kRequests, 1}}).ok());
    CHECK(state_of(*store, "q").settled == (is_known ? 8 : 31));
  }
}

TEST_CASE("what expired in another living store is made good by whoever reserves") {
  ManualTime time;
  InSqlite first(time);
  SqliteQuotaOptions options;
  options.directory = first.directory.store();
  options.time = &time;
  auto second = SqliteQuotaStore::open(options);
  REQUIRE(second.ok());
  const QuotaCharge some = charge("q", calendar(CalendarUnit::kMonth, "UTC"), 100, 30);
  REQUIRE(reserve(*first, {some}, kSecondUs).ok());
  REQUIRE(reserve(**second, {some}).ok());
  CHECK(state_of(*first, "q").reserved == 60);
  time.advance_us(kSecondUs);
  REQUIRE((*second)->reap().ok());
  CHECK(state_of(*first, "q").reserved == 30);
  CHECK(state_of(*first, "q").settled == 30);
}

TEST_CASE("an owner takes a slot over from whoever stands in it") {
  ManualTime time;
  InSqlite store(time);
  {
    auto write = store.store->database().begin_write();
    REQUIRE(write.ok());
    // As of a process that held the lock of a store.lock that was deleted since.
    REQUIRE(write->connection()
                .execute("INSERT INTO owner(slot, boot_id, pid, born_us) VALUES(0, 'boot-1', 1, 1)")
                .ok());
    REQUIRE(write->commit().ok());
  }
  CHECK(reserve(*store, {charge("q", window_of(WindowKind::kFixed), 10, 1)}).ok());
}

TEST_CASE("two stores of one process on one directory share their counts") {
  ManualTime time;
  InSqlite first(time);
  SqliteQuotaOptions options;
  options.directory = first.directory.store();
  options.synchronous = Synchronous::kNormal;
  options.time = &time;
  auto second = SqliteQuotaStore::open(options);
  REQUIRE(second.ok());
  const QuotaCharge one = charge("q", window_of(WindowKind::kFixed), 2, 1);
  const Attempt mine = reserve(*first, {one});
  REQUIRE(mine.ok());
  REQUIRE(reserve(**second, {one}).ok());
  CHECK_FALSE(reserve(*first, {one}).ok());
  REQUIRE((*second)->release(mine.id).ok());
  CHECK(reserve(*first, {one}).ok());
  // Neither takes the other for dead.
  REQUIRE((*second)->reap().ok());
  REQUIRE(first.store->reap().ok());
  CHECK(state_of(*first, "q").reserved == 2);
}

TEST_CASE("a reboot re-reads the wall clock, and time never runs back behind the store") {
  ManualTime time;
  InSqlite store(time);
  const QuotaCharge one = charge("q", window_of(WindowKind::kFixed), 1, 1);
  time.advance_us(2 * kSecondUs);
  REQUIRE(reserve(*store, {one}).ok());
  const int64_t seen = time.wall_us();

  time.reboot(seen - 400 * kMinuteUs);  // the battery is empty
  store.reopen();
  CHECK(reserve(*store, {one}).retry_after_ms() == 58'000);
  time.advance_us(58 * kSecondUs);
  CHECK(reserve(*store, {one}).ok());

  time.reboot(seen + kMinuteUs * 60 * 24);
  store.reopen();
  CHECK(reserve(*store, {one}).ok());
}

TEST_CASE("after a reboot every earlier owner is dead, whoever has his slot") {
  ManualTime time;
  InSqlite store(time);
  const QuotaCharge some = charge("q", calendar(CalendarUnit::kMonth, "UTC"), 100, 30);
  REQUIRE(reserve(*store, {some}).ok());
  time.reboot(time.wall_us());
  // The old store is still open, and holds its slot: as if another program had taken that.
  SqliteQuotaOptions options;
  options.directory = store.directory.store();
  options.time = &time;
  auto next = SqliteQuotaStore::open(options);
  REQUIRE(next.ok());
  REQUIRE((*next)->reap().ok());
  CHECK(state_of(**next, "q").settled == 30);
}

TEST_CASE("a sliding key keeps a bounded number of entries") {
  ManualTime time;
  InSqlite store(time);
  const Window window = window_of(WindowKind::kSliding, kMinuteUs);
  for (int i = 0; i < 500; ++i) {
    const Attempt attempt = reserve(*store, {charge("q", window, 1000, 1)});
    REQUIRE(attempt.ok());
    REQUIRE(store->settle(attempt.id, {}).ok());
    time.advance_us(kMinuteUs / 1'000'000);
  }
  auto view = store.store->database().begin_read();
  REQUIRE(view.ok());
  // 500 calls within 500 millionths of the window: at most 34 of its 65,536ths.
  CHECK(*view->connection().integer_of("SELECT count(*) FROM sliding_entry") <= 34);
  CHECK(*view->connection().integer_of("SELECT sum(amount) FROM sliding_entry") == 500);
}

TEST_CASE("the grant itself holds the invariant, whatever the caller believed") {
  ManualTime time;
  InSqlite store(time);
  auto write = store.store->database().begin_write();
  REQUIRE(write.ok());
  sqlite::QuotaRows rows(write->connection());
  for (const WindowKind kind : {WindowKind::kFixed, WindowKind::kSliding, WindowKind::kBucket}) {
    const std::string quota = "q" + std::to_string(static_cast<int>(kind));
    auto row = rows.find(charge(quota, window_of(kind), 10, 1), time.wall_us());
    REQUIRE(row.ok());
    CHECK(rows.grant(*row, 11).reason() == "quota.invariant");
    CHECK(rows.grant(*row, 10).ok());
  }
}

}  // namespace
}  // namespace weir::test
