// The measurements, each appending its figures.
#pragma once

#include <string>
#include <vector>

#include "result.h"

namespace weir::benchmarks {

struct Programs {
  std::string loopback_provider;
  std::string weir;
};

struct Throughput {
  double mb_s = 0;
  size_t findings = 0;
};

// Of the public interface. `detect`: entities and groups, separated by commas.
[[nodiscard]] Throughput measure_throughput(const std::string& text, const std::string& detect);

void measure_governed_call(const Programs& programs, std::vector<Result>& results);
void measure_scan(std::vector<Result>& results);
void measure_stream(std::vector<Result>& results);
void measure_refusal(const Programs& programs, std::vector<Result>& results);
// Nothing in a build without PostgreSQL.
void measure_postgresql(std::vector<Result>& results);
void measure_patterns(const Programs& programs, std::vector<Result>& results);

}  // namespace weir::benchmarks
