// How fast the log is: measure_log [SECONDS]. Prints a table; asserts nothing.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <thread>

#include "adapters/sqlite/log_store.h"
#include "base/clock.h"
#include "entries.h"
#include "inference_log/log_writer.h"

namespace {

using weir::test::answer_to;
using weir::test::entry;
using weir::test::intent_at;

int64_t now_us() {
  return weir::system_clock().monotonic_us();
}

struct Figures {
  int64_t calls = 0;
  std::vector<int64_t> both_us;  // intent and outcome together
};

void log_calls(weir::LogWriter& writer, size_t payload, int64_t until_us, Figures& figures) {
  while (now_us() < until_us) {
    const weir::Intent intent = intent_at(weir::system_clock().wall_us(), "matti", payload);
    weir::LogEntry begin = entry(intent);
    weir::LogEntry end = entry(answer_to(intent, payload));
    const int64_t start = now_us();
    if (!writer.write(std::move(begin)).ok()) std::abort();
    if (!writer.write(std::move(end)).ok()) std::abort();
    figures.both_us.push_back(now_us() - start);
    ++figures.calls;
  }
}

void measure(const char* name, weir::Synchronous synchronous, int threads, size_t payload,
             double seconds) {
  const weir::test::TemporaryDirectory directory;
  weir::SqliteLogStore::Options options;
  options.directory = directory.path();
  options.synchronous = synchronous;
  auto store = weir::SqliteLogStore::open(options);
  if (!store.ok()) std::abort();
  weir::LogWriter writer(**store);
  std::vector<Figures> figures(static_cast<size_t>(threads));
  const int64_t start = now_us();
  const int64_t until = start + static_cast<int64_t>(seconds * 1e6);
  std::vector<std::thread> running;
  running.reserve(figures.size());
  for (Figures& mine : figures) {
    running.emplace_back([&] { log_calls(writer, payload, until, mine); });
  }
  for (std::thread& thread : running) thread.join();
  const double elapsed = static_cast<double>(now_us() - start) / 1e6;
  std::vector<int64_t> all;
  for (const Figures& mine : figures)
    all.insert(all.end(), mine.both_us.begin(), mine.both_us.end());
  std::sort(all.begin(), all.end());
  const auto at = [&all](double share) {
    return static_cast<long long>(
        all[static_cast<size_t>(share * static_cast<double>(all.size() - 1))]);
  };
  std::printf(
      "%-7s %2d threads %5zu B payloads: %8.0f calls/s, intent+outcome p50 %lld us, "
      "p99 %lld us, max %lld us\n",
      name, threads, payload, static_cast<double>(all.size()) / elapsed, at(0.5), at(0.99), at(1));
}

}  // namespace

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::strtod(argv[1], nullptr) : 2;
  for (const size_t payload : {size_t{0}, size_t{2048}}) {
    measure("normal", weir::Synchronous::kNormal, 1, payload, seconds);
    measure("normal", weir::Synchronous::kNormal, 8, payload, seconds);
    measure("full", weir::Synchronous::kFull, 1, payload, seconds);
    measure("full", weir::Synchronous::kFull, 8, payload, seconds);
  }
}
