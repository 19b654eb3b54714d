// A governed call against the same call in plain libcurl, side by side in one run: 2 KB in and 2 KB
// out, input and output guardrails, three quotas, the row committed, both stores NORMAL.
#include <curl/curl.h>
#include <time.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <thread>
#include <weir/weir.hpp>

#include "measurements.h"
#include "provider_process.h"

namespace weir::benchmarks {
namespace {

constexpr int kWarmUp = 200;
constexpr int kRuns = 5;
constexpr int kCallsPerRun = 500;
constexpr int kCallers = 64;
constexpr int kCallsPerCaller = 40;

double now_us() {
  return std::chrono::duration<double, std::micro>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

double cpu_us() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

std::string request_body(bool stream) {
  std::string text;
  while (text.size() < 1850) text += "A weir regulates the flow of a river, and it measures it. ";
  text += "Write to matti.meikalainen@example.com about 131052-308T.";
  return std::string(R"({"model":"assistant","max_tokens":500,)") +
         (stream ? R"("stream":true,)" : "") + R"("messages":[{"role":"user","content":")" + text +
         "\"}]}";
}

std::string policy_text(const std::string& base_url, const std::string& store) {
  return R"({"weir": 1,
  "providers": {"loopback": {"format": "openai", "base_url": ")" +
         base_url +
         R"(", "key": "env:WEIR_BENCHMARK_KEY"}},
  "endpoints": {"assistant": {"targets": [{"provider": "loopback", "model": "gpt-4o-mini"}],
    "max_output_tokens": 1024, "guardrails": {"input": ["personal-data", "secrets"], "output": ["personal-data", "secrets"]}}},
  "guardrails": {
    "personal-data": {"rules": [{"detect": ["pii"], "action": "mask"}]},
    "secrets": {"rules": [{"detect": ["secret"], "action": "block"}]}},
  "quotas": [
    {"name": "rpm", "per": ["user"], "limit": {"requests": 1000000000}, "window": {"kind": "fixed", "length": "1m"}},
    {"name": "tpm", "per": ["endpoint"], "limit": {"tokens": 1000000000000}, "window": {"kind": "fixed", "length": "1m"}},
    {"name": "budget", "limit": {"usd": 1000000}, "window": {"kind": "calendar", "length": "month", "timezone": "Europe/Helsinki"}}],
  "store": "sqlite:)" +
         store + R"(", "synchronous": {"quotas": "normal", "log": "normal"},
  "log": {"payload": "redacted"}})";
}

size_t count_bytes(char*, size_t size, size_t count, void* user) {
  *static_cast<size_t*>(user) += size * count;
  return size * count;
}

struct FirstByte {
  double at_us = 0;
};

size_t note_first(char*, size_t size, size_t count, void* user) {
  auto* first = static_cast<FirstByte*>(user);
  if (first->at_us == 0) first->at_us = now_us();
  return size * count;
}

// The same exchange in plain libcurl, the handle kept and its connection reused.
class PlainCall {
 public:
  explicit PlainCall(const std::string& url) : curl_(curl_easy_init(), curl_easy_cleanup) {
    curl_slist* list = curl_slist_append(nullptr, "Content-Type: application/json");
    list = curl_slist_append(list, "Authorization: Bearer sk-benchmark");
    headers_ = {list, curl_slist_free_all};
    curl_easy_setopt(curl_.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl_.get(), CURLOPT_HTTPHEADER, list);
    curl_easy_setopt(curl_.get(), CURLOPT_NOSIGNAL, 1L);
  }

  void run(const std::string& body) {
    size_t got = 0;
    curl_easy_setopt(curl_.get(), CURLOPT_WRITEFUNCTION, count_bytes);
    curl_easy_setopt(curl_.get(), CURLOPT_WRITEDATA, &got);
    perform(body);
    if (got < 2000) throw std::runtime_error("the provider's answer is too short");
  }

  // Microseconds from the start to the first byte of the body.
  double first_byte_us(const std::string& body) {
    FirstByte first;
    curl_easy_setopt(curl_.get(), CURLOPT_WRITEFUNCTION, note_first);
    curl_easy_setopt(curl_.get(), CURLOPT_WRITEDATA, &first);
    const double begun = now_us();
    perform(body);
    return first.at_us - begun;
  }

 private:
  void perform(const std::string& body) {
    curl_easy_setopt(curl_.get(), CURLOPT_POSTFIELDS, body.c_str());
    curl_easy_setopt(curl_.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    if (curl_easy_perform(curl_.get()) != CURLE_OK) throw std::runtime_error("plain call failed");
  }
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl_;
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_{nullptr, nullptr};
};

void governed(gate& shared, const std::string& body) {
  call one = shared.new_call({.user = "benchmark"});
  if (one.run(body).body.size() < 2000) throw std::runtime_error("the answer is too short");
}

double governed_first_us(gate& shared, const std::string& body) {
  const double begun = now_us();
  call one = shared.new_call({.user = "benchmark"});
  weir::stream events = one.stream(body);
  double first = 0;
  while (const auto next = events.next()) {
    if (first == 0) first = now_us();
  }
  return first - begun;
}

struct Paired {
  std::vector<double> added_us;  // per pair
  double cpu_us = 0;             // per call
};

Paired one_run(gate& shared, PlainCall& plain, const std::string& body) {
  Paired out;
  double plain_cpu = 0;
  double governed_cpu = 0;
  for (int i = 0; i < kCallsPerRun; ++i) {
    const double cpu0 = cpu_us();
    const double t0 = now_us();
    plain.run(body);
    const double t1 = now_us();
    const double cpu1 = cpu_us();
    governed(shared, body);
    const double t2 = now_us();
    governed_cpu += cpu_us() - cpu1;
    plain_cpu += cpu1 - cpu0;
    out.added_us.push_back((t2 - t1) - (t1 - t0));
  }
  out.cpu_us = (governed_cpu - plain_cpu) / kCallsPerRun;
  return out;
}

void one_caller(gate& shared, const std::string& url, std::vector<Result>& results) {
  PlainCall plain(url);
  const std::string body = request_body(false);
  for (int i = 0; i < kWarmUp; ++i) {
    plain.run(body);
    governed(shared, body);
  }
  std::vector<double> p50;
  std::vector<double> p99;
  std::vector<double> cpu;
  for (int i = 0; i < kRuns; ++i) {
    const Paired run = one_run(shared, plain, body);
    p50.push_back(percentile(run.added_us, 0.5));
    p99.push_back(percentile(run.added_us, 0.99));
    cpu.push_back(run.cpu_us);
  }
  const std::string beside = "the same call in plain libcurl, paired";
  results.push_back({"governed_call.added_us", median(p50), "us", beside + ", p50; target 250"});
  results.push_back({"governed_call.added_p99_us", median(p99), "us", beside + ", p99"});
  results.push_back({"governed_call.cpu_us", median(cpu), "us", beside + "; target 200"});
}

struct Load {
  std::vector<double> latency_us;
  double cpu_us = 0;  // per call
};

template <typename MakeCall>
Load under_load(MakeCall make_call) {
  std::vector<std::vector<double>> latencies(kCallers);
  const double cpu = cpu_us();
  std::vector<std::thread> callers;
  for (auto& mine : latencies) {
    callers.emplace_back([&mine, &make_call] {
      auto one = make_call();
      for (int i = 0; i < kCallsPerCaller; ++i) {
        const double begun = now_us();
        one();
        mine.push_back(now_us() - begun);
      }
    });
  }
  for (auto& caller : callers) caller.join();
  Load load;
  load.cpu_us = (cpu_us() - cpu) / (kCallers * kCallsPerCaller);
  for (const auto& mine : latencies) {
    load.latency_us.insert(load.latency_us.end(), mine.begin(), mine.end());
  }
  return load;
}

void many_callers(gate& shared, const std::string& url, std::vector<Result>& results) {
  const std::string body = request_body(false);
  const auto plain = [&] {
    return [call = std::make_shared<PlainCall>(url), &body] { call->run(body); };
  };
  const auto weir_call = [&] { return [&] { governed(shared, body); }; };
  static_cast<void>(under_load(plain));
  static_cast<void>(under_load(weir_call));
  std::vector<double> p50;
  std::vector<double> p99;
  std::vector<double> cpu;
  for (int i = 0; i < 3; ++i) {
    const Load without = under_load(plain);
    const Load with = under_load(weir_call);
    p50.push_back(percentile(with.latency_us, 0.5) - percentile(without.latency_us, 0.5));
    p99.push_back(percentile(with.latency_us, 0.99) - percentile(without.latency_us, 0.99));
    cpu.push_back(with.cpu_us - without.cpu_us);
  }
  const std::string beside = "plain libcurl with as many callers";
  results.push_back({"governed_call.64_callers.added_us", median(p50), "us", beside + ", p50"});
  results.push_back({"governed_call.64_callers.added_p99_us", median(p99), "us", beside + ", p99"});
  results.push_back({"governed_call.64_callers.cpu_us", median(cpu), "us", beside});
}

void first_token(gate& shared, const std::string& url, std::vector<Result>& results) {
  PlainCall plain(url);
  const std::string body = request_body(true);
  std::vector<double> p50;
  for (int run = 0; run < kRuns; ++run) {
    std::vector<double> added;
    for (int i = 0; i < kCallsPerRun / 5; ++i) {
      const double without = plain.first_byte_us(body);
      added.push_back(governed_first_us(shared, body) - without);
    }
    p50.push_back(median(added));
  }
  results.push_back({"stream.first_token_added_us", median(p50), "us",
                     "the first byte of the same stream in plain libcurl, p50; target 250"});
}

}  // namespace

void measure_governed_call(const Programs& programs, std::vector<Result>& results) {
  const ScratchDirectory scratch;
  setenv("WEIR_BENCHMARK_KEY", "sk-benchmark", 1);
  const ProviderProcess provider(programs.loopback_provider, scratch, {"--fixed-size", "2048"});
  const std::string policy = policy_text(provider.base_url(), scratch.path() + "/store");
  gate shared = gate::open({.policy_text = policy});
  const std::string url = provider.base_url() + "/chat/completions";
  one_caller(shared, url, results);
  first_token(shared, url, results);
  many_callers(shared, url, results);
}

}  // namespace weir::benchmarks
