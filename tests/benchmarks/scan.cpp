// Whole texts through all detectors, personal data and secrets.
#include <cstdio>
#include <stdexcept>

#include "guardrails/scanner.h"
#include "measurements.h"
#include "one_database.h"
#include "scanning.h"
#include "texts.h"

namespace weir::benchmarks {
namespace {

constexpr size_t kBlockBytes = 20'000;
constexpr size_t kStormBytes = 1'000'000;
constexpr int kRuns = 11;
constexpr int kStormRuns = 3;

size_t found_in(const Ruleset& rules, const std::string& text) {
  const auto result = scan(rules, text);
  if (!result.ok()) throw std::runtime_error(std::string(result.status().message()));
  return result.value().findings.size();
}

size_t raw_matches(const PatternDatabase& database, const std::string& text) {
  const std::string padded = text + std::string(kScanSlack, '\0');
  size_t matches = 0;
  const Status status =
      database.scan(std::string_view(padded.data(), text.size()), [&](uint32_t, size_t, size_t) {
        ++matches;
        return true;
      });
  if (!status.ok()) throw std::runtime_error("the raw scan failed");
  return matches;
}

// The whole scan, the raw scan of one database, and the whole scan with keywords, in turns.
void measure_prose(const Everything& everything, std::vector<Result>& results) {
  const std::string text = prose(kBlockBytes);
  const Everything with_keywords(keywords(10'000));
  const OneDatabase obvious = one_database();
  if (found_in(everything.rules(), text) < 18 || raw_matches(*obvious.database, text) == 0) {
    throw std::runtime_error("the scans found too little");
  }
  std::vector<double> ours;
  std::vector<double> ratios;
  std::vector<double> slowdowns;
  for (int run = 0; run < kRuns; ++run) {
    ours.push_back(microseconds(50, [&] { found_in(everything.rules(), text); }));
    const double raw = microseconds(10, [&] { raw_matches(*obvious.database, text); });
    const double slow = microseconds(50, [&] { found_in(with_keywords.rules(), text); });
    ratios.push_back(raw / ours.back());
    slowdowns.push_back(slow / ours.back());
  }
  results.push_back({"scan.prose_mb_s", mb_s(text.size(), median(ours)), "MB/s",
                     "whole scan of 20 KB with 20 identifiers; at least 400"});
  results.push_back({"scan.prose_vs_one_db", median(ratios), "x",
                     "raw hs_scan of one SOM_LEFTMOST database of the " +
                         std::to_string(obvious.patterns) + " patterns (" +
                         std::to_string(obvious.unbounded) + " without bounds, " +
                         std::to_string(obvious.left_out) + " left out); at least 8"});
  results.push_back({"scan.keywords_10k_slowdown", median(slowdowns), "x",
                     "the same scan without 10,000 keywords; at most 2.8"});
}

void measure_digits(const Everything& everything, std::vector<Result>& results) {
  const std::string text = digits(kBlockBytes);
  std::vector<double> times;
  times.reserve(kRuns);
  size_t found = 0;
  for (int run = 0; run < kRuns; ++run) {
    times.push_back(microseconds(10, [&] { found = found_in(everything.rules(), text); }));
  }
  results.push_back(
      {"scan.digits_mb_s", mb_s(text.size(), median(times)), "MB/s",
       "20 KB of logs and tables of numbers, " + std::to_string(found) + " findings; at least 30"});
}

double storm_us(const Ruleset& rules, const std::string& text) {
  std::vector<double> times;
  times.reserve(kStormRuns);
  for (int run = 0; run < kStormRuns; ++run) {
    times.push_back(microseconds(1, [&] { static_cast<void>(scan(rules, text)); }));
  }
  return median(times);
}

void measure_worst(const Everything& everything, std::vector<Result>& results) {
  double worst = 0;
  std::string name;
  std::string all;
  for (const Storm& storm : storms(kStormBytes)) {
    const double took = storm_us(everything.rules(), storm.text);
    char rate[64];
    std::snprintf(rate, sizeof rate, " %.0f", mb_s(kStormBytes, took));
    all += (all.empty() ? "" : ", ") + storm.name + rate;
    if (took <= worst) continue;
    worst = took;
    name = storm.name;
  }
  results.push_back({"scan.worst_mb_s", mb_s(kStormBytes, worst), "MB/s",
                     "1 MB of " + name + "; at least 10 (" + all + ")"});
}

}  // namespace

void measure_scan(std::vector<Result>& results) {
  const Everything everything;
  measure_prose(everything, results);
  measure_digits(everything, results);
  measure_worst(everything, results);
}

}  // namespace weir::benchmarks
