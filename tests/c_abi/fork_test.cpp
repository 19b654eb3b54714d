// A gate with a store that was open at fork(): the child is refused in so many words, frees its
// handles without waiting for threads that it does not have, and the parent goes on.
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>

#include "c_abi/fixture.h"

using namespace weir::test;

namespace {

// The exit status of a child that runs `body`; an alarm ends one that hangs.
int in_child(const std::function<int()>& body) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);
    _exit(body());
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

bool is_forked(weir_error* got) {
  const Error error(got);
  return weir_error_code(error.get()) == WEIR_UNAVAILABLE && reason_of(error) == "store.forked";
}

struct Fixture {
  Fixture() : provider(started_provider()) {
    policy = policy_with("sqlite:" + directory.store(), provider->base_url());
    gate = opened(policy);
  }
  [[nodiscard]] bool runs() const {
    const CallHandle call = new_call(gate.get());
    const Error error(weir_call_run(call.get(), kRequest.data(), kRequest.size()));
    return !error;
  }
  TemporaryDirectory directory;
  std::unique_ptr<weir::testing::LoopbackProvider> provider;
  std::string policy;
  GateHandle gate;
};

}  // namespace

TEST_CASE("Every call in the child says store.forked") {
  Fixture parent;
  REQUIRE(parent.runs());
  const int64_t requests = parent.provider->request_count();
  const int failed_step = in_child([&] {
    weir_gate* gate = parent.gate.get();
    weir_call* call = nullptr;
    if (weir_call_new(gate, nullptr, &call) != nullptr) return 1;
    if (!is_forked(weir_call_run(call, kRequest.data(), kRequest.size()))) return 2;
    weir_call* streaming = nullptr;
    weir_stream* stream = nullptr;
    if (weir_call_new(gate, nullptr, &streaming) != nullptr) return 3;
    if (!is_forked(weir_call_stream(streaming, kRequest.data(), kRequest.size(), &stream)))
      return 4;
    weir_call* carried = nullptr;
    const weir_action* action = nullptr;
    if (weir_call_new(gate, nullptr, &carried) != nullptr) return 5;
    if (weir_call_carry(carried, kRequest.data(), kRequest.size()) != nullptr) return 6;
    if (!is_forked(weir_call_next_action(carried, &action))) return 7;
    weir_text* json = nullptr;
    if (!is_forked(weir_log_read(gate, nullptr, &json))) return 8;
    if (!is_forked(weir_log_usage(gate, nullptr, 0, 0, &json))) return 9;
    if (!is_forked(weir_quota_read(gate, &json))) return 10;
    weir_gate* again = nullptr;
    weir_gate_options options = WEIR_GATE_OPTIONS_INIT;
    options.policy_text = parent.policy.data();
    options.policy_text_size = parent.policy.size();
    if (!is_forked(weir_gate_open(&options, &again))) return 11;
    weir_call_free(call);
    weir_call_free(streaming);
    weir_call_free(carried);
    return 0;
  });
  CHECK(failed_step == 0);
  CHECK(parent.provider->request_count() == requests);
  CHECK(parent.runs());
}

TEST_CASE("A reload in the child is refused, and nobody else hears of it") {
  const TemporaryDirectory directory;
  const auto provider = started_provider();
  const std::string path = directory.path() + "/weir.jsonc";
  const std::string store = "sqlite:" + directory.store();
  std::ofstream(path) << policy_with(store, provider->base_url());
  weir_gate_options options = WEIR_GATE_OPTIONS_INIT;
  options.policy_path = path.data();
  options.policy_path_size = path.size();
  options.no_watch = true;
  weir_gate* made = nullptr;
  REQUIRE(weir_gate_open(&options, &made) == nullptr);
  const GateHandle gate(made);
  std::ofstream(path) << policy_with(store, provider->base_url(), "someone-else");
  CHECK(in_child([&] { return is_forked(weir_gate_reload(gate.get())) ? 0 : 1; }) == 0);
  const auto run = [&] {
    const CallHandle call = new_call(gate.get());
    const Error error(weir_call_run(call.get(), kRequest.data(), kRequest.size()));
    return weir_error_code(error.get());
  };
  CHECK(run() == WEIR_OK);  // the old policy is in force
  REQUIRE(weir_gate_reload(gate.get()) == nullptr);
  CHECK(run() == WEIR_DENIED);
}

TEST_CASE("A child of a gate without a store in files may reload") {
  const std::string policy = policy_with("memory:");
  const GateHandle gate = opened(policy);
  CHECK(in_child([&] { return weir_gate_reload(gate.get()) == nullptr ? 0 : 1; }) == 0);
}

TEST_CASE("Freeing in the child does not hang, and the parent does not notice") {
  Fixture parent;
  const CallHandle call = new_call(parent.gate.get());
  REQUIRE(weir_call_carry(call.get(), kRequest.data(), kRequest.size()) == nullptr);
  const weir_action* action = nullptr;
  REQUIRE(weir_call_next_action(call.get(), &action) == nullptr);
  const int64_t exchange = weir_action_exchange(action);
  CHECK(in_child([&] {
          // The parent's own handles, as a runtime that ends in the child would free them.
          weir_call_free(const_cast<CallHandle&>(call).release());
          weir_gate_free(parent.gate.release());
          return 0;
        }) == 0);
  CHECK(weir_call_report_failure(call.get(), exchange, WEIR_UNAVAILABLE) == nullptr);
  const Error ended(weir_call_next_action(call.get(), &action));
  CHECK(weir_error_code(ended.get()) == WEIR_UNAVAILABLE);
  CHECK(parent.runs());
}

TEST_CASE("The watch of the policy file goes on in the parent when the child frees the gate") {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/weir.jsonc";
  std::ofstream(path) << policy_with("memory:");
  weir_gate_options options = WEIR_GATE_OPTIONS_INIT;
  options.policy_path = path.data();
  options.policy_path_size = path.size();
  weir_gate* made = nullptr;
  REQUIRE(weir_gate_open(&options, &made) == nullptr);
  GateHandle gate(made);
  CHECK(in_child([&] {
          weir_gate_free(gate.release());
          return 0;
        }) == 0);
  std::ofstream(path) << policy_with("memory:", "http://127.0.0.1:9", "someone-else");
  Error error;
  while (weir_error_code(error.get()) != WEIR_DENIED) {  // the test's own limit ends it
    const CallHandle call = new_call(gate.get());
    REQUIRE(weir_call_carry(call.get(), kRequest.data(), kRequest.size()) == nullptr);
    const weir_action* action = nullptr;
    error.reset(weir_call_next_action(call.get(), &action));
    usleep(1000);
  }
}

TEST_CASE("A child may open another store, and scan") {
  Fixture parent;
  CHECK(in_child([&] {
          const TemporaryDirectory own;
          const std::string policy = policy_with("memory:");
          GateHandle gate;
          if (open_gate(policy, gate)) return 1;
          weir_text* json = nullptr;
          if (weir_quota_read(gate.get(), &json) != nullptr) return 2;
          weir_text_free(json);
          return 0;
        }) == 0);
}
