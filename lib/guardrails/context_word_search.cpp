// The part of the candidate search that looks for the words without which some detectors find
// nothing.
#include <algorithm>

#include "guardrails/candidate_search.h"
#include "guardrails/detectors/validators/characters.h"

namespace weir {

// All that a match which begins in a window may have beside it. What ContextWords would take for a
// word is one here.
Status CandidateSearch::find_words(const TriggerGroup& group, const std::vector<Window>& windows) {
  const CompiledPatterns& patterns = ruleset_.patterns();
  words_.clear();
  if (patterns.words == nullptr || (ruleset_.word_gated() & group.members) == 0) return {};
  size_t done = 0;  // hits that end before are known
  for (const Window& window : windows) {
    const size_t first =
        std::max(back_from(window.first, kLeftContext), done - std::min(done, patterns.word_width));
    const size_t last = std::min(window.second + group.reach + kRightContext, text_->end());
    if (first >= last) continue;
    const auto on_match = [&](uint32_t id, size_t, size_t length) {
      const ContextWord& word = patterns.context_words[id];
      const size_t end = first + length;
      const size_t start = end - word.size;
      ++work_.callbacks;
      const bool goes_on = !word.is_stem && end < text_->end() && is_letter_or_digit(end);
      const bool is_tail = start > text_->begin() && is_letter_or_digit(start - 1);
      if (end > done && !goes_on && !is_tail) words_.push_back({end, word.automata});
      return true;
    };
    WEIR_RETURN_IF_ERROR(scan(*patterns.words, first, last, on_match));
    done = last;
  }
  std::sort(words_.begin(), words_.end(),
            [](const WordHit& a, const WordHit& b) { return a.end < b.end; });
  return {};
}

bool CandidateSearch::is_letter_or_digit(size_t position) const {
  const char byte = text_->folded(position, position + 1).front();
  return is_alphanumeric(byte) || static_cast<unsigned char>(byte) >= 0x80;
}

// The automata that have a word near a match of at most `reach` bytes that begins at `start`; all
// of them where what is near is not there yet.
uint64_t CandidateSearch::named_at(size_t start, size_t reach) const {
  const size_t last = start + reach + kRightContext;
  if (last >= text_->end()) return ~uint64_t{0};
  const size_t first = start - std::min(start, kLeftContext);
  uint64_t automata = 0;
  auto hit = std::lower_bound(words_.begin(), words_.end(), first,
                              [](const WordHit& word, size_t from) { return word.end < from; });
  for (; hit != words_.end() && hit->end <= last; ++hit) automata |= hit->automata;
  return automata;
}

}  // namespace weir
