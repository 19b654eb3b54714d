// From a list of patterns to the databases of a DetectorSet.
#pragma once

#include "base/status.h"
#include "guardrails/compiled_patterns.h"
#include "guardrails/pattern_list.h"
#include "guardrails/pattern_matcher.h"

namespace weir {

// Faults: kInvalidPolicy "pattern.refused" with the pattern's name.
[[nodiscard]] Status compile_patterns(PatternList list, PatternMatcher& matcher,
                                      CompiledPatterns& out);

}  // namespace weir
