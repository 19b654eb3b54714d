// A child keeps its parent alive: handles may be freed in any order, as garbage-collected hosts do.
#include <algorithm>
#include <functional>
#include <vector>

#include "c_abi/fixture.h"

using namespace weir::test;

namespace {

using Frees = std::vector<std::function<void()>>;

// Frees what `make` returns in every order; `make` is called once for each.
void free_in_every_order(const std::function<Frees()>& make) {
  const Frees first = make();
  for (const auto& each : first) each();
  std::vector<size_t> order(first.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  do {
    const Frees frees = make();
    for (const size_t i : order) frees[i]();
  } while (std::next_permutation(order.begin(), order.end()));
}

void begin_carrying(weir_call* call) {
  REQUIRE(weir_call_carry(call, kRequest.data(), kRequest.size()) == nullptr);
  const weir_action* action = nullptr;
  REQUIRE(weir_call_next_action(call, &action) == nullptr);
  REQUIRE(weir_action_kind(action) == WEIR_ACTION_SEND);
}

std::string outcomes(weir_gate* gate) {
  weir_text* json = nullptr;
  REQUIRE(weir_log_usage(gate, "outcome", 7, 0, &json) == nullptr);
  const TextHandle owned(json);
  return weir_text_data(json, nullptr);
}

}  // namespace

TEST_CASE("Gate, scanner and scan, freed in every order") {
  free_in_every_order([]() -> Frees {
    weir_gate* gate = opened(policy_with("memory:")).release();
    weir_scanner_options options = WEIR_SCANNER_OPTIONS_INIT;
    options.guardrail = "words";
    options.guardrail_size = 5;
    weir_scanner* scanner = nullptr;
    REQUIRE(weir_scanner_new(gate, &options, &scanner) == nullptr);
    weir_scan* scan = nullptr;
    REQUIRE(weir_scan_new(scanner, &scan) == nullptr);
    REQUIRE(weir_scan_feed(scan, "Kalevala-7 begins", 17) == nullptr);
    return {[=] { weir_gate_free(gate); }, [=] { weir_scanner_free(scanner); },
            [=] {
              CHECK(weir_scan_finish(scan) == nullptr);
              CHECK(weir_scan_finding_count(scan) == 1);
              CHECK(std::string(weir_scan_finding_entity(scan, 0, nullptr)) != "");
              weir_scan_free(scan);
            }};
  });
}

TEST_CASE("Gate and two calls under way, freed in every order") {
  setenv("WEIR_TEST_KEY", "sk-test", 1);  // NOLINT(concurrency-mt-unsafe)
  free_in_every_order([]() -> Frees {
    weir_gate* gate = opened(policy_with("memory:")).release();
    weir_call* first = new_call(gate).release();
    weir_call* second = new_call(gate).release();
    begin_carrying(first);
    begin_carrying(second);
    return {[=] { weir_gate_free(gate); }, [=] { weir_call_free(first); },
            [=] {
              CHECK(std::string(weir_call_report(second, nullptr)) != "");
              weir_call_free(second);
            }};
  });
}

TEST_CASE("Gate, call and a stream in its middle, freed in every order") {
  const auto provider = started_provider();
  free_in_every_order([&]() -> Frees {
    weir_gate* gate = opened(policy_with("memory:", provider->base_url())).release();
    weir_call* call = new_call(gate).release();
    weir_stream* stream = nullptr;
    REQUIRE(weir_call_stream(call, kRequest.data(), kRequest.size(), &stream) == nullptr);
    const weir_event* event = nullptr;
    REQUIRE(weir_stream_next(stream, 10'000, &event) == nullptr);
    REQUIRE(event != nullptr);
    return {[=] { weir_gate_free(gate); }, [=] { weir_call_free(call); },
            [=] {
              const weir_event* next = nullptr;
              CHECK(weir_stream_next(stream, 10'000, &next) == nullptr);
              weir_stream_free(stream);
            }};
  });
}

TEST_CASE("A call freed under way is cancelled, settled and on record") {
  setenv("WEIR_TEST_KEY", "sk-test", 1);  // NOLINT(concurrency-mt-unsafe)
  const GateHandle gate = opened(policy_with("memory:"));
  CallHandle call = new_call(gate.get());
  begin_carrying(call.get());
  call.reset();
  CHECK(outcomes(gate.get()).find("cancelled") != std::string::npos);
  weir_text* json = nullptr;
  REQUIRE(weir_quota_read(gate.get(), &json) == nullptr);
  const TextHandle quotas(json);
  CHECK(std::string(weir_text_data(json, nullptr)).find("\"reserved\":0") != std::string::npos);
}

TEST_CASE("Cancelling: before, twice, and after the end") {
  const auto provider = started_provider();
  const GateHandle gate = opened(policy_with("memory:", provider->base_url()));
  const CallHandle early = new_call(gate.get());
  weir_call_cancel(early.get());
  weir_call_cancel(early.get());
  const Error error(weir_call_run(early.get(), kRequest.data(), kRequest.size()));
  CHECK(weir_error_code(error.get()) == WEIR_CANCELLED);
  CHECK(provider->request_count() == 0);
  const CallHandle late = new_call(gate.get());
  REQUIRE(weir_call_run(late.get(), kRequest.data(), kRequest.size()) == nullptr);
  weir_call_cancel(late.get());
  CHECK(std::string(weir_call_answer_text(late.get(), nullptr)) == "You said: Hello there");
}
