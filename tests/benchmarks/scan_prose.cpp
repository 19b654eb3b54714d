// The scanner against the obvious design: one Hyperscan database with start of match of the same
// detectors' full patterns, scanned raw, with a callback that counts.
#include <chrono>
#include <stdexcept>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "guardrails/detector_set.h"
#include "guardrails/detectors/registry.h"
#include "guardrails/scanner.h"
#include "guardrails/stream_scanner.h"
#include "measurements.h"

namespace weir::benchmarks {
namespace {

constexpr size_t kTextBytes = 20'000;
constexpr int kRuns = 11;
constexpr int kScansPerRun = 50;

// English and Finnish prose, with one identifier in every thousand bytes.
std::string prose() {
  const std::vector<std::string> sentences = {
      "The river was low that summer, and the old weir stood out of the water like a wall. ",
      "Joki oli matalalla sinä kesänä, ja vanha pato seisoi vedessä kuin muuri. ",
      "Nobody in the village remembered who had built it or what it had once been for. ",
      "Kylässä kukaan ei muistanut, kuka sen oli rakentanut tai mitä varten se kerran oli. ",
      "In the evenings the children sat on its stones and told each other long stories. ",
      "Iltaisin lapset istuivat sen kivillä ja kertoivat toisilleen pitkiä tarinoita. "};
  const std::vector<std::string> identifiers = {"131052-308T",
                                                "matti.meikalainen@example.com",
                                                "FI21 1234 5600 0007 85",
                                                "+358 40 123 4567",
                                                "4111 1111 1111 1111",
                                                "192.168.10.25",
                                                "2077474-0",
                                                "078-05-1120",
                                                "AKIAIOSFODNN7EXAMPLE",
                                                "2001:db8::ff00:42"};
  std::string text;
  size_t next_identifier = 1000;
  for (size_t i = 0; text.size() < kTextBytes; ++i) {
    text += sentences[i % sentences.size()];
    if (text.size() >= next_identifier) {
      text += identifiers[next_identifier / 1000 % identifiers.size()] + ". ";
      next_identifier += 1000;
    }
  }
  return text;
}

std::vector<std::string> all_entities() {
  std::vector<std::string> names;
  for (const Detector* detector : all_detectors()) names.emplace_back(detector->entity);
  return names;
}

// Where a bounded repeat makes the engine refuse start of match ("too large"), the form without the
// bound is what the obvious design would use.
std::string without_bounds(std::string expression) {
  for (const char* bound : {"{1,64}", "{0,63}", "{1,63}", "{0,61}", "{1,253}"}) {
    for (size_t at = expression.find(bound); at != std::string::npos; at = expression.find(bound)) {
      expression.replace(at, std::string(bound).size(), bound[1] == '0' ? "*" : "+");
    }
  }
  return expression;
}

std::shared_ptr<const PatternDatabase> one_database(PatternMatcher& matcher) {
  std::vector<Pattern> patterns;
  for (const Detector* detector : all_detectors()) {
    Pattern pattern;
    pattern.expression = detector->expression;
    pattern.id = static_cast<uint32_t>(patterns.size());
    pattern.start_of_match = true;
    if (!matcher.compile({pattern}).ok()) pattern.expression = without_bounds(pattern.expression);
    patterns.push_back(std::move(pattern));
  }
  auto database = matcher.compile(patterns);
  if (!database.ok()) throw std::runtime_error(std::string(database.status().message()));
  return database.value();
}

template <typename Body>
double microseconds(Body body) {
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < kScansPerRun; ++i) body();
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begun;
  return took.count() / kScansPerRun;
}

double delta_nanoseconds(const Ruleset& rules, const std::string& text) {
  const auto begun = std::chrono::steady_clock::now();
  StreamScanner scanner(rules);
  std::string released;
  size_t deltas = 0;
  for (size_t at = 0; at < text.size(); ++deltas) {
    const size_t size = std::min<size_t>(1 + deltas * 7 % 8, text.size() - at);
    if (!scanner.push(std::string_view(text).substr(at, size), released).ok()) break;
    at += size;
  }
  if (!scanner.finish(released).ok()) throw std::runtime_error("the stream scan failed");
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begun;
  return took.count() / static_cast<double>(deltas);
}

}  // namespace

void measure_scan(std::vector<Result>& results) {
  const auto matcher = HyperscanMatcher::open("");
  if (!matcher.ok()) throw std::runtime_error(std::string(matcher.status().message()));
  GuardrailPolicy guardrail;
  guardrail.name = "everything";
  RulePolicy rule;
  rule.detect = all_entities();
  rule.action = GuardrailAction::kMask;
  guardrail.rules.push_back(rule);
  const auto set = DetectorSet::compile({&guardrail, 1}, *matcher.value());
  if (!set.ok()) throw std::runtime_error(std::string(set.status().message()));
  const size_t first = 0;
  const Ruleset rules = set.value()->ruleset({&first, 1});
  const auto obvious = one_database(*matcher.value());

  const std::string text = prose();
  const std::string padded = text + std::string(kScanSlack, '\0');
  size_t found = 0;
  size_t candidates = 0;
  std::vector<double> ratios;
  std::vector<double> ours;
  std::vector<double> deltas;
  for (int run = 0; run < kRuns; ++run) {
    const double raw = microseconds([&] {
      const std::string_view view(padded.data(), text.size());
      const Status status = obvious->scan(view, [&](uint32_t, size_t, size_t) {
        ++candidates;
        return true;
      });
      if (!status.ok()) throw std::runtime_error("the raw scan failed");
    });
    ours.push_back(microseconds([&] { found = scan(rules, text).value().findings.size(); }));
    ratios.push_back(raw / ours.back());
    deltas.push_back(delta_nanoseconds(rules, text));
  }
  if (found < 18 || candidates == 0) throw std::runtime_error("the scans found too little");
  results.push_back({"scan.prose_vs_one_db", median(ratios), "x",
                     "raw hs_scan of one SOM_LEFTMOST database of the same patterns; target 5"});
  results.push_back({"scan.prose_us", median(ours), "us", "20 KB, whole pipeline"});
  results.push_back(
      {"stream.delta_ns", median(deltas), "ns", "deltas of 1 to 8 bytes of the same"});
}

}  // namespace weir::benchmarks
