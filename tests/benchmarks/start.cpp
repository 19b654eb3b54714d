// How long the program `weir` takes to start: to refuse a prompt, and to scan a line with
// everything on, with its patterns cached and without.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>

#include "measurements.h"
#include "provider_process.h"

namespace weir::benchmarks {
namespace {

constexpr int kRuns = 21;
constexpr int kColdRuns = 5;
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

// Every built-in detector, and a user's own keywords and expressions.
const char* const kEverything = R"({"weir": 1,
  "providers": {"nobody": {"format": "openai", "base_url": "http://127.0.0.1:9/v1"}},
  "endpoints": {"assistant": {"targets": [{"provider": "nobody", "model": "gpt-4o-mini"}]}},
  "guardrails": {"everything": {"rules": [{"detect": ["pii", "secret"], "action": "mask",
    "keywords": ["Kalevala-7", "Project Sampo", "salainen hanke"],
    "patterns": [{"name": "ORDER", "regex": "\\bORD-\\d{6}\\b"},
                 {"name": "CASE", "regex": "\\b[A-Z]{2,4}/\\d{1,5}/20\\d\\d\\b"},
                 {"name": "HOST", "regex": "\\b[a-z][a-z0-9-]{0,30}\\.internal\\b"}]}]}},
  "store": "memory:"})";

class EnvironmentVariable {
 public:
  // NOLINTBEGIN(concurrency-mt-unsafe): no other thread runs while one of these is made or ends
  EnvironmentVariable(const char* name, const std::string& value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    setenv(name, value.c_str(), 1);
  }
  ~EnvironmentVariable() { old_ ? setenv(name_, old_->c_str(), 1) : unsetenv(name_); }
  // NOLINTEND(concurrency-mt-unsafe)
  EnvironmentVariable(const EnvironmentVariable&) = delete;
  EnvironmentVariable& operator=(const EnvironmentVariable&) = delete;

 private:
  const char* name_;
  std::optional<std::string> old_;
};

double run_ms(const std::vector<std::string>& command, int exit_code) {
  const auto begun = std::chrono::steady_clock::now();
  if (wait_for(start(command)) != exit_code) {
    throw std::runtime_error(command[0] + " " + command[1] + " ended otherwise");
  }
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
  return took.count();
}

}  // namespace

void measure_refusal(const Programs& programs, std::vector<Result>& results) {
  const ScratchDirectory scratch;
  const std::string policy = scratch.path() + "/policy.jsonc";
  std::ofstream(policy) << kPolicy;
  const std::vector<std::string> command = {programs.weir, "chat", "--policy", policy,
                                            "the key is AKIAIOSFODNN7EXAMPLE"};
  std::vector<double> times;
  for (int i = 0; i < kRuns + 1; ++i) {
    const double took = run_ms(command, kBlocked);
    if (i > 0) times.push_back(took);  // the first run fills the cache
  }
  results.push_back(
      {"cli.warm_start_ms", median(times), "ms", "a blocked prompt, from exec to exit; target 60"});
}

void measure_patterns(const Programs& programs, std::vector<Result>& results) {
  const ScratchDirectory scratch;
  const std::string policy = scratch.path() + "/policy.jsonc";
  const std::string text = scratch.path() + "/text";
  const std::string cache = scratch.path() + "/cache";
  std::ofstream(policy) << kEverything;
  std::ofstream(text) << "The number is 131052-308T.";
  const std::vector<std::string> command = {programs.weir, "scan",       "--policy", policy,
                                            "--guardrail", "everything", text};
  const EnvironmentVariable place("XDG_CACHE_HOME", cache);
  std::vector<double> cold;
  std::vector<double> warm;
  for (int i = 0; i < kColdRuns; ++i) {
    std::filesystem::remove_all(cache);
    std::filesystem::create_directory(cache);
    cold.push_back(run_ms(command, 0));
  }
  warm.reserve(kRuns);
  for (int i = 0; i < kRuns; ++i) warm.push_back(run_ms(command, 0));
  results.push_back({"patterns.warm_start_ms", median(warm), "ms",
                     "a line scanned with everything on, from exec to exit, cached; at most 50"});
  results.push_back(
      {"patterns.cold_start_ms", median(cold), "ms", "the same with an empty cache; at most 1000"});
}

}  // namespace weir::benchmarks
