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

void measure_governed_call(const Programs& programs, std::vector<Result>& results);
void measure_scan(std::vector<Result>& results);
void measure_stream(std::vector<Result>& results);
void measure_refusal(const Programs& programs, std::vector<Result>& results);
void measure_patterns(const Programs& programs, std::vector<Result>& results);

}  // namespace weir::benchmarks
