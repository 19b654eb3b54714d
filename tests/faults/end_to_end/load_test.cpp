// Many threads on one gate: rows, quotas and requests agree to the last one. And nothing of what
// was planted stands anywhere afterwards.
#include <atomic>
#include <chrono>
#include <thread>

#include "faults/end_to_end/world.h"
#include "support/catch.h"

using namespace weir::testing;

namespace {

constexpr int kThreads = 64;

struct Tally {
  std::atomic<int64_t> ok{0};
  std::atomic<int64_t> over_quota{0};
  std::atomic<int64_t> other{0};

  void add(const GovernedOutcome& outcome) {
    if (outcome.failure.code == WEIR_OK) {
      ++ok;
    } else if (outcome.failure.code == WEIR_OVER_QUOTA) {
      ++over_quota;
    } else {
      ++other;
    }
  }
  [[nodiscard]] int64_t all() const { return ok + over_quota + other; }
};

// Whole, streamed and carried calls from 64 threads until the time is over.
void load(weir::gate& gate, std::chrono::milliseconds time, Tally& tally) {
  const auto end = std::chrono::steady_clock::now() + time;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      const CallerSpec caller{.user = "user" + std::to_string(i % 5)};
      const std::string body = chat("Moi " + std::to_string(i), i % 2 == 1);
      while (std::chrono::steady_clock::now() < end) {
        const RunForm form = i % 2 == 1 ? RunForm::kStream : RunForm::kWhole;
        tally.add(i % 4 < 2 ? run_call(gate, caller, body, form)
                            : carry_call(gate, caller, body, 0));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

int64_t usage_calls(weir::gate& gate, const std::string& name) {
  const weir::result<std::string> usage = gate.try_usage();
  REQUIRE(usage.ok());
  const std::string text = weir::result<std::string>(usage).value();
  const size_t at = text.find("\"" + name + "\":");
  REQUIRE(at != std::string::npos);
  return std::stoll(text.substr(at + name.size() + 3));
}

}  // namespace

TEST_CASE("64 threads: rows are calls, requests are admissions, quotas are exact", "[end_to_end]") {
  World world;
  PolicyPlan plan = world.plan();
  plan.requests = 1500;
  weir::gate gate = opened(plan);
  Tally tally;
  load(gate, std::chrono::seconds(4), tally);
  INFO(tally.ok << " answered, " << tally.over_quota << " over quota, " << tally.other << " other");
  CHECK(tally.other == 0);
  CHECK(tally.ok > 0);
  CHECK(usage_calls(gate, "calls") == tally.all());
  CHECK(usage_calls(gate, "answered") == tally.ok);
  CHECK(usage_calls(gate, "over_quota") == tally.over_quota);
  CHECK(world.provider().request_count() == tally.ok);
  CHECK(sum_of(gate, "settled", "requests") == tally.ok);
  CHECK(sum_of(gate, "settled", "total_tokens") + sum_of(gate, "settled", "tokens") ==
        usage_calls(gate, "total_tokens"));
  CHECK(sum_of(gate, "reserved") == 0);
  CHECK(sum_of(gate, "over") == 0);
  CHECK(tally.ok <= 1500);
  CHECK(gate.try_close(5000).ok());
}
