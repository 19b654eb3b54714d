// The part of the search that looks at skeletons.
#include <algorithm>

#include "guardrails/candidate_search.h"

namespace weir {

// Keywords in what the text looks like. A match is no wider than other ones, and holds what makes
// the skeleton needed, so that where the skeleton begins and ends does not matter.
Status CandidateSearch::find_look_alikes(size_t from) {
  const CompiledPatterns& patterns = ruleset_.patterns();
  const size_t first = back_from(
      from, std::min(kMaxWidth, kMostPerSkeletonByte * patterns.keyword_prefixes.width()));
  const std::string_view text = text_->folded(first, text_->end());
  if (!Skeleton::is_needed(text)) return {};
  skeleton_.make(text);
  work_.scanned_bytes += skeleton_.text().size();
  const auto on_match = [&](uint32_t id, size_t, size_t skeleton_end) {
    ++work_.callbacks;
    const Literal& literal = patterns.literal_targets[id];
    if (literal.kind != Literal::Kind::kKeyword) return true;
    const auto start = skeleton_.source_of(skeleton_end - literal.width);
    const auto end = skeleton_.source_of(skeleton_end);
    if (start && end && *end - *start <= kMaxWidth &&
        Skeleton::is_needed(text.substr(*start, *end - *start))) {
      add_keyword(literal.target, first + *start, first + *end);
    }
    return !is_cut_short_;
  };
  return patterns.literals->scan(skeleton_.text(), on_match);
}

}  // namespace weir
