// Runs the measurements and prints their figures, for people or as JSON.
//   weir_benchmarks [--json] [calls | scan | stream | start | postgresql ...]   no name: all
//   weir_benchmarks --text prose|digits                            20 KB of what is scanned
//   weir_benchmarks --throughput FILE LIST                         of a scan for these detectors
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "measurements.h"
#include "texts.h"

using weir::benchmarks::Programs;
using weir::benchmarks::Result;

namespace {

void print_table(const std::vector<Result>& results) {
  for (const Result& result : results) {
    std::printf("%-38s %10.1f %-4s %s\n", result.name.c_str(), result.value, result.unit.c_str(),
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

int write_text(const std::string& kind) {
  const std::string text =
      kind == "prose" ? weir::benchmarks::prose(20'000) : weir::benchmarks::digits(20'000);
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}

int throughput(const char* file, const char* detect) {
  std::ifstream input(file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(input), {});
  const auto measured = weir::benchmarks::measure_throughput(text, detect);
  std::printf("{\"mb_s\":%.3f,\"findings\":%zu}\n", measured.mb_s, measured.findings);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "--text") == 0) return write_text(argv[2]);
  if (argc == 4 && std::strcmp(argv[1], "--throughput") == 0) return throughput(argv[2], argv[3]);
  const Programs programs = {WEIR_LOOPBACK_PROVIDER, WEIR_PROGRAM};
  bool as_json = false;
  std::vector<std::string> names;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--json") == 0) {
      as_json = true;
    } else {
      names.emplace_back(argv[i]);
    }
  }
  const auto is_wanted = [&](const char* name) {
    return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
  };
  try {
    std::vector<Result> results;
    if (is_wanted("calls")) weir::benchmarks::measure_governed_call(programs, results);
    if (is_wanted("scan")) weir::benchmarks::measure_scan(results);
    if (is_wanted("stream")) weir::benchmarks::measure_stream(results);
    if (is_wanted("start")) weir::benchmarks::measure_refusal(programs, results);
    if (is_wanted("start")) weir::benchmarks::measure_patterns(programs, results);
#ifdef WEIR_WITH_POSTGRESQL
    if (is_wanted("postgresql")) weir::benchmarks::measure_postgresql(results);
#endif
    if (results.empty()) throw std::runtime_error("no such measurement");
    as_json ? print_json(results) : print_table(results);
    return 0;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "benchmarks: %s\n", fault.what());
    return 1;
  }
}
