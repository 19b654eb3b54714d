// Texts full of identifiers, and the detector set that looks for them: what the tests of streams
// share. Everything is a function of a seed.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "guardrails/detector_set.h"
#include "guardrails/finding.h"
#include "guardrails/stream_scanner.h"

namespace weir::streams {

using Random = std::mt19937_64;

// The guardrails of the tests: 0 masks (personal data, secrets, keywords, user patterns), 1 flags
// some of the same, 2 blocks a keyword and a token.
[[nodiscard]] const DetectorSet& detector_set();
[[nodiscard]] Ruleset masking();
[[nodiscard]] Ruleset flagging();
[[nodiscard]] Ruleset mixed();  // masks, flags, blocks

// An identifier, a near miss, a keyword, a secret: one piece of text that matters.
[[nodiscard]] std::string specimen(Random& random);
// The same in a disguise of Unicode: full-width digits, dashes, invisible characters inside.
[[nodiscard]] std::string disguise(std::string_view text, Random& random);
// About `bytes` of prose with a specimen every `distance` bytes or so.
[[nodiscard]] std::string text(size_t bytes, size_t distance, Random& random);

struct Outcome {
  std::string released;
  std::vector<Finding> findings;
  std::vector<Edit> edits;
  ScanVerdict verdict;
  size_t media = 0;

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// The text cut at `cuts`, which are ascending positions.
[[nodiscard]] Outcome run(const Ruleset& ruleset, std::string_view text,
                          const std::vector<size_t>& cuts, TextMode mode = TextMode::kPlain);
[[nodiscard]] Outcome run_whole(const Ruleset& ruleset, std::string_view text,
                                TextMode mode = TextMode::kPlain);
// Pieces of 1 to `most` bytes.
[[nodiscard]] std::vector<size_t> random_cuts(size_t size, size_t most, Random& random);

}  // namespace weir::streams
