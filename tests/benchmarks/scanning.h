// A ruleset of every detector, and the clock by which scans are measured.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "guardrails/detector_set.h"

namespace weir::benchmarks {

// All detectors, personal data and secrets, at the default threshold, masked; and some keywords.
class Everything {
 public:
  // Throws std::runtime_error with the fault's message.
  explicit Everything(std::vector<std::string> keywords = {});
  [[nodiscard]] const Ruleset& rules() const { return rules_; }

 private:
  std::shared_ptr<const DetectorSet> set_;
  Ruleset rules_;
};

// Microseconds of CPU time of this thread: other programs on the machine count for little.
[[nodiscard]] double thread_us();

template <typename Body>
double microseconds(int times, Body body) {
  const double begun = thread_us();
  for (int i = 0; i < times; ++i) body();
  return (thread_us() - begun) / times;
}

// Bytes a microsecond are MB (10^6 bytes) a second.
inline double mb_s(size_t bytes, double microseconds) {
  return static_cast<double>(bytes) / microseconds;
}

}  // namespace weir::benchmarks
