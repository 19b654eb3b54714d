// Finds an entity the slow and plain way: every row's expression over the whole text. What the
// scanner does with windows must come to the same.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "guardrails/detectors/detector.h"

namespace weir {

struct Span {
  size_t start = 0;
  size_t end = 0;

  auto operator<=>(const Span&) const = default;  // NOLINT(*-use-nullptr): false
};

// All matches of `expression`, leftmost start of each end (0 without it), in ascending order.
[[nodiscard]] std::vector<Span> matches(std::string_view expression, std::string_view text,
                                        bool with_start = true);

// The candidates of `row` in `text`, in its own tier's way.
[[nodiscard]] std::vector<Candidate> candidates(const Detector& row, std::string_view text);

// The texts found for `entity` with at least `threshold`: leftmost first, longest first, no
// overlap.
[[nodiscard]] std::vector<std::string> found(std::string_view entity, std::string_view text,
                                             double threshold = kDefaultThreshold);

// The score of the one finding that is exactly `match` inside `text`; -1: there is none.
[[nodiscard]] double score_of(std::string_view entity, std::string_view text,
                              std::string_view match);

}  // namespace weir
