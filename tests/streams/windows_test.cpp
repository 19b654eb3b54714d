// Windows round triggers lose nothing: the raw matches are those of a scan of the whole text with
// each pattern alone.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "guardrails/candidate_search.h"
#include "guardrails/compiled_patterns.h"
#include "guardrails/regex/parser.h"
#include "streams/corpus.h"
#include "support/catch.h"

using namespace weir;
using namespace weir::streams;

TEST_CASE("windows find what the whole text holds", "[windows]") {
  const Ruleset ruleset = masking();
  const auto& patterns = ruleset.patterns().patterns;
  auto matcher = HyperscanMatcher::open("");
  REQUIRE(matcher.ok());
  std::map<uint32_t, DatabasePointer> alone;
  for (uint32_t i = 0; i < patterns.size(); ++i) {
    const Detector* detector = patterns[i].detector;
    if (detector == nullptr || detector->tier != Tier::kWindow) continue;
    Pattern pattern;
    pattern.expression = regex::to_expression(*regex::parse(detector->expression));
    pattern.id = i;
    pattern.start_of_match = true;
    auto database = (*matcher)->compile({pattern});
    REQUIRE(database.ok());
    alone[i] = *database;
  }
  REQUIRE(alone.size() > 10);
  Random random(21);
  size_t compared = 0;
  for (int round = 0; round < 400; ++round) {
    TextBuffer buffer(NormaliseMode::kText);
    buffer.append(text(1500, round % 2 == 0 ? 24 : 100, random));
    buffer.complete();
    HoldBack hold_back(ruleset);
    REQUIRE(hold_back.follow(buffer).ok());
    CandidateSearch search(ruleset);
    REQUIRE(search.search(buffer, 0, hold_back).ok());
    std::vector<RawMatch> windowed;
    for (const RawMatch& match : search.matches()) {
      if (alone.count(match.pattern) != 0) windowed.push_back(match);
    }
    std::vector<RawMatch> expected;
    const std::string_view all = buffer.folded(0, buffer.end());
    for (const auto& [index, database] : alone) {
      REQUIRE(database
                  ->scan(all,
                         [&expected](uint32_t id, size_t start, size_t end) {
                           expected.push_back({start, end, id});
                           return true;
                         })
                  .ok());
    }
    std::sort(expected.begin(), expected.end());
    expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
    CHECK(windowed == expected);
    compared += expected.size();
  }
  CHECK(compared > 1000);
}

TEST_CASE("JSON texts give the same however they are cut", "[windows]") {
  Random random(22);
  for (int round = 0; round < 60; ++round) {
    std::string given = "{\"a\":[";
    for (int i = 0; i < 12; ++i) {
      const std::string value = specimen(random).substr(0, 60);
      if (value.find_first_of("\"\\\n") != std::string::npos) continue;
      given += random() % 2 == 0 ? "\"" + value + "\"," : "-4111111111111111,131052,1.5e3,";
      if (random() % 3 == 0) given += R"("\u0031\u0033105\u200B2-308T",)";
    }
    given += "0]}";
    const Outcome whole = run_whole(masking(), given, TextMode::kJson);
    for (const size_t most : {1, 5, 24}) {
      CHECK(run(masking(), given, random_cuts(given.size(), most, random), TextMode::kJson) ==
            whole);
    }
  }
}
