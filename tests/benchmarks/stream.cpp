// Streams through all detectors: the time of a delta, what is held back, and the memory of a
// stream.
#include <malloc.h>

#include <stdexcept>

#include "guardrails/stream_scanner.h"
#include "measurements.h"
#include "scanning.h"
#include "texts.h"

namespace weir::benchmarks {
namespace {

constexpr size_t kTextBytes = 20'000;
constexpr size_t kDelta = 4;
constexpr int kRuns = 11;
constexpr size_t kStreams = 1000;

void require(const Status& status) {
  if (!status.ok()) throw std::runtime_error(std::string(status.message()));
}

double delta_ns(const Ruleset& rules, const std::string& text) {
  const double begun = thread_us();
  StreamScanner scanner(rules);
  std::string released;
  size_t deltas = 0;
  for (size_t at = 0; at < text.size(); at += kDelta, ++deltas) {
    require(scanner.push(std::string_view(text).substr(at, kDelta), released));
  }
  require(scanner.finish(released));
  return (thread_us() - begun) * 1000 / static_cast<double>(deltas);
}

// After each delta: bytes that came and have not left. What a mask has made longer or shorter is
// counted as it came.
std::vector<double> held_bytes(const Ruleset& rules, const std::string& text) {
  StreamScanner scanner(rules);
  std::string released;
  std::vector<double> held;
  std::ptrdiff_t grown = 0;
  for (size_t at = 0; at < text.size(); at += kDelta) {
    require(scanner.push(std::string_view(text).substr(at, kDelta), released));
    for (const Edit& edit : scanner.take_edits()) {
      grown += std::ssize(edit.replacement) - static_cast<std::ptrdiff_t>(edit.end - edit.start);
    }
    const size_t came = std::min(at + kDelta, text.size());
    held.push_back(
        static_cast<double>(static_cast<std::ptrdiff_t>(came) - (std::ssize(released) - grown)));
  }
  return held;
}

size_t bytes_in_use() {
  const struct mallinfo2 info = mallinfo2();
  return info.uordblks + info.hblkhd;
}

// Of a stream in mid-text: a thousand are open at once, each as far as another place of the text.
double state_bytes(const Ruleset& rules, const std::string& text) {
  std::string released;
  released.reserve(2 * text.size());
  std::vector<StreamScanner> streams;
  streams.reserve(kStreams);
  const size_t before = bytes_in_use();
  for (size_t i = 0; i < kStreams; ++i) {
    released.clear();
    StreamScanner& scanner = streams.emplace_back(rules);
    const size_t end = 1000 + i * 4;
    for (size_t at = 0; at < end; at += kDelta) {
      require(scanner.push(std::string_view(text).substr(at, kDelta), released));
    }
    static_cast<void>(scanner.take_findings());
    static_cast<void>(scanner.take_edits());
  }
  return static_cast<double>(bytes_in_use() - before) / kStreams;
}

}  // namespace

void measure_stream(std::vector<Result>& results) {
  const Everything everything;
  const std::string text = prose(kTextBytes);
  std::vector<double> deltas;
  deltas.reserve(kRuns);
  for (int run = 0; run < kRuns; ++run) deltas.push_back(delta_ns(everything.rules(), text));
  const std::vector<double> held = held_bytes(everything.rules(), text);
  double sum = 0;
  for (const double bytes : held) sum += bytes;
  results.push_back({"stream.delta_ns", median(deltas), "ns", "4 bytes of prose; at most 2000"});
  results.push_back({"stream.held_mean_bytes", sum / static_cast<double>(held.size()), "B",
                     "after each delta of 4 bytes of prose; at most 6"});
  results.push_back({"stream.held_p99_bytes", percentile(held, 0.99), "B", "the same; at most 40"});
  results.push_back({"stream.state_bytes", state_bytes(everything.rules(), text), "B",
                     "allocated for an open stream, mean of 1000; at most 4096"});
}

}  // namespace weir::benchmarks
