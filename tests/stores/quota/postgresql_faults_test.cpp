// Connections that break, servers that restart, and a standby that takes over: whatever is repeated
// is counted once, nothing goes over the limit, and every wait ends.

#include <chrono>
#include <thread>

#include "stores/quota/postgresql_fixture.h"
#include "support/postgresql/lossy_proxy.h"

namespace weir::test {
namespace {

using testing::LossyProxy;
using testing::PostgresqlServer;
using testing::SqlSession;

const Window kMonth = calendar(CalendarUnit::kMonth, "UTC");

// A store behind a proxy, with new tables and one connection made.
struct BehindProxy {
  explicit BehindProxy(int64_t wait_ms = 2000) : proxy(server().directory(), server().port()) {
    drop_tables(server().address());
    PostgresqlQuotaOptions options =
        options_for("postgresql:///weir?host=" + proxy.directory() + "&user=weir");
    options.wait_ms = wait_ms;
    options.connections = 2;
    store = open_store(options);
    REQUIRE(reserve(*store, {charge("other", kMonth, 1000, 1)}).ok());
  }
  static PostgresqlServer& server() { return postgresql_server(); }
  LossyProxy proxy;
  std::unique_ptr<PostgresqlQuotaStore> store;
};

TEST_CASE("an admission whose answer was lost is counted once") {
  BehindProxy behind;
  for (const int times : {1, 2, 3}) {
    const std::string quota = "q" + std::to_string(times);
    behind.proxy.lose(LossyProxy::Loss::kAnswers, times);
    const Attempt attempt = reserve(*behind.store, {charge(quota, kMonth, 100, 60)});
    CHECK(behind.proxy.lost() == times);
    REQUIRE(attempt.ok());
    CHECK(attempt.result->at(0).remaining == 40);
    CHECK(state_of(*behind.store, quota).reserved == 60);
    REQUIRE(behind.store->settle(attempt.id, {{Metric::kRequests, 10}}).ok());
    CHECK(state_of(*behind.store, quota).settled == 10);
    CHECK(state_of(*behind.store, quota).reserved == 0);
  }
}

TEST_CASE("a full account does not refuse the call that filled it and lost the answer") {
  BehindProxy behind;
  behind.proxy.lose(LossyProxy::Loss::kAnswers, 1);
  const Attempt attempt = reserve(*behind.store, {charge("q", kMonth, 100, 100)});
  REQUIRE(attempt.ok());
  CHECK(attempt.result->at(0).remaining == 0);
  CHECK(reserve(*behind.store, {charge("q", kMonth, 100, 1)}).reason() == "quota.exceeded");
}

TEST_CASE("a settlement and a release whose answers were lost change nothing twice") {
  BehindProxy behind;
  const Attempt first = reserve(*behind.store, {charge("q", kMonth, 100, 30)});
  const Attempt second = reserve(*behind.store, {charge("q", kMonth, 100, 30)});
  behind.proxy.lose(LossyProxy::Loss::kAnswers, 2);
  REQUIRE(behind.store->settle(first.id, {{Metric::kRequests, 7}}).ok());
  behind.proxy.lose(LossyProxy::Loss::kAnswers, 2);
  REQUIRE(behind.store->release(second.id).ok());
  CHECK(state_of(*behind.store, "q").settled == 7);
  CHECK(state_of(*behind.store, "q").reserved == 0);
}

TEST_CASE("a grant whose answer was lost is granted once") {
  BehindProxy behind;
  const QuotaCharge some = charge("q", kMonth, 10, 5);
  QuotaAct act{QuotaAct::Kind::kGrant, some.quota, some.key, {some}, "liisa"};
  behind.proxy.lose(LossyProxy::Loss::kAnswers, 2);
  REQUIRE(behind.store->administer(act).ok());
  CHECK(state_of(*behind.store, "q").granted == 5);
  const auto events = behind.store->events(10);
  REQUIRE(events.ok());
  CHECK(events->size() == 1);
  act.kind = QuotaAct::Kind::kUnfreeze;
  CHECK(behind.store->administer(act).reason() == "quota.not_frozen");
  act.kind = QuotaAct::Kind::kFreeze;
  REQUIRE(behind.store->administer(act).ok());
  act.kind = QuotaAct::Kind::kUnfreeze;
  behind.proxy.lose(LossyProxy::Loss::kAnswers, 1);
  CHECK(behind.store->administer(act).ok());  // and not: there is nothing to unfreeze
}

// The first request is held up on the way, the second is admitted and settled, and then the first
// arrives.
TEST_CASE("a request that arrives after its call has ended is not counted") {
  for (const bool is_release : {false, true}) {
    BehindProxy behind;
    behind.proxy.lose(LossyProxy::Loss::kStatements, 1);
    const Attempt attempt = reserve(*behind.store, {charge("q", kMonth, 100, 60)});
    REQUIRE(attempt.ok());
    CHECK(behind.proxy.lost() + state_of(*behind.store, "q").reserved >= 60);
    REQUIRE((is_release ? behind.store->release(attempt.id)
                        : behind.store->settle(attempt.id, {{Metric::kRequests, 10}}))
                .ok());
    behind.proxy.deliver_late();
    CHECK(state_of(*behind.store, "q").reserved == 0);
    CHECK(state_of(*behind.store, "q").settled == (is_release ? 0 : 10));
  }
}

TEST_CASE("a call that was refused because the server was lost leaves nothing behind") {
  BehindProxy behind(600);
  behind.proxy.lose(LossyProxy::Loss::kAnswers, 1'000'000);
  const Attempt refused = reserve(*behind.store, {charge("q", kMonth, 100, 60)});
  CHECK(refused.reason() == "store.unreachable");
  CHECK(refused.result.status().is_retryable());
  SqlSession session(BehindProxy::server().address());
  CHECK(session.number("SELECT reserved FROM weir.quota WHERE name = 'q'") == 60);
  behind.proxy.lose(LossyProxy::Loss::kNothing, 0);
  REQUIRE(reserve(*behind.store, {charge("q", kMonth, 100, 100)}).ok());
  CHECK(state_of(*behind.store, "q").reserved == 100);
}

TEST_CASE("a refused call's request that arrives late is not counted") {
  BehindProxy behind(600);
  behind.proxy.lose(LossyProxy::Loss::kStatements, 1'000'000);
  const Attempt refused = reserve(*behind.store, {charge("q", kMonth, 100, 60)});
  CHECK(refused.reason() == "store.unreachable");
  behind.proxy.lose(LossyProxy::Loss::kNothing, 0);
  REQUIRE(reserve(*behind.store, {charge("q", kMonth, 100, 40)}).ok());
  behind.proxy.deliver_late();
  CHECK(state_of(*behind.store, "q").reserved == 40);
}

TEST_CASE("marks of ended attempts go when they have expired") {
  ManualTime time;
  drop_tables(postgresql_server().address());
  LossyProxy proxy(postgresql_server().directory(), PostgresqlServer::port());
  PostgresqlQuotaOptions options =
      options_for("postgresql:///weir?host=" + proxy.directory() + "&user=weir", &time);
  const auto store = open_store(options);
  proxy.lose(LossyProxy::Loss::kAnswers, 2);
  const Attempt attempt = reserve(*store, {charge("q", kMonth, 100, 1)}, kMinuteUs);
  REQUIRE(store->settle(attempt.id, {}).ok());
  SqlSession session(postgresql_server().address());
  CHECK(session.number("SELECT count(*) FROM weir.quota_hold WHERE is_over") == 1);
  CHECK(session.number("SELECT count(*) FROM weir.quota_hold") == 1);
  time.advance_us(2 * kMinuteUs);
  REQUIRE(store->reap().ok());
  CHECK(session.number("SELECT count(*) FROM weir.quota_hold") == 0);
  CHECK(state_of(*store, "q").settled == 1);
}

// --- The server ends a connection ---------------------------------------------------------------

void wait_until(SqlSession& session, const std::string& condition) {
  for (int i = 0; i < 2000; ++i) {
    if (session.run("SELECT " + condition) == "t") return;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  FAIL("never: " << condition);
}

TEST_CASE("pg_terminate_backend before the commit: counted once") {
  drop_tables(postgresql_server().address());
  PostgresqlQuotaOptions options = options_for(postgresql_server().address());
  options.wait_ms = 20'000;
  const auto store = open_store(options);
  REQUIRE(reserve(*store, {charge("q", kMonth, 100, 1)}).ok());
  SqlSession session(postgresql_server().address());
  SqlSession other(postgresql_server().address());
  other.run("BEGIN; SELECT * FROM weir.quota FOR UPDATE");
  Attempt attempt{{}, Status(Code::kInternal, "", "")};
  std::thread caller([&] { attempt = reserve(*store, {charge("q", kMonth, 100, 60)}); });
  const std::string is_waiting = "wait_event_type = 'Lock'";
  wait_until(session, "EXISTS(SELECT FROM pg_stat_activity WHERE application_name = 'weir' AND " +
                          is_waiting + ")");
  end_connections(session, is_waiting);
  other.run("COMMIT");
  caller.join();
  REQUIRE(attempt.ok());
  CHECK(state_of(*store, "q").reserved == 61);
}

// From now on every commit waits for one of these. By a restart: a reload comes to the server's
// processes one after another.
void wait_for_standbys(PostgresqlServer& server, const std::string& names) {
  SqlSession(server.address() + "&application_name=test")
      .run("ALTER SYSTEM SET synchronous_standby_names = '" + names + "'");
  server.stop();
  server.start();
}

// A commit that waits for a standby that is not there is done, and its answer is not sent.
TEST_CASE("pg_terminate_backend after the commit: counted once") {
  PostgresqlServer server;
  PostgresqlQuotaOptions options = options_for(server.address());
  options.synchronous = Synchronous::kFull;
  options.wait_ms = 20'000;
  const auto store = open_store(options);
  REQUIRE(reserve(*store, {charge("q", kMonth, 100, 1)}).ok());
  wait_for_standbys(server, "nobody");
  SqlSession session(server.address() + "&application_name=test");
  Attempt attempt{{}, Status(Code::kInternal, "", "")};
  std::thread caller([&] { attempt = reserve(*store, {charge("q", kMonth, 100, 60)}); });
  wait_until(session, "EXISTS(SELECT FROM pg_stat_activity WHERE wait_event = 'SyncRep')");
  CHECK(session.number("SELECT reserved FROM weir.quota") == 1);  // committed, and not yet seen
  end_connections(session, "wait_event = 'SyncRep'");
  session.run("ALTER SYSTEM RESET synchronous_standby_names");
  session.run("SELECT pg_reload_conf()");
  caller.join();
  REQUIRE(attempt.ok());
  CHECK(state_of(*store, "q").reserved == 61);
  REQUIRE(store->settle(attempt.id, {{Metric::kRequests, 9}}).ok());
  CHECK(state_of(*store, "q").settled == 9);
}

// --- The server goes away -----------------------------------------------------------------------

struct Load {
  std::atomic<int64_t> admitted{0};
  std::atomic<int64_t> failed{0};
  std::atomic<bool> stops{false};
};

// Admits and settles one by one until the limit; counts what it was told.
void run_load(PostgresqlQuotaStore& store, int64_t limit, Load& load) {
  while (!load.stops) {
    const Attempt attempt =
        reserve(store, {charge("a", kMonth, limit, 1),
                        charge("b", window_of(WindowKind::kSliding, int64_t{1} << 50), limit, 1)});
    if (attempt.ok()) {
      ++load.admitted;
      if (!store.settle(attempt.id, {{Metric::kRequests, 1}}).ok()) ++load.failed;
    } else if (attempt.reason() == "quota.exceeded") {
      return;
    } else {
      ++load.failed;
      UNSCOPED_INFO(attempt.result.status().message());
    }
  }
}

void check_balance(PostgresqlQuotaStore& store, const Load& load, int64_t limit) {
  for (const char* const quota : {"a", "b"}) {
    const QuotaState state = state_of(store, quota);
    CHECK(state.settled + state.reserved == load.admitted);
    CHECK(state.settled + state.reserved <= limit);
    CHECK(state.over == 0);
  }
}

TEST_CASE("a server that restarts in mid-run is waited for, and the ledger balances") {
  PostgresqlServer server;
  PostgresqlQuotaOptions options = options_for(server.address());
  options.synchronous = Synchronous::kFull;
  options.wait_ms = 60'000;
  const auto store = open_store(options);
  constexpr int64_t kLimit = 100'000;
  Load load;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { run_load(*store, kLimit, load); });
  for (const bool is_crash : {false, true, false}) {
    const int64_t before = load.admitted;
    while (load.admitted < before + 50 && load.failed == 0) std::this_thread::yield();
    server.stop(is_crash);
    server.start();
  }
  const int64_t before = load.admitted;
  while (load.admitted < before + 50 && load.failed == 0) std::this_thread::yield();
  load.stops = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(load.failed == 0);
  check_balance(*store, load, kLimit);
}

TEST_CASE("a server that is down refuses in time, and admits when it is back") {
  PostgresqlServer server;
  PostgresqlQuotaOptions options = options_for(server.address());
  options.wait_ms = 300;
  const auto store = open_store(options);
  const QuotaCharge one = charge("q", kMonth, 10, 1);
  const Attempt held = reserve(*store, {one});
  REQUIRE(held.ok());
  server.stop();
  CHECK(reserve(*store, {one}).reason() == "store.unreachable");
  CHECK(store->settle(held.id, {}).reason() == "store.unreachable");
  CHECK(PostgresqlQuotaStore::open(options).status().reason() == "store.unreachable");
  server.start();
  CHECK(reserve(*store, {one}).ok());
  REQUIRE(store->settle(held.id, {}).ok());
  CHECK(state_of(*store, "q").settled == 1);
  CHECK(state_of(*store, "q").reserved == 1);
}

TEST_CASE("a standby that takes over has every admission") {
  PostgresqlServer primary;
  PostgresqlServer standby(primary);
  wait_for_standbys(primary, "*");
  SqlSession session(primary.address() + "&application_name=test");
  wait_until(session, "EXISTS(SELECT FROM pg_stat_replication WHERE sync_state = 'sync')");
  PostgresqlQuotaOptions options = options_for("postgresql:///weir?host=" + standby.directory() +
                                               "," + primary.directory() + "&user=weir");
  options.synchronous = Synchronous::kFull;
  options.wait_ms = 60'000;
  const auto store = open_store(options);  // passes the standby over
  constexpr int64_t kLimit = 100'000;
  Load load;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { run_load(*store, kLimit, load); });
  while (load.admitted < 50 && load.failed == 0) std::this_thread::yield();
  primary.stop(true);
  SqlSession(standby.address() + "&application_name=test").run("SELECT pg_promote()");
  const int64_t before = load.admitted;
  while (load.admitted < before + 50 && load.failed == 0) std::this_thread::yield();
  load.stops = true;
  for (std::thread& thread : threads) thread.join();
  CHECK(load.failed == 0);
  check_balance(*store, load, kLimit);
}

TEST_CASE("a server that became read-only is left") {
  PostgresqlServer server;
  PostgresqlQuotaOptions options = options_for(server.address());
  options.wait_ms = 300;
  const auto store = open_store(options);
  const QuotaCharge one = charge("q", kMonth, 10, 1);
  REQUIRE(reserve(*store, {one}).ok());
  SqlSession session(server.address() + "&application_name=test");
  session.run("ALTER DATABASE weir SET default_transaction_read_only = on");
  end_connections(session, "true");
  const Attempt refused = reserve(*store, {one});
  CHECK(refused.result.status().code() == Code::kUnavailable);
  session.run("SET default_transaction_read_only = off");
  session.run("ALTER DATABASE weir RESET default_transaction_read_only");
  CHECK(reserve(*store, {one}).ok());
}

TEST_CASE("serialization failures are repeated") {
  PostgresqlServer server({"default_transaction_isolation=serializable", "fsync=off"});
  PostgresqlQuotaOptions options = options_for(server.address());
  options.wait_ms = 60'000;
  const auto store = open_store(options);
  constexpr int64_t kLimit = 200;
  Load load;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { run_load(*store, kLimit, load); });
  for (std::thread& thread : threads) thread.join();
  CHECK(load.failed == 0);
  CHECK(load.admitted == kLimit);
  check_balance(*store, load, kLimit);
}

}  // namespace
}  // namespace weir::test
