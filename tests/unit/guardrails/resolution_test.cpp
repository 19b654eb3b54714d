#include "guardrails/resolution.h"

#include <random>
#include <vector>

#include "support/catch.h"

using namespace weir;

namespace {

ScoredMatch match(size_t start, size_t end, double score, uint32_t pattern = 0,
                  GuardrailAction action = GuardrailAction::kMask) {
  return {start, end, start, end, score, action, pattern};
}

}  // namespace

TEST_CASE("the higher score wins, then the longer, then the one to the left", "[resolution]") {
  auto found = resolve({match(0, 10, 0.5, 1), match(2, 6, 0.9, 2)});
  REQUIRE(found.size() == 1);
  CHECK(found[0].pattern == 2);
  found = resolve({match(0, 5, 0.5, 1), match(0, 10, 0.5, 2)});
  CHECK(found[0].pattern == 2);
  found = resolve({match(5, 10, 0.5, 1), match(2, 7, 0.5, 2)});
  CHECK(found[0].pattern == 2);
  found = resolve({match(0, 5, 0.5, 2), match(0, 5, 0.5, 1)});
  CHECK(found[0].pattern == 1);
}

TEST_CASE("of two that are alike the one that is named wins", "[resolution]") {
  ScoredMatch named = match(0, 11, 1.0, 2);
  named.is_named = true;
  CHECK(resolve({match(0, 11, 1.0, 1), named})[0].pattern == 2);
  CHECK(resolve({match(0, 12, 1.0, 1), named})[0].pattern == 1);
}

TEST_CASE("the stricter action wins over any score", "[resolution]") {
  auto found = resolve({match(0, 10, 1.0, 1, GuardrailAction::kFlag), match(4, 6, 0.5, 2)});
  REQUIRE(found.size() == 1);
  CHECK(found[0].pattern == 2);
  CHECK(found[0].start == 4);
  found = resolve({match(0, 10, 1.0, 1), match(4, 6, 0.5, 2, GuardrailAction::kBlock)});
  CHECK(found[0].action == GuardrailAction::kBlock);
}

TEST_CASE("what a dropped masking match covers beyond the winner is masked too", "[resolution]") {
  auto found = resolve({match(5, 10, 0.9, 1), match(0, 7, 0.5, 2), match(8, 15, 0.5, 3)});
  REQUIRE(found.size() == 1);
  CHECK(found[0].start == 0);
  CHECK(found[0].end == 15);
  CHECK(found[0].pattern == 1);
  // A gap between two winners goes to the left one.
  found = resolve({match(0, 4, 0.9, 1), match(8, 12, 0.9, 2), match(2, 14, 0.5, 3)});
  REQUIRE(found.size() == 2);
  CHECK(found[0].end == 8);
  CHECK(found[1].end == 14);
}

TEST_CASE("findings never overlap and cover every masking candidate", "[resolution]") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 3000; ++round) {
    std::vector<ScoredMatch> cluster;
    for (size_t count = 1 + random() % 12; count > 0; --count) {
      const size_t start = random() % 40;
      cluster.push_back(match(start, start + 1 + random() % 15,
                              static_cast<double>(random() % 4) / 4, static_cast<uint32_t>(count),
                              static_cast<GuardrailAction>(random() % 3)));
    }
    const std::vector<ScoredMatch> found = resolve(cluster);
    std::vector<char> masked(64, 0);
    for (size_t i = 0; i < found.size(); ++i) {
      CHECK(found[i].start < found[i].end);
      if (i > 0) CHECK(found[i - 1].end <= found[i].start);
      if (found[i].action == GuardrailAction::kFlag) continue;
      for (size_t at = found[i].start; at < found[i].end; ++at) masked[at] = 1;
    }
    for (const ScoredMatch& candidate : cluster) {
      if (candidate.action == GuardrailAction::kFlag) continue;
      for (size_t at = candidate.start; at < candidate.end; ++at) CHECK(masked[at] == 1);
    }
  }
}
