// What a provider can do wrong, seen through the public interface: the reason, the row, the quota.
#include <atomic>
#include <chrono>
#include <iostream>
#include <thread>

#include "faults/end_to_end/world.h"
#include "support/catch.h"

using namespace weir::testing;

namespace {

const char* const kEvent =
    R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Hyvaa huomenta kaikille. "},"finish_reason":null}]})";

struct BadAnswer {
  const char* what;
  std::string answer;  // of a case file
  bool stream;
  int32_t code;
  const char* reason;  // of the run door; the carry door knows less of the wire
  const char* outcome;
};

std::vector<BadAnswer> bad_answers() {
  const std::string event_stream = "content-type: text/event-stream\n";
  const std::string first = std::string(kEvent) + "\n\n";
  return {
      {"hangs before the head", "[answer fault=hang]\n", false, WEIR_TIMEOUT,
       "http.timeout.first_token", "timeout"},
      {"hangs before the body", "[answer framing=chunked]\n[body]\n{{hang}}\n", false, WEIR_TIMEOUT,
       "http.timeout.first_token", "timeout"},
      {"hangs in the body", "[answer framing=close]\n[body]\n{\"choices\":[{{hang}}\n", false,
       WEIR_TIMEOUT, "http.timeout.total", "timeout"},
      {"hangs in a stream",
       "[answer framing=close]\n" + event_stream + "[body]\n" + first + "{{hang}}\n", true,
       WEIR_TIMEOUT, "http.timeout.total", "timeout"},
      {"resets before the head", "[answer fault=reset]\n", false, WEIR_PROVIDER, "", "failed"},
      {"closes before the head", "[answer fault=close]\n", false, WEIR_PROVIDER, "", "failed"},
      {"resets in a stream",
       "[answer framing=chunked]\n" + event_stream + "[body]\n" + first + "{{wait 20}}{{reset}}\n",
       true, WEIR_PROVIDER, "", "failed"},
      {"says less than it promised", "[answer content-length=1000]\n[body]\n{\"choices\":[]}\n",
       false, WEIR_PROVIDER, "http.closed_early", "failed"},
      {"drips without an end",
       "[answer framing=close]\n" + event_stream +
           "[body piece=1 pause=20]\n: {{fill 4000 drip }}\n",
       true, WEIR_TIMEOUT, "http.timeout.total", "timeout"},
      {"never ends a line",
       "[answer framing=close]\n" + event_stream + "[body]\ndata: {{forever a}}\n", true,
       WEIR_PROVIDER, "sse.line_too_long", "failed"},
      {"never ends an event",
       "[answer framing=close]\n" + event_stream + "[body]\n{{forever data: aaaaaaaaaaaa\\n}}\n",
       true, WEIR_PROVIDER, "sse.event_too_large", "failed"},
      {"answers 100 MB", "[answer]\n[body]\n{{fill 104857600 a}}\n", false, WEIR_PROVIDER,
       "http.too_large", "failed"},
      {"answers without an end", "[answer framing=close]\n[body]\n{{forever a}}\n", false,
       WEIR_PROVIDER, "http.too_large", "failed"},
      {"is not HTTP", "[raw]\nSSH-2.0-OpenSSH_9.2\n", false, WEIR_PROVIDER, "", "failed"},
      {"sends invalid UTF-8",
       "[answer]\n[body]\n{\"choices\":[{\"message\":{\"content\":\"{{hex c3 28}}\"}}]}\n", false,
       WEIR_PROVIDER, "provider.malformed", "failed"},
      {"sends two million brackets", "[answer]\n[body]\n{{fill 2000000 [}}\n", false, WEIR_PROVIDER,
       "provider.malformed", "failed"},
  };
}

void check_settled(weir::gate& gate, const BadAnswer& bad, const GovernedOutcome& outcome) {
  CHECK(outcome.failure.code == bad.code);
  CHECK(column(gate, outcome.request_id, "outcome") == bad.outcome);
  CHECK(column(gate, outcome.request_id, "reason") == outcome.failure.reason);
  CHECK(sum_of(gate, "reserved") == 0);
  CHECK(sum_of(gate, "settled", "requests") >= 1);
}

}  // namespace

TEST_CASE("each fault of a provider has its reason and its row, and settles", "[end_to_end]") {
  for (const BadAnswer& bad : bad_answers()) {
    World world(bad.answer);
    PolicyPlan plan = world.memory_plan();
    plan.first_token_ms = 300;
    plan.total_ms = 1500;
    weir::gate gate = opened(plan);
    const RunForm form = bad.stream ? RunForm::kStream : RunForm::kWhole;
    const GovernedOutcome ran = run_call(gate, {}, chat("Moi", bad.stream), form);
    INFO(bad.what << ", run: " << ran.failure.reason << ": " << ran.failure.message);
    if (bad.reason[0] != '\0') CHECK(ran.failure.reason == bad.reason);
    check_settled(gate, bad, ran);
    const GovernedOutcome carried = carry_call(gate, {}, chat("Moi", bad.stream), 0);
    INFO("carry: " << carried.failure.reason << ": " << carried.failure.message);
    check_settled(gate, bad, carried);
  }
}

TEST_CASE("keep-alives without an end do not keep a call alive", "[end_to_end]") {
  World world(
      "[answer framing=close]\ncontent-type: text/event-stream\n[body]\n{{forever : "
      "ping\\n\\n}}\n");
  PolicyPlan plan = world.memory_plan();
  plan.total_ms = 1500;
  weir::gate gate = opened(plan);
  for (const GovernedOutcome& outcome : {run_call(gate, {}, chat("Moi", true), RunForm::kStream),
                                         carry_call(gate, {}, chat("Moi", true), 0)}) {
    // Whichever comes first: the time, or the most bytes that an answer may have.
    INFO(outcome.failure.reason);
    CHECK((outcome.failure.reason == "http.too_large" || outcome.failure.code == WEIR_TIMEOUT));
    CHECK(column(gate, outcome.request_id, "reason") == outcome.failure.reason);
    CHECK(sum_of(gate, "reserved") == 0);
  }
}

TEST_CASE("nobody listens: nothing was sent, nothing is charged", "[end_to_end]") {
  World world;
  PolicyPlan plan = world.memory_plan();
  plan.base_url = "http://127.0.0.1:1";
  weir::gate gate = opened(plan);
  for (const GovernedOutcome& outcome :
       {run_call(gate, {}, chat("Moi"), RunForm::kWhole), carry_call(gate, {}, chat("Moi"), 0)}) {
    INFO(outcome.failure.message);
    CHECK(outcome.failure.code == WEIR_UNAVAILABLE);
    CHECK(outcome.failure.is_retryable);
    CHECK(column(gate, outcome.request_id, "outcome") == "failed");
  }
  CHECK(sum_of(gate, "settled") == 0);
  CHECK(sum_of(gate, "reserved") == 0);
}

TEST_CASE("a deadline of the caller's own is shorter than the policy's", "[end_to_end]") {
  World world("[answer fault=hang]\n");
  weir::gate gate = opened(world.memory_plan());
  const GovernedOutcome outcome =
      run_call(gate, {.deadline_ms = 100}, chat("Moi"), RunForm::kWhole);
  CHECK(outcome.failure.code == WEIR_TIMEOUT);
  CHECK(outcome.failure.reason == "http.timeout.total");
}

namespace {

using Clock = std::chrono::steady_clock;

struct CancelRun {
  std::atomic<bool> is_waiting{false};
  Clock::time_point asked;

  // Cancels `call` from another thread once `is_waiting` and a while has passed.
  std::thread start(weir::call& call) {
    return std::thread([this, &call] {
      while (!is_waiting) std::this_thread::yield();
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      asked = Clock::now();
      call.cancel();
    });
  }
  void print(const char* what) const {
    const auto took =
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - asked).count();
    std::cout << "cancel " << what << ": " << took << " us\n";
  }
};

}  // namespace

TEST_CASE("a whole call is cancelled from another thread, recorded and settled", "[end_to_end]") {
  World world("[answer fault=hang]\n");
  weir::gate gate = opened(world.plan());
  auto call = gate.try_new_call();
  REQUIRE(call.ok());
  CancelRun cancel;
  std::thread other = cancel.start(call.value());
  cancel.is_waiting = true;
  const auto answer = call.value().try_run(chat("Moi"));
  cancel.print("whole");
  other.join();
  REQUIRE_FALSE(answer.ok());
  CHECK(answer.error().code() == WEIR_CANCELLED);
  CHECK(answer.error().reason() == "call.cancelled");
  CHECK(column(gate, std::string(call.value().id()), "outcome") == "cancelled");
  CHECK(sum_of(gate, "reserved") == 0);
}

TEST_CASE("a stream is cancelled while it waits, and what was received is charged",
          "[end_to_end]") {
  World world("[answer framing=close]\ncontent-type: text/event-stream\n[body]\n" +
              std::string(kEvent) + "\n\n{{hang}}\n");
  weir::gate gate = opened(world.plan());
  auto call = gate.try_new_call();
  REQUIRE(call.ok());
  auto stream = call.value().try_stream(chat("Moi", true));
  REQUIRE(stream.ok());
  auto first = stream.value().try_next();
  REQUIRE(first.ok());
  CHECK(first.value()->text().find("Hyvaa") == 0);
  CancelRun cancel;
  std::thread other = cancel.start(call.value());
  cancel.is_waiting = true;
  const auto next = stream.value().try_next();
  cancel.print("stream");
  other.join();
  REQUIRE_FALSE(next.ok());
  CHECK(next.error().code() == WEIR_CANCELLED);
  CHECK(column(gate, std::string(call.value().id()), "outcome") == "cancelled");
  CHECK(sum_of(gate, "reserved") == 0);
  CHECK(sum_of(gate, "settled", "tokens") > 0);
}

TEST_CASE("a stream that is freed early is cancelled, recorded and settled", "[end_to_end]") {
  World world("[answer framing=close]\ncontent-type: text/event-stream\n[body]\n" +
              std::string(kEvent) + "\n\n{{hang}}\n");
  weir::gate gate = opened(world.plan());
  std::string id;
  {
    auto call = gate.try_new_call();
    REQUIRE(call.ok());
    id = call.value().id();
    auto stream = call.value().try_stream(chat("Moi", true));
    REQUIRE(stream.ok());
    REQUIRE(stream.value().try_next().ok());
  }
  CHECK(column(gate, id, "outcome") == "cancelled");
  CHECK(sum_of(gate, "reserved") == 0);
}
