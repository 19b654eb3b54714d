#include "one_database.h"

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
  std::string out;
  for (size_t at = 0; at < expression.size();) {
    const size_t open = expression.find('{', at);
    const size_t close = open == std::string::npos ? open : expression.find('}', open);
    const size_t comma = open == std::string::npos ? open : expression.find(',', open);
    if (close == std::string::npos) return out + expression.substr(at);
    constexpr size_t kTwoDigits = 3;  // and the comma before them
    const bool is_wide = comma < close && close - comma >= kTwoDigits;
    const bool is_from_none = is_wide && expression.compare(open, 3, "{0,") == 0;
    out.append(expression, at, open - at);
    if (is_wide) {
      out += is_from_none ? '*' : '+';
    } else {
      out.append(expression, open, close + 1 - open);
    }
    at = close + 1;
  }
  return out;
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
