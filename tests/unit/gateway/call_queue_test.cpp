// Quotas that are exceeded: waiting in a queue, cheaper targets, warnings.
#include <algorithm>

#include "call_harness.h"

namespace weir::testing {
namespace {

std::string policy_with(const std::string& quotas) {
  return R"({"weir": 1,
    "providers": {"one": {"format": "openai", "base_url": "http://127.0.0.1:1/v1"}},
    "endpoints": {"assistant": {"max_output_tokens": 100,
      "targets": [{"provider": "one", "model": "gpt-4o"},
                  {"provider": "one", "model": "gpt-4o-mini", "weight": 0}]}},
    "store": "memory:", "quotas": [)" +
         quotas + "]}";
}

const std::string kAnswer =
    R"({"id":"1","object":"chat.completion","model":"m","choices":[{"index":0,"message":)"
    R"({"role":"assistant","content":"Moi"},"finish_reason":"stop"}],)"
    R"("usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}})";
const std::string kRequest =
    R"({"model":"assistant","messages":[{"role":"user","content":"Moi"}]})";

constexpr const char* kWait =
    R"({"name": "q", "limit": {"concurrent_calls": 1}, "on_exceed": "wait",
        "max_wait_ms": 1000, "max_waiting": 2})";

struct Queued : Harness {
  explicit Queued(const std::string& limits) : Harness(put(policy_with(limits))) {
    provider.push_back(whole(kAnswer));
  }
  // Somebody else's call, which holds the one place of kWait.
  Uuid occupy() {
    QuotaCharge charge;
    charge.quota = charge.key = "q";
    charge.metric = Metric::kConcurrentCalls;
    charge.window = Window{WindowKind::kConcurrent};
    charge.limit = charge.amount = 1;
    const Uuid other = Uuid::make_v7(clock.now_us);
    REQUIRE(quotas.reserve({other, {charge}, 1}).ok());
    return other;
  }
  [[nodiscard]] size_t count(const std::string& name) const {
    return static_cast<size_t>(std::count(trace.begin(), trace.end(), name));
  }
};

TEST_CASE("a call waits until there is room", "[queue]") {
  Queued harness(kWait);
  const Uuid other = harness.occupy();
  harness.before = [&](Call&, const std::string& effect) {
    if (effect == "pause" && harness.count("pause") == 3) {
      REQUIRE(harness.quotas.settle(other, {}).ok());
    }
  };
  harness.run(kRequest);
  REQUIRE(harness.done->ok());
  CHECK(harness.order() ==
        "reserve queue pause reserve pause reserve pause reserve intent send outcome show settle");
  CHECK(harness.report.find(R"("waited_ms":300)") != std::string::npos);
  CHECK(harness.queue.is_empty("q"));
}

TEST_CASE("a call waits no longer than it may", "[queue]") {
  Queued harness(kWait);
  harness.occupy();
  const int64_t begun = harness.clock.now_us;
  harness.run(kRequest);
  CHECK(harness.done->reason() == "quota.exceeded");
  CHECK(harness.done->retry_after_ms() > 0);
  CHECK(harness.clock.now_us - begun == 1'000'000);
  CHECK(harness.outcomes.at(0).outcome == Outcome::kOverQuota);
  CHECK(harness.sent.empty());
  CHECK(harness.queue.is_empty("q"));
}

TEST_CASE("the call's own deadline ends its wait", "[queue]") {
  Queued harness(kWait);
  harness.occupy();
  CallInput input;
  input.body = kRequest;
  input.deadline_us = harness.clock.now_us + 250'000;
  harness.run(std::move(input));
  CHECK(harness.done->reason() == "quota.exceeded");
  CHECK(harness.count("pause") == 3);
}

TEST_CASE("who comes later waits behind those who wait", "[queue]") {
  Queued harness(kWait);
  std::optional<QuotaQueue::Place> earlier = harness.queue.join("q", 2);
  harness.before = [&](Call&, const std::string& effect) {
    if (effect != "pause") return;
    CHECK(harness.count("reserve") == 0);  // the store has room, and it is not asked
    if (harness.count("pause") == 4) earlier.reset();
  };
  harness.run(kRequest);
  REQUIRE(harness.done->ok());
  CHECK(harness.order().starts_with("queue pause pause pause pause reserve intent"));
}

TEST_CASE("a queue has a length", "[queue]") {
  Queued harness(kWait);
  harness.occupy();
  const auto first = harness.queue.join("q", 2);
  const auto second = harness.queue.join("q", 2);
  harness.run(kRequest);
  CHECK(harness.done->reason() == "quota.queue_full");
  CHECK(harness.done->retry_after_ms() > 0);
  CHECK(harness.outcomes.at(0).outcome == Outcome::kOverQuota);
  CHECK_FALSE(harness.queue.join("q", 2).has_value());
}

TEST_CASE("a call that waits can be cancelled", "[queue]") {
  Queued harness(kWait);
  harness.occupy();
  harness.before = [&](Call& call, const std::string& effect) {
    if (effect == "pause") call.cancel();
  };
  harness.run(kRequest);
  CHECK(harness.done->reason() == "call.cancelled");
  CHECK(harness.count("pause") == 1);
  CHECK(harness.outcomes.at(0).outcome == Outcome::kCancelled);
  CHECK(harness.queue.is_empty("q"));
}

TEST_CASE("a limit that refuses does so while others would wait", "[queue]") {
  Queued harness(std::string(kWait) +
                 R"(,{"name": "hard", "limit": {"requests": 1},
                     "window": {"kind": "lifetime"}})");
  harness.run(kRequest);
  REQUIRE(harness.done->ok());
  harness.occupy();
  harness.trace.clear();
  harness.run(kRequest);
  CHECK(harness.done->reason() == "quota.exceeded");
  CHECK(harness.count("pause") == 0);
}

constexpr const char* kCheaper =
    R"({"name": "big", "match": {"model": "gpt-4o"}, "limit": {"requests": 1},
        "window": {"kind": "lifetime"}, "on_exceed": "downgrade", "downgrade_to": "gpt-4o-mini"})";

TEST_CASE("a call that a quota refuses goes to the cheaper model", "[queue]") {
  Queued harness(kCheaper);
  harness.provider.push_back(whole(kAnswer));
  harness.run(kRequest);
  CHECK(harness.sent.at(0).body.find(R"("gpt-4o")") != std::string::npos);
  harness.run(kRequest);
  REQUIRE(harness.done->ok());
  CHECK(harness.sent.at(1).body.find(R"("gpt-4o-mini")") != std::string::npos);
  CHECK(harness.intents.at(1).model == "gpt-4o-mini");
  CHECK(harness.report.find(R"("downgraded_from":"gpt-4o")") != std::string::npos);
  const std::string& attempts = harness.outcomes.at(1).attempts_json;
  CHECK(attempts.find(R"("model":"gpt-4o","host":"127.0.0.1","reason":"quota.exceeded")") !=
        std::string::npos);
  CHECK(attempts.find(R"("model":"gpt-4o-mini")") != std::string::npos);
}

TEST_CASE("a limit holds for the cheaper model too", "[queue]") {
  Queued harness(R"({"name": "all", "limit": {"requests": 1}, "window": {"kind": "lifetime"},
                     "on_exceed": "downgrade", "downgrade_to": "gpt-4o-mini"})");
  harness.run(kRequest);
  harness.run(kRequest);
  CHECK(harness.done->reason() == "quota.exceeded");
  CHECK(harness.sent.size() == 1);
  CHECK(harness.outcomes.at(1).outcome == Outcome::kOverQuota);
}

TEST_CASE("a cheaper model is tried where the dear one can never be", "[queue]") {
  Queued harness(R"({"name": "big", "match": {"model": "gpt-4o"}, "limit": {"tokens": 10},
                     "window": {"kind": "lifetime"}, "on_exceed": "downgrade",
                     "downgrade_to": "gpt-4o-mini"})");
  harness.run(kRequest);
  REQUIRE(harness.done->ok());
  CHECK(harness.sent.at(0).body.find(R"("gpt-4o-mini")") != std::string::npos);
}

TEST_CASE("a quota that warns lets calls pass, and the row says so", "[queue]") {
  Queued harness(R"({"name": "soft", "limit": {"requests": 1}, "window": {"kind": "lifetime"},
                     "on_exceed": "warn"})");
  harness.provider.push_back(whole(kAnswer));
  harness.run(kRequest);
  CHECK(harness.outcomes.at(0).quota_verdict_json.find("exceeded") == std::string::npos);
  harness.run(kRequest);
  REQUIRE(harness.done->ok());
  CHECK(harness.outcomes.at(1).quota_verdict_json.find(R"("exceeded":true)") != std::string::npos);
  CHECK(harness.quotas.read()->at(0).settled == 2);
}

}  // namespace
}  // namespace weir::testing
