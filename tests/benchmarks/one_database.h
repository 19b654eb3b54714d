// The obvious design: one Hyperscan database with start of match of all detectors' full patterns.
#pragma once

#include <cstddef>
#include <memory>

#include "guardrails/pattern_matcher.h"

namespace weir::benchmarks {

struct OneDatabase {
  std::shared_ptr<const PatternDatabase> database;
  size_t patterns = 0;   // in it
  size_t unbounded = 0;  // of these, without the bounds of their repeats: the engine refused them
  size_t left_out = 0;   // refused so too
};

// Takes some seconds. Throws std::runtime_error when the engine refuses the whole.
[[nodiscard]] OneDatabase one_database();

}  // namespace weir::benchmarks
