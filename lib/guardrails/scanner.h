// Finds in a whole text what a ruleset looks for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "guardrails/detector_set.h"
#include "guardrails/finding.h"
#include "guardrails/stream_scanner.h"

namespace weir {

struct ScanResult {
  ScanVerdict verdict;
  std::vector<Finding> findings;  // in order of their start, without overlap
  size_t media = 0;               // bodies of media in the text: recognised, and not scanned
  std::vector<Edit> edits;  // what the masking rules replace, in order; for splicing into JSON
};

// The text is given whole: a string leaf, decoded, or the adjacent parts of a message joined. What
// is found is what a StreamScanner finds in it, piece by piece (the rules stand there). When the
// verdict is blocked, findings and edits end with the blocking finding.
// Faults: kInternal, from the engine.
[[nodiscard]] Result<ScanResult> scan(const Ruleset& ruleset, std::string_view text,
                                      TextMode mode = TextMode::kPlain);

// `text` with the edits made.
[[nodiscard]] std::string apply(std::string_view text, const std::vector<Edit>& edits);

}  // namespace weir
