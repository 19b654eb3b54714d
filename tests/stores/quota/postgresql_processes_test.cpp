// Several processes and hosts on one server: what they get together, kill -9, fork, and a thousand
// callers at once.

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <random>
#include <thread>

#include "stores/log/process.h"
#include "stores/quota/postgresql_fixture.h"

namespace weir::test {
namespace {

using testing::SqlSession;
using Workers = std::vector<std::unique_ptr<Process>>;

const Window kMonth = calendar(CalendarUnit::kMonth, "UTC");

std::string line_of(Process& process, size_t index) {
  std::string line;
  return process.wait_for_line(index, line) ? line : "(ended)";
}

std::unique_ptr<Process> worker(const std::string& mode, int64_t limit) {
  return std::make_unique<Process>(std::vector<std::string>{
      QUOTA_WORKER, postgresql_server().address(), mode, std::to_string(limit)});
}

TEST_CASE("1, 2, 4 and 8 processes get exactly the limit") {
  for (const int processes : {1, 2, 4, 8}) {
    const auto store = new_store();
    constexpr int64_t kLimit = 800;
    Workers workers;
    for (int i = 0; i < processes; ++i) workers.push_back(worker("exhaust", kLimit));
    for (auto& each : workers) REQUIRE(line_of(*each, 0) == "ready");
    for (auto& each : workers) each->write_line("go");
    int64_t sum = 0;
    for (auto& each : workers) {
      const std::string line = line_of(*each, 1);
      INFO(line);
      REQUIRE(line.rfind("done ", 0) == 0);
      sum += std::stoll(line.substr(5));
    }
    INFO(processes << " processes");
    CHECK(sum == kLimit);
    for (const char* const quota : {"a", "b", "c"}) {
      CHECK(state_of(*store, quota).reserved == kLimit);
    }
  }
}

TEST_CASE("kill -9 of random workers: what is left expires, and the ledger balances") {
  const auto store = new_store();
  constexpr int64_t kLimit = 1'000'000;
  std::mt19937_64 random(1);
  Workers workers;
  for (int i = 0; i < 4; ++i) workers.push_back(worker("churn", kLimit));
  int64_t acknowledged = 0;
  int kills = 0;
  const auto count = [](const std::vector<std::string>& lines) {
    return static_cast<int64_t>(std::count(lines.begin(), lines.end(), "+"));
  };
  for (; kills < 40; ++kills) {
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 30'000));
    auto& victim = workers[random() % workers.size()];
    acknowledged += count(victim->kill_and_take_lines());
    victim = worker("churn", kLimit);
  }
  for (auto& each : workers) acknowledged += count(each->kill_and_take_lines());
  kills += static_cast<int>(workers.size());
  SqlSession session(postgresql_server().address() + "&application_name=test");
  // The server ends what the dead had under way.
  while (session.number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'weir' "
                        "AND state = 'active'") > 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  CHECK(acknowledged > 0);
  for (const char* const quota : {"a", "b", "c"}) {
    const QuotaState state = state_of(*store, quota);
    const int64_t counted = state.settled + state.reserved;
    INFO(quota << " counted " << counted << " acknowledged " << acknowledged);
    CHECK(counted >= acknowledged);          // nothing admitted is forgotten
    CHECK(counted <= acknowledged + kills);  // nothing is counted twice
  }
  const int64_t before = state_of(*store, "a").settled + state_of(*store, "a").reserved;
  session.run("UPDATE weir.quota_hold SET expires_us = 1");
  while (state_of(*store, "a").reserved > 0) REQUIRE(store->reap().ok());
  CHECK(state_of(*store, "a").settled == before);
  CHECK(state_of(*store, "c").reserved == 0);
  CHECK(session.number("SELECT count(*) FROM weir.quota_hold") == 0);
}

TEST_CASE("a thousand callers at once against 5 dollars, of 10 cents each: exactly 50 pass") {
  const auto store = new_store();
  constexpr int64_t kDollar = 1'000'000'000;
  std::atomic<int> passed{0};
  std::atomic<int> refused{0};
  std::atomic<bool> begins{false};
  std::vector<std::thread> callers;
  callers.reserve(1000);
  for (int i = 0; i < 1000; ++i) {
    callers.emplace_back([&] {
      while (!begins) std::this_thread::yield();
      const Attempt attempt =
          reserve(*store, {charge("budget", kMonth, 5 * kDollar, kDollar / 10, Metric::kNanoUsd)});
      if (attempt.ok()) ++passed;
      if (attempt.reason() == "quota.exceeded") ++refused;
    });
  }
  begins = true;
  for (std::thread& caller : callers) caller.join();
  CHECK(passed == 50);
  CHECK(refused == 950);
  CHECK(state_of(*store, "budget", Metric::kNanoUsd).reserved == 5 * kDollar);
}

// Ends without a word of its own: the test's output is the parent's.
int status_of_child(const std::function<bool()>& is_as_expected) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(is_as_expected() ? 0 : 1);
  int status = -1;
  (void)::waitpid(child, &status, 0);
  return status;
}

TEST_CASE("a forked child is told so, and leaves the parent's connections alone") {
  auto store = new_store();
  const QuotaCharge one = charge("q", kMonth, 10, 1);
  const Attempt attempt = reserve(*store, {one});
  REQUIRE(attempt.ok());
  CHECK(store->usable().ok());
  CHECK(status_of_child([&] {
          const bool is_told = store->usable().reason() == "store.forked" &&
                               reserve(*store, {one}).reason() == "store.forked" &&
                               store->settle(attempt.id, {}).reason() == "store.forked" &&
                               store->read().status().reason() == "store.forked";
          store.reset();
          return is_told;
        }) == 0);
  const int64_t before = store->round_trips();
  REQUIRE(store->settle(attempt.id, {}).ok());
  CHECK(store->round_trips() == before + 1);  // on the same connection
  CHECK(state_of(*store, "q").settled == 1);
}

TEST_CASE("a forked child may open a store of its own") {
  const auto store = new_store();
  const QuotaCharge one = charge("q", kMonth, 10, 1);
  REQUIRE(reserve(*store, {one}).ok());
  CHECK(status_of_child([&] {
          auto own = PostgresqlQuotaStore::open(options_for(postgresql_server().address()));
          return own.ok() && reserve(**own, {one}).ok();
        }) == 0);
  CHECK(state_of(*store, "q").reserved == 2);
}

}  // namespace
}  // namespace weir::test
