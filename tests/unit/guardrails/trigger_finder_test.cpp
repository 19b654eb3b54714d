// The triggers that code finds are those that the engine finds with the detectors' expressions.
#include "guardrails/trigger_finder.h"

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "guardrails/detectors/registry.h"
#include "support/catch.h"

using namespace weir;

namespace {

constexpr std::array<const char*, kTriggers> kExpressions = {"\\d\\d",
                                                             "@[A-Za-z0-9\\xC3-\\xC9]",
                                                             "\\d\\.\\d{1,3}\\.\\d",
                                                             ":[0-9A-Fa-f]{0,4}:",
                                                             "[A-Za-z_][ -]?\\d",
                                                             "\\.[A-Za-z]",
                                                             "-[0-9A-Fa-f]{2}-",
                                                             "\\b[13][1-9A-HJ-NP-Za-km-z]{24}",
                                                             "\\d[-+A-FU-Ya-fu-y]\\d{3}"};

using Ends = std::array<std::vector<size_t>, kTriggers>;

Ends by_code(std::string text) {
  const size_t size = text.size();
  text.append(kScanSlack, '\0');
  std::vector<TriggerHit> hits;
  find_triggers({text.data(), size}, hits);
  Ends ends;
  for (const TriggerHit& hit : hits) {
    for (size_t end = hit.first_end; end <= hit.last_end; ++end) {
      ends[static_cast<size_t>(hit.trigger)].push_back(end);
    }
  }
  return ends;
}

Ends by_engine(const PatternDatabase& database, std::string text) {
  const size_t size = text.size();
  text.append(kScanSlack, '\0');
  Ends ends;
  REQUIRE(database
              .scan({text.data(), size},
                    [&ends](uint32_t id, size_t, size_t end) {
                      ends[id].push_back(end);
                      return true;
                    })
              .ok());
  return ends;
}

}  // namespace

TEST_CASE("every trigger of a detector is one that the code knows", "[triggers]") {
  // Two have forms without two digits side by side.
  const std::set<std::string_view> exceptions = {"IT_DRIVER_LICENSE", "IT_FISCAL_CODE"};
  for (const Detector* detector : all_detectors()) {
    INFO(detector->entity);
    CHECK((detector->tier == Tier::kWhole || known_trigger(detector->trigger).has_value() ||
           exceptions.contains(detector->entity)));
  }
  CHECK_FALSE(known_trigger("\\d").has_value());
  CHECK_FALSE(known_trigger("").has_value());
}

TEST_CASE("code and engine find the same triggers", "[triggers]") {
  const auto matcher = HyperscanMatcher::open("");
  REQUIRE(matcher.ok());
  std::vector<Pattern> patterns;
  for (uint32_t i = 0; i < kTriggers; ++i) {
    CHECK(known_trigger(kExpressions[i]) == static_cast<Trigger>(i));
    patterns.push_back({.expression = kExpressions[i], .id = i});
  }
  const auto database = (*matcher)->compile(patterns);
  REQUIRE(database.ok());
  std::mt19937_64 random(41);
  constexpr std::string_view kDense = "0123456789..::@@--afAFgz  \xC3\xC9\xCA\x80";
  size_t found = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    const size_t size = random() % 300;
    if (round % 5 == 0)
      text = std::string(random() % 3, ' ') + "1BoatSLRHtKNngkdXEeobR76b53LETtpyT";
    while (text.size() < size) {
      if (round % 2 == 0 && random() % 3 != 0) {
        text += 'x';  // blocks without any, and triggers across the edges of blocks
      } else {
        text += kDense[random() % kDense.size()];
      }
    }
    const Ends expected = by_engine(**database, text);
    CHECK(by_code(text) == expected);
    for (const auto& ends : expected) found += ends.size();
  }
  CHECK(found > 10000);
}

TEST_CASE("a run of digits of any length gives every pair", "[triggers]") {
  for (const size_t before : {0, 1, 62, 63, 64, 65}) {
    for (const size_t count : {1, 2, 63, 64, 65, 127, 128, 129, 300}) {
      const std::string text = std::string(before, 'x') + std::string(count, '7');
      std::vector<size_t> expected;
      for (size_t end = before + 2; end <= before + count; ++end) expected.push_back(end);
      CHECK(by_code(text)[0] == expected);
    }
  }
}
