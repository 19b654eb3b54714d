// Calling processes that are killed at random moments: nothing that was sent is off the record,
// nothing stays reserved.
#include <chrono>
#include <memory>
#include <random>
#include <thread>

#include "faults/end_to_end/remote_caller.h"
#include "faults/end_to_end/world.h"
#include "support/catch.h"

using namespace weir::testing;

namespace {

constexpr int kProcesses = 3;
// More than a reservation's grace; 0: not waited for.
#ifdef CRASH_WAIT_S
constexpr int kWaitSeconds = CRASH_WAIT_S;
#else
constexpr int kWaitSeconds = 0;
#endif
constexpr int kRounds = 15;  // of kProcesses kills each

void kill_some(const std::string& policy, std::mt19937& random) {
  std::vector<std::unique_ptr<RemoteCaller>> callers;
  for (int i = 0; i < kProcesses; ++i) {
    callers.push_back(std::make_unique<RemoteCaller>());
    REQUIRE(callers.back()->ask("open " + policy) == "ok");
  }
  for (const auto& caller : callers) caller->tell("loop " + std::to_string(random() % 1'000'000));
  for (const auto& caller : callers) {
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
    caller->kill();
  }
}

int64_t rows_that_were_sent(weir::gate& gate) {
  // An interrupted row may have been killed between its record and its send.
  return rows_with(gate, "outcome", "answered");
}

}  // namespace

TEST_CASE("45 kill -9 of processes on one store lose no row and hold no quota", "[end_to_end]") {
  World world;
  PolicyPlan plan = world.plan();
  plan.total_ms = 1000;
  const std::string policy = world.write_policy(plan);
  std::mt19937 random(20251124);
  for (int round = 0; round < kRounds; ++round) kill_some(policy, random);

  weir::gate gate = opened(plan);
  const int64_t sent = world.provider().request_count();
  const int64_t answered = rows_that_were_sent(gate);
  const int64_t interrupted = rows_with(gate, "outcome", "interrupted");
  const int64_t rows = row_count(gate);
  INFO(sent << " sent, " << rows << " rows, " << answered << " answered, " << interrupted
            << " interrupted");
  CHECK(sent > kRounds * kProcesses);
  CHECK(interrupted > 0);
  CHECK(rows_with(gate, "outcome", "in_flight") == 0);
  // Every request that the provider received has its row; a row that was answered was received.
  CHECK(sent <= answered + interrupted);
  CHECK(answered <= sent);
  CHECK(rows == answered + interrupted);

  // What the dead had reserved is settled by the first to reserve after them, as soon as its row
  // tells; an attempt that died before it had a row is waited for, and then charged in full.
  CHECK(run_call(gate, {}, chat("Moi"), RunForm::kWhole).failure.code == WEIR_OK);
  CHECK(sum_of(gate, "reserved", "requests") <= 2 * kRounds * kProcesses);
  if constexpr (kWaitSeconds > 0) {
    std::this_thread::sleep_for(std::chrono::seconds(kWaitSeconds));
    CHECK(run_call(gate, {}, chat("Moi"), RunForm::kWhole).failure.code == WEIR_OK);
    CHECK(sum_of(gate, "reserved") == 0);
  }
  const int64_t requests = sum_of(gate, "settled", "requests");
  CHECK(requests >= answered + 1);
  CHECK(requests + sum_of(gate, "reserved", "requests") >= rows + 1);
  CHECK(sum_of(gate, "over") == 0);
}
