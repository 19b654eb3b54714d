// Threads on one gate: calls by both doors, scans, read-outs, reloads and cancels at once. Meant
// for the thread sanitizer (tests/run.sh --sanitize thread); the counts are checked in any build.
#include <atomic>
#include <thread>
#include <vector>

#include "c_abi/fixture.h"

using namespace weir::test;

namespace {

constexpr int kCallsEach = 20;

std::string text_of(weir_error* error, weir_text* text) {
  const Error owned_error(error);
  const TextHandle owned(text);
  return error == nullptr ? weir_text_data(text, nullptr) : "";
}

void run_calls(weir_gate* gate, std::atomic<int>& answered) {
  for (int i = 0; i < kCallsEach; ++i) {
    weir_call* made = nullptr;
    if (weir_call_new(gate, nullptr, &made) != nullptr) return;
    const CallHandle call(made);
    const Error error(weir_call_run(made, kRequest.data(), kRequest.size()));
    if (!error) ++answered;
  }
}

void stream_calls(weir_gate* gate, std::atomic<int>& answered) {
  for (int i = 0; i < kCallsEach; ++i) {
    weir_call* made = nullptr;
    if (weir_call_new(gate, nullptr, &made) != nullptr) return;
    const CallHandle call(made);
    weir_stream* begun = nullptr;
    if (Error(weir_call_stream(made, kRequest.data(), kRequest.size(), &begun))) return;
    const StreamHandle stream(begun);
    const weir_event* event = nullptr;
    Error error;
    do error.reset(weir_stream_next(begun, -1, &event));
    while (!error && event != nullptr);
    if (!error) ++answered;
  }
}

void carry_calls(weir_gate* gate, std::atomic<int>& refused) {
  for (int i = 0; i < kCallsEach; ++i) {
    weir_call* made = nullptr;
    if (weir_call_new(gate, nullptr, &made) != nullptr) return;
    const CallHandle call(made);
    const std::string_view body =
        R"({"model":"assistant","messages":[{"role":"user","content":"the Sampo-9"}]})";
    if (Error(weir_call_carry(made, body.data(), body.size()))) return;
    const weir_action* action = nullptr;
    const Error error(weir_call_next_action(made, &action));
    if (weir_error_code(error.get()) == WEIR_BLOCKED) ++refused;
  }
}

void scan_texts(const weir_scanner* scanner, std::atomic<int>& found) {
  for (int i = 0; i < kCallsEach; ++i) {
    weir_scan* begun = nullptr;
    if (weir_scan_new(scanner, &begun) != nullptr) return;
    const ScanHandle scan(begun);
    if (Error(weir_scan_feed(begun, "of Kalevala-7 and", 17))) return;
    if (Error(weir_scan_finish(begun))) return;
    found += static_cast<int>(weir_scan_finding_count(begun));
  }
}

void read_and_reload(weir_gate* gate, std::atomic<int>& done) {
  for (int i = 0; i < kCallsEach; ++i) {
    weir_text* json = nullptr;
    weir_error* error = weir_quota_read(gate, &json);
    if (text_of(error, json).empty()) return;
    error = weir_log_read(gate, nullptr, &json);
    if (text_of(error, json).empty()) return;
    if (Error(weir_gate_reload(gate))) return;
    ++done;
  }
}

void check_all_work_at_once(const std::string& store) {
  const auto provider = started_provider();
  const GateHandle gate = opened(policy_with(store, provider->base_url()));
  weir_scanner_options options = WEIR_SCANNER_OPTIONS_INIT;
  options.guardrail = "words";
  options.guardrail_size = 5;
  weir_scanner* made = nullptr;
  REQUIRE(weir_scanner_new(gate.get(), &options, &made) == nullptr);
  const ScannerHandle scanner(made);
  std::atomic<int> told{0};
  const weir_log_hook hook = [](int32_t, const char*, const char*, void* user) {
    ++*static_cast<std::atomic<int>*>(user);
  };
  weir_gate_set_log_hook(gate.get(), hook, &told);
  std::atomic<int> ran{0};
  std::atomic<int> streamed{0};
  std::atomic<int> refused{0};
  std::atomic<int> found{0};
  std::atomic<int> read{0};
  std::vector<std::thread> threads;
  for (int pair = 0; pair < 2; ++pair) {
    threads.emplace_back([&] { run_calls(gate.get(), ran); });
    threads.emplace_back([&] { stream_calls(gate.get(), streamed); });
    threads.emplace_back([&] { carry_calls(gate.get(), refused); });
    threads.emplace_back([&] { scan_texts(scanner.get(), found); });
  }
  threads.emplace_back([&] { read_and_reload(gate.get(), read); });
  threads.emplace_back([&] {
    for (int i = 0; i < kCallsEach; ++i) weir_gate_set_log_hook(gate.get(), hook, &told);
  });
  for (std::thread& thread : threads) thread.join();
  CHECK(ran == 2 * kCallsEach);
  CHECK(streamed == 2 * kCallsEach);
  CHECK(refused == 2 * kCallsEach);
  CHECK(found == 2 * kCallsEach);
  CHECK(read == kCallsEach);
  CHECK(told >= kCallsEach);
  weir_text* json = nullptr;
  weir_error* error = weir_log_usage(gate.get(), "", 0, 0, &json);
  const std::string usage = text_of(error, json);
  INFO(usage);
  CHECK(usage.find("\"calls\":" + std::to_string(6 * kCallsEach)) != std::string::npos);
  CHECK(weir_gate_close(gate.get(), 0) == nullptr);
}

}  // namespace

TEST_CASE("Everything at once on one gate, stores in memory") {
  check_all_work_at_once("memory:");
}

TEST_CASE("Everything at once on one gate, stores on disk") {
  const TemporaryDirectory directory;
  check_all_work_at_once("sqlite:" + directory.store());
}

TEST_CASE("Another thread cancels what waits for a silent provider") {
  weir::testing::OpenAiOptions slow;
  slow.delay_ms = 600'000;
  const auto provider = started_provider(slow);
  const GateHandle gate = opened(policy_with("memory:", provider->base_url()));
  for (int i = 0; i < 10; ++i) {
    const CallHandle call = new_call(gate.get());
    std::thread canceller([&] {
      while (provider->request_count() <= i) std::this_thread::yield();
      weir_call_cancel(call.get());
    });
    const Error error(weir_call_run(call.get(), kRequest.data(), kRequest.size()));
    canceller.join();
    CHECK(weir_error_code(error.get()) == WEIR_CANCELLED);
  }
}
