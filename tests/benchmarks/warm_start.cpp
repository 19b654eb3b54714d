// How long the program `weir` takes to start, load a policy with cached patterns and refuse a
// prompt.
#include <chrono>
#include <fstream>
#include <stdexcept>

#include "measurements.h"
#include "provider_process.h"

namespace weir::benchmarks {
namespace {

constexpr int kRuns = 21;
constexpr int kBlocked = 3;  // the exit code of a refused prompt

const char* const kPolicy = R"({"weir": 1,
  "providers": {"nobody": {"format": "openai", "base_url": "http://127.0.0.1:9/v1"}},
  "endpoints": {"assistant": {"targets": [{"provider": "nobody", "model": "gpt-4o-mini"}],
    "max_output_tokens": 256, "guardrails": {"input": ["personal-data", "secrets"], "output": ["personal-data"]}}},
  "guardrails": {
    "personal-data": {"rules": [{"detect": ["pii/fi", "pii/contact", "pii/payment"], "action": "mask"}]},
    "secrets": {"rules": [{"detect": ["secret"], "action": "block"}]}},
  "quotas": [{"name": "rpm", "per": ["user"], "limit": {"requests": 1000}, "window": {"kind": "fixed", "length": "1m"}}],
  "store": "sqlite:store", "log": {"payload": "redacted"}})";

}  // namespace

void measure_warm_start(const Programs& programs, std::vector<Result>& results) {
  const ScratchDirectory scratch;
  const std::string policy = scratch.path() + "/policy.jsonc";
  std::ofstream(policy) << kPolicy;
  const std::vector<std::string> command = {programs.weir, "chat", "--policy", policy,
                                            "the key is AKIAIOSFODNN7EXAMPLE"};
  std::vector<double> times;
  for (int i = 0; i < kRuns + 1; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    if (wait_for(start(command)) != kBlocked)
      throw std::runtime_error("the prompt was not refused");
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
    if (i > 0) times.push_back(took.count());  // the first run fills the cache
  }
  results.push_back(
      {"cli.warm_start_ms", median(times), "ms", "a blocked prompt, from exec to exit; target 60"});
}

}  // namespace weir::benchmarks
