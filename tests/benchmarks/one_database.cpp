#include "one_database.h"

#include <regex>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "guardrails/detectors/registry.h"

namespace weir::benchmarks {
namespace {

// With start of match the engine refuses many a wide bounded repeat ("too large"); without the
// bound it takes it: {0,63} becomes *, {2,64} becomes +.
std::string without_bounds(const std::string& expression) {
  static const std::regex kFromNone(R"(\{0,\d{2,}\})");
  static const std::regex kFromSome(R"(\{\d+,\d{2,}\})");
  return std::regex_replace(std::regex_replace(expression, kFromNone, "*"), kFromSome, "+");
}

bool is_taken(PatternMatcher& matcher, const Pattern& pattern) {
  return matcher.compile({pattern}).ok();
}

}  // namespace

OneDatabase one_database() {
  const auto matcher = HyperscanMatcher::open("");
  if (!matcher.ok()) throw std::runtime_error(std::string(matcher.status().message()));
  OneDatabase one;
  std::vector<Pattern> patterns;
  const std::vector<std::string> names = {"pii", "secret"};
  const auto detectors = find_detectors(std::span<const std::string>(names));
  if (!detectors.ok()) throw std::runtime_error(std::string(detectors.status().message()));
  for (const Detector* detector : detectors.value()) {
    Pattern pattern;
    pattern.expression = detector->expression;
    pattern.id = static_cast<uint32_t>(patterns.size());
    pattern.start_of_match = true;
    if (!is_taken(*matcher.value(), pattern)) {
      pattern.expression = without_bounds(pattern.expression);
      if (!is_taken(*matcher.value(), pattern)) {
        ++one.left_out;
        continue;
      }
      ++one.unbounded;
    }
    patterns.push_back(std::move(pattern));
  }
  auto database = matcher.value()->compile(patterns);
  if (!database.ok()) throw std::runtime_error(std::string(database.status().message()));
  one.database = std::move(database).value();
  one.patterns = patterns.size();
  return one;
}

}  // namespace weir::benchmarks
