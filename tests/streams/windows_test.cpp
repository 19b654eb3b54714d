// Windows round triggers lose nothing: the raw matches are those of a scan of the whole text with
// each pattern alone.
#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "guardrails/candidate_search.h"
#include "guardrails/compiled_patterns.h"
#include "guardrails/detectors/registry.h"
#include "guardrails/regex/parser.h"
#include "streams/corpus.h"
#include "support/catch.h"

using namespace weir;
using namespace weir::streams;

namespace {

// Every detector, findings of at least `threshold`.
std::shared_ptr<const DetectorSet> everything_from(double threshold) {
  RulePolicy rule;
  rule.detect = {"pii", "secret"};
  rule.action = GuardrailAction::kMask;
  rule.threshold = threshold;
  auto matcher = HyperscanMatcher::open("");
  REQUIRE(matcher.ok());
  const std::array<GuardrailPolicy, 1> guardrails = {{{"all", {rule}}}};
  auto set = DetectorSet::compile(guardrails, **matcher);
  if (!set.ok()) FAIL(std::string(set.status().message()));
  return std::move(set).value();
}

// Numbers of every length, and context words, as often as not of another country.
std::string numbers_and_words(Random& random) {
  std::string out;
  while (out.size() < 900) {
    const size_t choice = random() % 4;
    if (choice == 0) {
      const auto& rows = all_detectors();
      const std::string_view words = rows[random() % rows.size()]->context;
      std::string word(words.substr(0, words.find(',')));
      if (word.ends_with('*')) word.back() = 's';
      out += word + (random() % 3 == 0 ? ": " : " ");
    } else if (choice == 1) {
      out += text(40, 1000, random);
    } else {
      for (size_t count = 3 + random() % 12; count > 0; --count) {
        out += static_cast<char>('0' + random() % 10);
        if (random() % 12 == 0) out += " -."[random() % 3];
      }
      out += random() % 5 == 0 ? "," : " ";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("looking near context words alone loses nothing", "[windows]") {
  const auto all = everything_from(0);
  const auto likely = everything_from(0.5);
  const Ruleset everywhere = all->ruleset(std::array<size_t, 1>{0});
  const Ruleset gated = likely->ruleset(std::array<size_t, 1>{0});
  REQUIRE(gated.word_gated() != 0);
  Random random(23);
  size_t compared = 0;
  for (int round = 0; round < 300; ++round) {
    const std::string given = numbers_and_words(random);
    TextBuffer buffer(NormaliseMode::kText);
    buffer.append(given);
    buffer.complete();
    // The raw matches whose verdict comes to the threshold.
    const auto likely_ones = [&](const Ruleset& ruleset) {
      HoldBack hold_back(ruleset);
      REQUIRE(hold_back.follow(buffer).ok());
      SearchWork work;
      CandidateSearch search(ruleset, work);
      REQUIRE(search.search(buffer, 0, hold_back).ok());
      std::vector<RawMatch> out;
      for (const RawMatch& match : search.matches()) {
        const Candidate candidate{buffer.folded(0, buffer.end()), match.start, match.end};
        const Verdict verdict =
            assess(*ruleset.patterns().patterns[match.pattern].detector, candidate);
        if (verdict.accepted && verdict.score >= 0.5) out.push_back(match);
      }
      return out;
    };
    const std::vector<RawMatch> expected = likely_ones(everywhere);
    CAPTURE(given);
    REQUIRE(likely_ones(gated) == expected);
    compared += expected.size();
  }
  CHECK(compared > 300);
}

TEST_CASE("windows find what the whole text holds", "[windows]") {
  const auto set = everything_from(0);
  const Ruleset ruleset = set->ruleset(std::array<size_t, 1>{0});
  CHECK(ruleset.word_gated() == 0);
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
    SearchWork work;
    CandidateSearch search(ruleset, work);
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
