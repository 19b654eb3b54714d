#include "guardrails/hold_back.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "guardrails/detectors/validators/characters.h"

namespace weir {
void HoldBack::reverse(const TextBuffer& text, size_t from, size_t to) {
  const std::string_view forward = text.folded(from, to);
  reversed_.resize(forward.size() + kScanSlack);
  const char* in = forward.data() + forward.size();
  char* out = reversed_.data();
  size_t left = forward.size();
  for (; left >= sizeof(uint64_t); left -= sizeof(uint64_t)) {
    uint64_t word = 0;
    std::memcpy(&word, in -= sizeof(word), sizeof(word));
    word = __builtin_bswap64(word);
    std::memcpy(out, &word, sizeof(word));
    out += sizeof(word);
  }
  while (left-- > 0) *out++ = *--in;
  std::memset(out, 0, kScanSlack);
}

Result<size_t> HoldBack::held_from(const TextBuffer& text, size_t from) {
  const CompiledPatterns& patterns = ruleset_.patterns();
  const size_t end = text.end();
  if (from >= end) return end;
  if (end - from > kMaxHeldBytes + 1) from = end - kMaxHeldBytes - 1;
  const size_t first = from == 0 ? 0 : from - 1;  // the byte that decides a word boundary
  size_t held = 0;
  if (ruleset_.needs().keywords) {
    const size_t begin = text.begin();
    held = patterns.keyword_prefixes.longest_held(text.folded(begin, end), from - begin);
  }
  if (patterns.hold != nullptr) {
    reverse(text, first, end);
    const auto longest = [&held](uint32_t, size_t, size_t length) {
      held = std::max(held, length);
      return true;
    };
    WEIR_RETURN_IF_ERROR(patterns.hold->scan({reversed_.data(), end - first}, longest));
  }
  return std::max(from, std::min(end - held, first_live(text, from)));
}

// Of the places from `from` on, the first where a detector's match may have begun.
size_t HoldBack::first_live(const TextBuffer& text, size_t from) const {
  const CompiledPatterns& patterns = ruleset_.patterns();
  if (patterns.automata.empty()) return text.end();
  const size_t begin = text.begin();
  const std::string_view all = text.folded(begin, text.end());
  for (size_t at = from - begin; at < all.size(); ++at) {
    const bool is_behind_word = at > 0 && is_word(all[at - 1]);
    uint64_t automata = patterns.may_begin[is_behind_word ? 1 : 0][static_cast<uint8_t>(all[at])];
    for (; automata != 0; automata &= automata - 1) {
      const auto index = static_cast<size_t>(std::countr_zero(automata));
      const DetectorAutomaton& detectors = patterns.automata[index];
      const bool is_near = all.size() - at <= detectors.reach + 1;
      if (is_near && (detectors.automaton->live_at(all, at) & ruleset_.wanted(index)) != 0) {
        return begin + at;
      }
    }
  }
  return text.end();
}

bool HoldBack::covers(uint32_t pattern, size_t start) const {
  return std::any_of(runs_.begin(), runs_.end(), [&](const OverlongRun& run) {
    return run.pattern == pattern && start >= run.start && (run.is_open || start < run.reached);
  });
}

Status HoldBack::follow(const TextBuffer& text) {
  WEIR_RETURN_IF_ERROR(find_heads(text));
  while (next_look_ <= text.end()) {
    extend(text, next_look_);
    look_at(text, next_look_);
  }
  extend(text, text.end());
  return {};
}

// At `place`, which patterns may still match from more than kMaxHeldBytes before it?
void HoldBack::look_at(const TextBuffer& text, size_t place) {
  const size_t from = place - kMaxHeldBytes - 1;
  size_t untried = from;
  next_look_ = kNever;
  trails_.resize(ruleset_.patterns().whole.size());
  for (regex::Automaton::Trail& trail : trails_) trail.clear();
  for (const SeenHead& head : heads_) {
    if (!head.has_tail || head.end > place) continue;
    untried = std::max(untried, head.first_start);
    for (; untried <= head.last_start; ++untried) {
      const bool is_live = look_from(text, untried, place);
      if (is_live && untried > from) {
        next_look_ = std::min(untried + kMaxHeldBytes + 1, look_behind(place));
        return;
      }
    }
  }
  next_look_ = look_behind(place);
}

// Whether a match of a pattern with a tail that begins at `start` may reach beyond `place`; begins
// its run if it has become overlong.
bool HoldBack::look_from(const TextBuffer& text, size_t start, size_t place) {
  const CompiledPatterns& patterns = ruleset_.patterns();
  const size_t begin = text.begin();
  bool is_live = false;
  const size_t runs_before = runs_.size();
  for (size_t i = 0; i < patterns.whole.size(); ++i) {
    const uint32_t index = patterns.whole[i];
    const DetectorAutomaton& detectors = patterns.automata[index];
    const std::string_view all = text.folded(begin, place);
    // A place that an earlier one agrees with is part of its run, or was live and has ended the
    // look.
    uint64_t live = detectors.automaton->live_at(all, start - begin, &trails_[i]);
    for (live &= ruleset_.wanted(index); live != 0; live &= live - 1) {
      for (const uint32_t pattern : detectors.forms[static_cast<size_t>(std::countr_zero(live))]) {
        if (!patterns.patterns[pattern].has_tail || covers(pattern, start)) continue;
        is_live = true;
        if (place - start > kMaxHeldBytes) runs_.push_back({pattern, start, place, true});
      }
    }
  }
  std::sort(runs_.begin() + static_cast<std::ptrdiff_t>(runs_before), runs_.end(),
            [](const OverlongRun& a, const OverlongRun& b) { return a.pattern < b.pattern; });
  return is_live;
}

// Where the earliest of the heads that end behind `place` could be overlong. A head that begins
// earlier may end later, and so be seen later.
size_t HoldBack::look_behind(size_t place) const {
  for (const SeenHead& head : heads_) {
    if (head.has_tail && head.end > place) {
      return std::max(head.first_start + kMaxHeldBytes + 1, place + 1);
    }
  }
  return kNever;
}

Status HoldBack::find_heads(const TextBuffer& text) {
  const CompiledPatterns& patterns = ruleset_.patterns();
  const size_t known = heads_known_;
  heads_known_ = text.end();
  if (patterns.heads == nullptr || !ruleset_.needs().secrets || text.end() == known) return {};
  const size_t first = known - std::min(patterns.head_width - 1, known - text.begin());
  const auto on_match = [&](uint32_t id, size_t, size_t length) {
    const Head& head = patterns.head_targets[id];
    const size_t end = first + length;
    if (end > known) {
      heads_.push_back({end - std::min(end, head.width), end - head.least, end, head.has_tail});
    }
    return true;
  };
  WEIR_RETURN_IF_ERROR(patterns.heads->scan(text.folded(first, text.end()), on_match));
  std::sort(heads_.begin(), heads_.end());
  next_look_ = std::min(next_look_, look_behind(known));
  return {};
}

void HoldBack::extend(const TextBuffer& text, size_t to) {
  for (OverlongRun& run : runs_) {
    if (!run.is_open || run.reached >= to) continue;
    const CompiledPattern& pattern = ruleset_.patterns().patterns[run.pattern];
    const std::string& terminator = pattern.terminator;
    const std::string_view rest = text.folded(run.reached, to);
    size_t count = 0;
    while (count < rest.size() && pattern.tail.contains(static_cast<uint8_t>(rest[count]))) ++count;
    if (!terminator.empty()) {
      const size_t overlap = std::min(terminator.size() - 1, run.reached - run.start);
      const std::string_view seen = text.folded(run.reached - overlap, run.reached + count);
      if (const size_t found = seen.find(terminator); found != std::string_view::npos) {
        run.reached = run.reached - overlap + found + terminator.size();
        run.is_open = false;
        continue;
      }
    }
    run.reached += count;
    run.is_open = count == rest.size();
  }
}

void HoldBack::forget_before(size_t position) {
  const auto is_past = [position](const SeenHead& head) {
    return head.end + 2 * kMaxWidth < position;
  };
  if (!heads_.empty() && is_past(heads_.front())) std::erase_if(heads_, is_past);
  std::erase_if(runs_, [position](const OverlongRun& run) {
    return !run.is_open && run.reached <= position;
  });
}

}  // namespace weir
