// One leaf of a body through the rules. The parts of a message are read as one text, so that
// nothing leaks at their seams, and each by itself, so that nothing hides behind the letters of its
// neighbour.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/json_index.h"
#include "base/status.h"
#include "guardrails/scanner.h"
#include "providers/leaf.h"

namespace weir {

// Offsets are bytes of the leaf's text. Views are borrowed as in Finding.
struct LeafScan {
  ScanVerdict verdict;            // the whole text's; where that may pass, the first blocked part's
  std::vector<Finding> findings;  // in order of their start, without overlap
  std::vector<Edit> edits;        // likewise
  size_t media = 0;               // bodies of media in the text, which were not scanned
  // Where the verdict is blocked: where the first blocking match begins, and what it is. Behind it
  // nothing is sure to have been read. 0 and empty where the reader gave up without a match.
  size_t blocked_at = 0;
  std::string_view blocked_entity;
};

[[nodiscard]] Result<LeafScan> scan_leaf(const Ruleset& rules, const JsonIndex& index,
                                         const LeafSet& leaves, size_t leaf);

}  // namespace weir
