// Several processes on one store: what they get together, how it is shared, and what kill -9 and
// SIGSTOP do to it.

#include <algorithm>
#include <chrono>
#include <memory>
#include <random>
#include <thread>

#include "adapters/sqlite/quota_store.h"
#include "stores/log/process.h"
#include "stores/quota/quota_fixture.h"
#include "stores/temporary_directory.h"
#include "support/catch.h"

namespace weir::test {
namespace {

using Workers = std::vector<std::unique_ptr<Process>>;

std::unique_ptr<SqliteQuotaStore> open_store(const std::string& directory,
                                             int64_t wait_ms = 60'000) {
  SqliteQuotaOptions options;
  options.directory = directory;
  options.synchronous = Synchronous::kNormal;
  options.wait_ms = wait_ms;
  auto store = SqliteQuotaStore::open(options);
  REQUIRE(store.ok());
  return std::move(store).value();
}

std::string line_of(Process& process, size_t index) {
  std::string line;
  return process.wait_for_line(index, line) ? line : "(ended)";
}

// The units of every process.
std::vector<int64_t> exhaust(const std::string& directory, int64_t limit, int processes,
                             const std::string& synchronous) {
  Workers workers;
  for (int i = 0; i < processes; ++i) {
    workers.push_back(std::make_unique<Process>(std::vector<std::string>{
        QUOTA_WORKER, directory, "exhaust", std::to_string(limit), synchronous}));
  }
  for (auto& worker : workers) REQUIRE(line_of(*worker, 0) == "ready");
  for (auto& worker : workers) worker->write_line("go");
  std::vector<int64_t> units;
  for (auto& worker : workers) {
    const std::string line = line_of(*worker, 1);
    REQUIRE(line.rfind("done ", 0) == 0);
    units.push_back(std::stoll(line.substr(5)));
  }
  return units;
}

TEST_CASE("1, 2, 4 and 8 processes get exactly the limit") {
  for (const int processes : {1, 2, 4, 8}) {
    const TemporaryDirectory directory;
    constexpr int64_t kLimit = 3000;
    const auto units = exhaust(directory.store(), kLimit, processes, "normal");
    int64_t sum = 0;
    for (const int64_t each : units) sum += each;
    INFO(processes << " processes");
    CHECK(sum == kLimit);
    const auto store = open_store(directory.store());
    for (const char* const quota : {"a", "b", "c"}) {
      CHECK(state_of(*store, quota).settled + state_of(*store, quota).reserved == kLimit);
    }
  }
}

// Two at a time open a new store, and reserve first.
void check_races(int races) {
  for (int race = 0; race < races; ++race) {
    const TemporaryDirectory directory;
    Workers workers;
    for (int i = 0; i < 2; ++i) {
      workers.push_back(std::make_unique<Process>(
          std::vector<std::string>{QUOTA_WORKER, directory.store(), "race", "10", "1"}));
    }
    for (auto& worker : workers) REQUIRE(line_of(*worker, 0) == "ready");
    for (auto& worker : workers) worker->write_line("go");
    for (auto& worker : workers) {
      const std::string line = line_of(*worker, 1);
      INFO(line);
      REQUIRE(line.size() == 36);  // the attempt
    }
    const auto store = open_store(directory.store());
    REQUIRE(state_of(*store, "a").reserved == 2);
    auto view = store->database().begin_read();
    REQUIRE(view.ok());
    REQUIRE(*view->connection().integer_of("SELECT count(*) FROM owner") == 2);
  }
}

TEST_CASE("processes that open a new store at once each get a slot of their own") {
  check_races(20);
}

TEST_CASE("processes that open a new store at once, at length", "[.slow]") {
  check_races(200);
}

TEST_CASE("no process starves") {
  const TemporaryDirectory directory;
  constexpr int64_t kLimit = 2000;
  constexpr int kProcesses = 4;
  const auto units = exhaust(directory.store(), kLimit, kProcesses, "full");
  // SQLite's own waiting gives the loser 1 of 3,000.
  CHECK(*std::min_element(units.begin(), units.end()) >= kLimit / kProcesses / 4);
}

struct KillRun {
  int kills = 0;
  int64_t acknowledged = 0;
};

KillRun churn_and_kill(const std::string& directory, int64_t limit, int kills, uint64_t seed) {
  std::mt19937_64 random(seed);
  const auto spawn = [&directory, limit] {
    return std::make_unique<Process>(
        std::vector<std::string>{QUOTA_WORKER, directory, "churn", std::to_string(limit)});
  };
  const auto count = [](const std::vector<std::string>& lines) {
    return static_cast<int64_t>(std::count(lines.begin(), lines.end(), "+"));
  };
  KillRun run;
  Workers workers;
  for (int i = 0; i < 4; ++i) workers.push_back(spawn());
  while (run.kills < kills) {
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 25'000));
    auto& victim = workers[random() % workers.size()];
    run.acknowledged += count(victim->kill_and_take_lines());
    victim = spawn();
    ++run.kills;
  }
  for (auto& worker : workers) run.acknowledged += count(worker->kill_and_take_lines());
  run.kills += static_cast<int>(workers.size());
  return run;
}

void check_kills(int kills, uint64_t seed) {
  const TemporaryDirectory directory;
  constexpr int64_t kLimit = 1'000'000;
  const KillRun run = churn_and_kill(directory.store(), kLimit, kills, seed);
  const auto store = open_store(directory.store());
  for (const char* const quota : {"a", "b", "c"}) {
    const QuotaState state = state_of(*store, quota);
    const int64_t counted = state.settled + state.reserved;
    INFO(quota << " counted " << counted << " acknowledged " << run.acknowledged);
    CHECK(counted >= run.acknowledged);              // nothing admitted is forgotten
    CHECK(counted <= run.acknowledged + run.kills);  // nothing is counted twice
  }
  CHECK(run.acknowledged > 0);
  // The dead hold nothing once they are found, and what they held is charged.
  const int64_t before = state_of(*store, "a").settled + state_of(*store, "a").reserved;
  while (state_of(*store, "a").reserved > 0) REQUIRE(store->reap().ok());
  CHECK(state_of(*store, "a").settled == before);
  CHECK(state_of(*store, "c").reserved == 0);
  auto view = store->database().begin_read();
  REQUIRE(view.ok());
  CHECK(*view->connection().text_of("PRAGMA integrity_check") == "ok");
  CHECK(*view->connection().integer_of("SELECT count(*) FROM hold") == 0);
}

TEST_CASE("kill -9 of random workers loses and doubles nothing") {
  check_kills(60, 1);
}

TEST_CASE("kill -9 of random workers, at length", "[.slow]") {
  for (const uint64_t seed : {2U, 3U, 4U, 5U}) check_kills(200, seed);
}

TEST_CASE("kill -9 up to the limit: admitted == limit") {
  const TemporaryDirectory directory;
  constexpr int64_t kLimit = 1500;
  (void)churn_and_kill(directory.store(), kLimit, 20, 7);
  Process last({QUOTA_WORKER, directory.store(), "churn", std::to_string(kLimit)});
  std::string line;
  for (size_t i = 0; last.wait_for_line(i, line) && line == "+";) ++i;
  CHECK(line == "end quota.exceeded");
  const auto store = open_store(directory.store());
  CHECK(state_of(*store, "a").settled + state_of(*store, "a").reserved == kLimit);
}

// litellm 27639, PR 30330: the process dies, and its reservation stays on the counter for ever.
TEST_CASE("litellm 27639: a reservation ends with its process") {
  const TemporaryDirectory directory;
  const auto store = open_store(directory.store());
  for (const bool is_known : {true, false}) {
    Process worker({QUOTA_WORKER, directory.store(), "hold", "1000", "100"});
    const std::string attempt = line_of(worker, 0);
    REQUIRE(attempt.size() == 36);
    REQUIRE(store->reap().ok());
    CHECK(state_of(*store, "a").reserved == 100);  // alive
    const int64_t before = state_of(*store, "a").settled;
    (void)worker.kill_and_take_lines();
    ReservationResolver resolver;  // without one there is nothing to wait for
    if (is_known) {
      resolver = [&attempt](const Uuid& id) -> std::optional<std::vector<ActualUse>> {
        if (id.text() != attempt) return std::nullopt;
        return std::vector<ActualUse>{{Metric::kRequests, 3}};
      };
    }
    store->set_reservation_resolver(resolver);
    REQUIRE(store->reap().ok());
    CHECK(state_of(*store, "a").reserved == 0);
    CHECK(state_of(*store, "a").settled - before == (is_known ? 3 : 100));
  }
}

TEST_CASE("a stopped holder of the gate is named, and waiting for it ends") {
  const TemporaryDirectory directory;
  const auto store = open_store(directory.store(), 200);
  Process worker({QUOTA_WORKER, directory.store(), "stop"});
  REQUIRE(line_of(worker, 0) == "holding");
  const Attempt attempt = reserve(*store, {charge("q", window_of(WindowKind::kFixed), 10, 1)});
  REQUIRE_FALSE(attempt.ok());
  CHECK(attempt.reason() == "store.busy");
  CHECK(attempt.result.status().message().find("is held by process ") != std::string_view::npos);
  CHECK(attempt.result.status().is_retryable());
  (void)worker.kill_and_take_lines();
  CHECK(reserve(*store, {charge("q", window_of(WindowKind::kFixed), 10, 1)}).ok());
}

}  // namespace
}  // namespace weir::test
