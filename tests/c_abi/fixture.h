// What the tests of the C ABI share: handles that free themselves, policies, and a provider.
#pragma once

#include <weir/weir.h>

#include <memory>
#include <string>
#include <string_view>

#include "stores/temporary_directory.h"
#include "support/catch.h"
#include "support/provider/loopback_provider.h"
#include "support/provider/openai_behaviour.h"

namespace weir::test {

template <typename T, void (*Free)(T*)>
struct Freeing {
  void operator()(T* handle) const { Free(handle); }
};

using Error = std::unique_ptr<weir_error, Freeing<weir_error, weir_error_free>>;
using GateHandle = std::unique_ptr<weir_gate, Freeing<weir_gate, weir_gate_free>>;
using CallHandle = std::unique_ptr<weir_call, Freeing<weir_call, weir_call_free>>;
using StreamHandle = std::unique_ptr<weir_stream, Freeing<weir_stream, weir_stream_free>>;
using ScannerHandle = std::unique_ptr<weir_scanner, Freeing<weir_scanner, weir_scanner_free>>;
using ScanHandle = std::unique_ptr<weir_scan, Freeing<weir_scan, weir_scan_free>>;
using TextHandle = std::unique_ptr<weir_text, Freeing<weir_text, weir_text_free>>;

inline constexpr std::string_view kRequest =
    R"({"model":"assistant","messages":[{"role":"user","content":"Hello there"}]})";

inline std::string reason_of(const Error& error) {
  return weir_error_reason(error.get(), nullptr);
}

// One endpoint, one masking guardrail, one quota; `store` as the policy takes it.
inline std::string policy_with(const std::string& store,
                               const std::string& base_url = "http://127.0.0.1:9",
                               const std::string& user = "") {
  const std::string allow = user.empty() ? "" : R"(, "allow": ["user:)" + user + "\"]";
  return R"({"weir": 1,
    "providers": {"local": {"format": "openai", "base_url": ")" +
         base_url + R"(/v1", "key": "env:WEIR_TEST_KEY"}},
    "endpoints": {"assistant": {"targets": [{"provider": "local", "model": "small"}],
      "max_output_tokens": 100,
      "guardrails": {"input": ["words"], "output": ["words"]})" +
         allow + R"(}},
    "guardrails": {"words": {"rules": [{"keywords": ["Kalevala-7"], "action": "mask"},
      {"keywords": ["Sampo-9"], "action": "block"}]}},
    "quotas": [{"name": "rpm", "per": ["user"], "limit": {"requests": 1000},
      "window": {"kind": "bucket", "length": "1h"}}],
    "store": ")" +
         store + "\"}";
}

inline Error open_gate(const std::string& policy, GateHandle& out) {
  weir_gate_options options = WEIR_GATE_OPTIONS_INIT;
  options.policy_text = policy.data();
  options.policy_text_size = policy.size();
  weir_gate* gate = nullptr;
  Error error(weir_gate_open(&options, &gate));
  out.reset(gate);
  return error;
}

inline GateHandle opened(const std::string& policy) {
  GateHandle gate;
  const Error error = open_gate(policy, gate);
  INFO(weir_error_message(error.get(), nullptr));
  REQUIRE(gate);
  return gate;
}

inline CallHandle new_call(weir_gate* gate, std::string_view user = "matti") {
  weir_call_options options = WEIR_CALL_OPTIONS_INIT;
  options.user = user.data();
  options.user_size = user.size();
  weir_call* call = nullptr;
  const Error error(weir_call_new(gate, &options, &call));
  INFO(weir_error_message(error.get(), nullptr));
  REQUIRE(call != nullptr);
  return CallHandle(call);
}

inline std::unique_ptr<testing::LoopbackProvider> started_provider(
    const testing::OpenAiOptions& options = {}) {
  setenv("WEIR_TEST_KEY", "sk-test", 1);  // NOLINT(concurrency-mt-unsafe)
  auto provider = testing::LoopbackProvider::start({testing::openai_behaviour(options)});
  REQUIRE(provider.ok());
  return std::move(provider).value();
}

}  // namespace weir::test
