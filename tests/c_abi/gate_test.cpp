// Reloading, closing and the log hook.
#include <atomic>
#include <fstream>
#include <thread>
#include <vector>

#include "c_abi/fixture.h"

using namespace weir::test;

namespace {

class PolicyFile {
 public:
  explicit PolicyFile(const std::string& text) { write(text); }
  void write(const std::string& text) const { std::ofstream(path()) << text; }
  [[nodiscard]] std::string path() const { return directory_.path() + "/weir.jsonc"; }
  [[nodiscard]] GateHandle open(bool no_watch = true) const {
    const std::string file = path();
    weir_gate_options options = WEIR_GATE_OPTIONS_INIT;
    options.policy_path = file.data();
    options.policy_path_size = file.size();
    options.no_watch = no_watch;
    weir_gate* gate = nullptr;
    const Error error(weir_gate_open(&options, &gate));
    INFO(weir_error_message(error.get(), nullptr));
    REQUIRE(gate != nullptr);
    return GateHandle(gate);
  }

 private:
  TemporaryDirectory directory_;
};

Error first_action(weir_gate* gate, CallHandle& call) {
  call = new_call(gate);
  Error error(weir_call_carry(call.get(), kRequest.data(), kRequest.size()));
  if (error) return error;
  const weir_action* action = nullptr;
  return Error(weir_call_next_action(call.get(), &action));
}

Error first_action(weir_gate* gate) {
  CallHandle call;
  return first_action(gate, call);
}

struct Told {
  std::atomic<int> count{0};
  std::string last;
};

void count_reload(int32_t level, const char* reason, const char* fields, void* user) {
  auto* told = static_cast<Told*>(user);
  told->last = std::string(reason) + " " + std::to_string(level) + " " + fields;
  ++told->count;
}

}  // namespace

TEST_CASE("A reload swaps the policy in whole; a bad one leaves the old one in force") {
  setenv("WEIR_TEST_KEY", "sk-test", 1);  // NOLINT(concurrency-mt-unsafe)
  const PolicyFile file(policy_with("memory:"));
  const GateHandle gate = file.open();
  CHECK(weir_gate_policy_path(gate.get(), nullptr) == file.path());
  CHECK(first_action(gate.get()) == nullptr);

  file.write("{\"weir\": 1, \"endpointz\": {}}");
  const Error bad(weir_gate_reload(gate.get()));
  CHECK(weir_error_code(bad.get()) == WEIR_INVALID_POLICY);
  CHECK(first_action(gate.get()) == nullptr);

  file.write(policy_with("memory:", "http://127.0.0.1:9", "someone-else"));
  CHECK(weir_gate_reload(gate.get()) == nullptr);
  const Error denied = first_action(gate.get());
  CHECK(weir_error_code(denied.get()) == WEIR_DENIED);
  CHECK(weir_error_http_status(denied.get()) == 403);
}

TEST_CASE("The store cannot change under an open gate") {
  const PolicyFile file(policy_with("memory:"));
  const GateHandle gate = file.open();
  const TemporaryDirectory elsewhere;
  file.write(policy_with("sqlite:" + elsewhere.store()));
  CHECK(reason_of(Error(weir_gate_reload(gate.get()))) == "policy.store_changed");
}

TEST_CASE("A revocation holds from the next call in another gate on the same store") {
  setenv("WEIR_TEST_KEY", "sk-test", 1);  // NOLINT(concurrency-mt-unsafe)
  const TemporaryDirectory directory;
  const PolicyFile file(policy_with("sqlite:" + directory.store()));
  const GateHandle first = file.open();
  const GateHandle second = file.open();
  CHECK(first_action(second.get()) == nullptr);
  file.write(policy_with("sqlite:" + directory.store(), "http://127.0.0.1:9", "someone-else"));
  CHECK(weir_gate_reload(first.get()) == nullptr);
  const Error denied = first_action(second.get());
  CHECK(weir_error_code(denied.get()) == WEIR_DENIED);
}

TEST_CASE("Closing lets no new call in, and says when one is under way") {
  setenv("WEIR_TEST_KEY", "sk-test", 1);  // NOLINT(concurrency-mt-unsafe)
  const GateHandle gate = opened(policy_with("memory:"));
  CallHandle call;
  REQUIRE(first_action(gate.get(), call) == nullptr);
  for (const int64_t wait_ms : {int64_t{0}, int64_t{-1}, INT64_MIN, int64_t{5}}) {
    const Error waiting(weir_gate_close(gate.get(), wait_ms));
    CHECK(weir_error_code(waiting.get()) == WEIR_TIMEOUT);
    CHECK(reason_of(waiting) == "gate.close");
  }
  CHECK(reason_of(first_action(gate.get())) == "gate.closed");
  call.reset();
  CHECK(weir_gate_close(gate.get(), INT64_MAX) == nullptr);
  CHECK(weir_gate_close(gate.get(), 0) == nullptr);
}

TEST_CASE("The log hook tells of a reload, and stops when it is removed") {
  const PolicyFile file(policy_with("memory:"));
  const GateHandle gate = file.open();
  Told told;
  weir_gate_set_log_hook(gate.get(), count_reload, &told);
  CHECK(weir_gate_reload(gate.get()) == nullptr);
  CHECK(told.count == 1);
  CHECK(told.last.find("policy.reloaded 3 {\"policy_hash\":\"") == 0);
  weir_gate_set_log_hook(gate.get(), nullptr, nullptr);
  CHECK(weir_gate_reload(gate.get()) == nullptr);
  CHECK(told.count == 1);
}

TEST_CASE("A watched file that turns bad is told to the hook, from weir's own thread") {
  const PolicyFile file(policy_with("memory:"));
  const GateHandle gate = file.open(false);
  std::atomic<bool> was_told{false};
  weir_gate_set_log_hook(
      gate.get(),
      [](int32_t level, const char*, const char*, void* user) {
        if (level == WEIR_LOG_ERROR) static_cast<std::atomic<bool>*>(user)->store(true);
      },
      &was_told);
  file.write("{ not a policy");
  while (!was_told) std::this_thread::yield();  // the test's own limit ends it
  setenv("WEIR_TEST_KEY", "sk-test", 1);        // NOLINT(concurrency-mt-unsafe)
  CHECK(first_action(gate.get()) == nullptr);
  weir_gate_set_log_hook(gate.get(), nullptr, nullptr);
}
