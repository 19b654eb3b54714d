// Stores that cannot be used, through the public interface: a clear reason, nothing sent that is
// not on record, nothing lost that was.
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "faults/end_to_end/remote_caller.h"
#include "faults/end_to_end/world.h"
#include "support/catch.h"

using namespace weir::testing;

namespace {

// Calls until one fails; how many went well before. The reason of the failure is left in `reason`.
int64_t call_until_failure(RemoteCaller& caller, std::string& reason) {
  for (int64_t calls = 0; calls < 5000; ++calls) {
    reason = caller.ask("call text 20000");
    if (reason != "ok") return calls;
  }
  return -1;
}

void fill_and_check(RemoteCaller& caller, World& world) {
  std::string reason;
  const int64_t before = call_until_failure(caller, reason);
  INFO("after " << before << " calls: " << reason);
  CHECK(before > 0);
  CHECK((reason == "store.full" || reason == "store.io"));
  // Every further call is refused too, and none of them goes out without its row.
  const int64_t sent = world.provider().request_count();
  CHECK(caller.ask("call text 20000") == reason);
  CHECK(world.provider().request_count() - sent <= 1);
  CHECK(sent <= before + 1);
}

// Runs SQL as another program.
void execute(const std::string& path, const char* sql) {
  sqlite3* database = nullptr;
  REQUIRE(sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
  const int code = sqlite3_exec(database, sql, nullptr, nullptr, nullptr);
  sqlite3_close(database);
  REQUIRE(code == SQLITE_OK);
}

}  // namespace

TEST_CASE("a file that may not grow is said to be full, and what is on record stays",
          "[end_to_end]") {
  World world;
  const std::string path = world.write_policy(world.plan());
  int64_t sent = 0;
  {
    RemoteCaller caller;
    REQUIRE(caller.ask("open " + path) == "ok");
    REQUIRE(caller.ask("filesize 600000") == "ok");
    fill_and_check(caller, world);
    sent = world.provider().request_count();
  }
  // There is room again: the store opens, and every request that went out has its row.
  weir::gate gate = opened(world.plan());
  CHECK(rows_with(gate, "outcome", "in_flight") == 0);
  CHECK(row_count(gate) >= sent);
  CHECK(run_call(gate, {}, chat("Moi"), RunForm::kWhole).failure.code == WEIR_OK);
}

TEST_CASE("a full disk is said to be full", "[end_to_end]") {
  World world;
  const std::string disk = world.store().root() + "/disk";
  REQUIRE(mkdir(disk.c_str(), 0700) == 0);
  PolicyPlan plan = world.plan();
  plan.store = "sqlite:" + disk + "/store";
  const std::string path = world.write_policy(plan);
  RemoteCaller caller;
  const std::string mounted = caller.ask("tmpfs " + disk + " 1500000");
  // Where no file system may be mounted, a limit on file sizes has to do.
  if (mounted != "ok") {
    WARN("no tmpfs may be mounted here: a limit on the size of files stands in");
    REQUIRE(caller.ask("open " + path) == "ok");
    REQUIRE(caller.ask("filesize 600000") == "ok");
  } else {
    REQUIRE(caller.ask("open " + path) == "ok");
  }
  fill_and_check(caller, world);
}

TEST_CASE("a disk that is full from the start opens no store", "[end_to_end]") {
  World world;
  const std::string path = world.write_policy(world.plan());
  RemoteCaller caller;
  REQUIRE(caller.ask("filesize 4096") == "ok");
  const std::string reason = caller.ask("open " + path);
  INFO(reason);
  CHECK(reason.starts_with("store."));
}

TEST_CASE("a store that cannot be written says so", "[end_to_end]") {
  World world;
  const std::string path = world.write_policy(world.plan());
  { weir::gate gate = opened(world.plan()); }
  // As root permissions do not hold, so the whole file system is made read-only for the process.
  RemoteCaller caller({"/usr/bin/env", "unshare", "--mount", "--map-root-user", "sh", "-c",
                       "mount --bind '" + world.store().path() + "' '" + world.store().path() +
                           "' && mount -o remount,bind,ro '" + world.store().path() +
                           "' && exec \"$0\""});
  const std::string reason = caller.ask("open " + path);
  INFO(reason);
  // Where nothing may be mounted the shell ends; the next case needs no mount.
  if (reason == "ended") WARN("nothing may be mounted here");
  CHECK((reason == "store.read_only" || reason == "ended"));
}

TEST_CASE("a store of somebody else says so", "[end_to_end]") {
  World world;
  const std::string path = world.write_policy(world.plan());
  { weir::gate gate = opened(world.plan()); }
  std::vector<std::string> before;
  if (geteuid() == 0) {
    REQUIRE(chmod(world.store().root().c_str(), 0755) == 0);
    before = {"/usr/bin/env", "setpriv", "--reuid=65534", "--clear-groups"};
  } else {
    REQUIRE(chmod(world.store().path().c_str(), 0500) == 0);
  }
  RemoteCaller caller(before);
  CHECK(caller.ask("open " + path) == "store.read_only");
  REQUIRE(chmod(world.store().path().c_str(), 0700) == 0);
}

TEST_CASE("threads that open a gate on a new store at once all get one", "[end_to_end]") {
  constexpr int kThreads = 4;
  for (int round = 0; round < 10; ++round) {
    World world;
    const std::string text = policy_text(world.plan());
    std::atomic<int> ready{0};
    std::vector<std::string> reasons(kThreads);
    std::vector<std::thread> threads;
    threads.reserve(kThreads);
    for (std::string& reason : reasons) {
      threads.emplace_back([&reason, &text, &ready] {
        ++ready;
        while (ready < kThreads) std::this_thread::yield();
        const auto opened = weir::gate::try_open({.policy_text = text, .no_watch = true});
        reason = opened.ok() ? "ok" : std::string(opened.error().message());
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(reasons == std::vector<std::string>(kThreads, "ok"));
  }
}

TEST_CASE("a store that other users may write is refused, with the mode to set", "[end_to_end]") {
  World world;
  { weir::gate gate = opened(world.plan()); }
  REQUIRE(chmod(world.store().path().c_str(), 0777) == 0);
  const std::string text = policy_text(world.plan());
  const auto refused = weir::gate::try_open({.policy_text = text, .no_watch = true});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code() == WEIR_UNAVAILABLE);
  CHECK(refused.error().reason() == "store.permissions");
  CHECK(std::string(refused.error().message()).find("0700") != std::string::npos);
  REQUIRE(chmod(world.store().path().c_str(), 0700) == 0);
  CHECK(weir::gate::try_open({.policy_text = text, .no_watch = true}).ok());
}

TEST_CASE("a store of a newer version is refused and left as it is", "[end_to_end]") {
  World world;
  { weir::gate gate = opened(world.plan()); }
  for (const char* file : {"log.db", "quota.db"}) {
    const std::string path = world.store().path() + "/" + file;
    execute(path, "UPDATE meta SET value=99 WHERE name IN ('min_reader','min_writer')");
    const std::string text = policy_text(world.plan());
    const auto refused = weir::gate::try_open({.policy_text = text, .no_watch = true});
    REQUIRE_FALSE(refused.ok());
    INFO(refused.error().message());
    CHECK(refused.error().code() == WEIR_UNAVAILABLE);
    CHECK(refused.error().reason() == "store.too_new");
    execute(path, "UPDATE meta SET value=1 WHERE name IN ('min_reader','min_writer')");
    CHECK(weir::gate::try_open({.policy_text = text, .no_watch = true}).ok());
  }
}

TEST_CASE("a store on a network file system is refused, with the ways out", "[end_to_end]") {
  World world;
  const std::string path = world.write_policy(world.plan());
  RemoteCaller caller({"/usr/bin/env", "LD_PRELOAD=" PRETEND_NETWORK});
  CHECK(caller.ask("open " + path) == "store.network_file_system");
  CHECK_FALSE(std::filesystem::exists(world.store().path() + "/log.db"));
}

TEST_CASE("a path that is no directory, or has no parent", "[end_to_end]") {
  World world;
  PolicyPlan plan = world.plan();
  for (const char* store : {"sqlite:/dev/null", "sqlite:/proc/nowhere/at/all"}) {
    plan.store = store;
    const std::string text = policy_text(plan);
    const auto refused = weir::gate::try_open({.policy_text = text, .no_watch = true});
    REQUIRE_FALSE(refused.ok());
    INFO(refused.error().message());
    CHECK(refused.error().code() == WEIR_UNAVAILABLE);
    CHECK(refused.error().reason().starts_with("store."));
  }
}

TEST_CASE("a child that was forked with an open store is told so; the parent goes on",
          "[end_to_end]") {
  World world;
  RemoteCaller caller;
  REQUIRE(caller.ask("open " + world.write_policy(world.plan())) == "ok");
  REQUIRE(caller.ask("call text 10") == "ok");
  CHECK(caller.ask("fork") == "store.forked");
  CHECK(caller.ask("call text 10") == "ok");
  CHECK(world.provider().request_count() == 2);
}
