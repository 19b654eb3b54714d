// One figure of a benchmark, beside what it is measured against.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace weir::benchmarks {

struct Result {
  std::string name;
  double value = 0;
  std::string unit;
  std::string against;  // what it was measured beside, and the target where the project has one
};

// The value below which `share` (0 to 1) of the values lie. REQUIRES: not empty.
inline double percentile(std::vector<double> values, double share) {
  const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + place, values.end());
  return values[static_cast<size_t>(place)];
}

inline double median(const std::vector<double>& values) {
  return percentile(values, 0.5);
}

}  // namespace weir::benchmarks
