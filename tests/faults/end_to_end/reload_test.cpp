// A policy that changes under way: from the next call on, in every process of the store.
#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "faults/end_to_end/remote_caller.h"
#include "faults/end_to_end/world.h"
#include "support/catch.h"

using namespace weir::testing;

namespace {

// Asks until the answer is `wanted`; what it was at last.
std::string ask_until(RemoteCaller& caller, const std::string& command, const std::string& wanted) {
  std::string answer;
  for (int i = 0; i < 500; ++i) {
    answer = caller.ask(command);
    if (answer == wanted) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return answer;
}

PolicyPlan allowing(PolicyPlan plan, const std::string& list) {
  plan.allow = list;
  return plan;
}

const char* const kBoth = R"(["user:matti","user:liisa"])";
const char* const kLiisaAlone = R"(["user:liisa"])";

}  // namespace

TEST_CASE("a user revoked in one process is refused from the next call in the other",
          "[end_to_end]") {
  World world;
  const std::string path = world.write_policy(allowing(world.plan(), kBoth));
  RemoteCaller first;
  RemoteCaller second;
  REQUIRE(first.ask("open " + path) == "ok");
  REQUIRE(second.ask("open " + path) == "ok");
  REQUIRE(first.ask("as matti") == "ok");
  REQUIRE(first.ask("call text 10") == "ok");
  world.write_policy(allowing(world.plan(), kLiisaAlone));
  REQUIRE(second.ask("reload") == "ok");
  const int64_t sent = world.provider().request_count();
  CHECK(first.ask("call text 10") == "endpoint.denied");
  CHECK(first.ask("stream text 10") == "endpoint.denied");
  CHECK(world.provider().request_count() == sent);
  REQUIRE(first.ask("as liisa") == "ok");
  CHECK(first.ask("call text 10") == "ok");
}

TEST_CASE("an edit of the file is seen by the watcher of every process", "[end_to_end]") {
  World world;
  const std::string path = world.write_policy(allowing(world.plan(), kBoth));
  RemoteCaller first;
  RemoteCaller second;
  REQUIRE(first.ask("open " + path) == "ok");
  REQUIRE(second.ask("open " + path) == "ok");
  REQUIRE(first.ask("as matti") == "ok");
  REQUIRE(first.ask("call text 10") == "ok");
  world.write_policy(allowing(world.plan(), kLiisaAlone));
  CHECK(ask_until(first, "call text 10", "endpoint.denied") == "endpoint.denied");
  REQUIRE(second.ask("as matti") == "ok");
  CHECK(ask_until(second, "call text 10", "endpoint.denied") == "endpoint.denied");
}

TEST_CASE("a bad edit leaves the old policy in force and is told to the hook", "[end_to_end]") {
  World world;
  const std::string path = world.write_policy(allowing(world.plan(), kBoth));
  RemoteCaller caller;
  REQUIRE(caller.ask("open " + path) == "ok");
  REQUIRE(caller.ask("as matti") == "ok");
  { std::ofstream(path) << R"({"weir":1,"qoutas":[]})"; }
  CHECK(ask_until(caller, "told policy.unknown_key", "1") != "0");
  CHECK(caller.ask("call text 10") == "ok");
  CHECK(caller.ask("reload") == "policy.unknown_key");
  CHECK(caller.ask("call text 10") == "ok");
  world.write_policy(allowing(world.plan(), kLiisaAlone));
  CHECK(ask_until(caller, "call text 10", "endpoint.denied") == "endpoint.denied");
}

TEST_CASE("reloads beside calls: each call is under one policy or the other", "[end_to_end]") {
  World world;
  const std::string path = world.write_policy(world.plan());
  weir::gate gate = weir::gate::open({.policy_path = path, .no_watch = true});
  std::atomic<bool> is_over{false};
  std::atomic<int64_t> calls{0};
  std::atomic<int64_t> wrong{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      while (!is_over) {
        const RunForm form = i % 2 == 0 ? RunForm::kWhole : RunForm::kStream;
        const GovernedOutcome outcome = run_call(gate, {}, chat("131052-308T"), form);
        const bool is_allowed = outcome.failure.code == WEIR_OK;
        if (!is_allowed && outcome.failure.reason != "endpoint.denied") ++wrong;
        ++calls;
      }
    });
  }
  int64_t reloads = 0;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  for (; std::chrono::steady_clock::now() < end; ++reloads) {
    world.write_policy(allowing(world.plan(), reloads % 2 == 0 ? kLiisaAlone : kBoth));
    CHECK(gate.try_reload().ok());
  }
  is_over = true;
  for (std::thread& thread : threads) thread.join();
  INFO(reloads << " reloads beside " << calls << " calls");
  CHECK(reloads > 1);
  CHECK(calls > 8);
  CHECK(wrong == 0);
  CHECK(sum_of(gate, "reserved") == 0);
  for (const auto& request : world.provider().requests()) {
    CHECK(request.body.find("131052-308T") == std::string::npos);
  }
}
