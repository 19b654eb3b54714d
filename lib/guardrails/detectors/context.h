// Context words: a word near a candidate that makes it likely, in the candidate's own language.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// True if one of `words` (see Detector::context) stands within kLeftContext bytes before
// text[start, end) or kRightContext bytes behind it. Whole words, in any case (ASCII and Latin-1
// letters). A word that reaches the limit itself does not count, so that the verdict is the same
// however much of the text lies beyond.
[[nodiscard]] bool has_context_word(std::string_view words, std::string_view text, size_t start,
                                    size_t end);

}  // namespace weir
