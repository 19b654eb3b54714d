// Runs the measurements and prints their figures, for people or as JSON.
#include <cstdio>
#include <cstring>
#include <exception>

#include "measurements.h"

using weir::benchmarks::Programs;
using weir::benchmarks::Result;

namespace {

void print_table(const std::vector<Result>& results) {
  for (const Result& result : results) {
    std::printf("%-38s %10.1f %-3s %s\n", result.name.c_str(), result.value, result.unit.c_str(),
                result.against.c_str());
  }
}

// Names, units and texts are this program's own and need no escaping.
void print_json(const std::vector<Result>& results) {
  std::printf("{\"results\":[");
  for (size_t i = 0; i < results.size(); ++i) {
    const Result& result = results[i];
    std::printf("%s{\"name\":\"%s\",\"value\":%.3f,\"unit\":\"%s\",\"against\":\"%s\"}",
                i == 0 ? "" : ",", result.name.c_str(), result.value, result.unit.c_str(),
                result.against.c_str());
  }
  std::printf("]}\n");
}

}  // namespace

int main(int argc, char** argv) {
  const bool as_json = argc > 1 && std::strcmp(argv[1], "--json") == 0;
  try {
    const Programs programs = {WEIR_LOOPBACK_PROVIDER, WEIR_PROGRAM};
    std::vector<Result> results;
    weir::benchmarks::measure_governed_call(programs, results);
    weir::benchmarks::measure_scan(results);
    weir::benchmarks::measure_warm_start(programs, results);
    as_json ? print_json(results) : print_table(results);
    return 0;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "benchmarks: %s\n", fault.what());
    return 1;
  }
}
