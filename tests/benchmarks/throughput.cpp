// Throughput of the public interface: a text scanned again and again for a list of entities.
#include <stdexcept>
#include <weir/weir.hpp>

#include "measurements.h"
#include "scanning.h"

namespace weir::benchmarks {
namespace {

constexpr int kRuns = 11;

size_t found_in(const scanner& scanner, const std::string& text) {
  scan one = scanner.new_scan();
  one.feed(text);
  one.finish();
  return one.finding_count();
}

}  // namespace

Throughput measure_throughput(const std::string& text, const std::string& detect) {
  const scanner scanner = scanner::make({.detect = detect});
  Throughput measured;
  measured.findings = found_in(scanner, text);
  std::vector<double> times;
  for (int run = 0; run < kRuns; ++run) {
    times.push_back(microseconds(50, [&] { found_in(scanner, text); }));
  }
  measured.mb_s = mb_s(text.size(), median(times));
  return measured;
}

}  // namespace weir::benchmarks
