#include "guardrails/hold_back.h"

#include <algorithm>
#include <cstring>

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
  return std::max(from, end - held);
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
    WEIR_RETURN_IF_ERROR(look_at(text, next_look_));
  }
  extend(text, text.end());
  return {};
}

// At `place`, which patterns may still match from more than kMaxHeldBytes before it?
Status HoldBack::look_at(const TextBuffer& text, size_t place) {
  const size_t from = place - kMaxHeldBytes - 1;
  const size_t first = from == 0 ? 0 : from - 1;
  reverse(text, first, place);
  size_t longest = 0;
  const size_t runs_before = runs_.size();
  const auto on_match = [&](uint32_t pattern, size_t, size_t length) {
    length = std::min(length, kMaxHeldBytes + 1);
    if (!ruleset_.entries()[pattern].active || covers(pattern, place - length)) return true;
    if (length == kMaxHeldBytes + 1) {
      runs_.push_back({pattern, from, place, true});
    } else {
      longest = std::max(longest, length);
    }
    return true;
  };
  WEIR_RETURN_IF_ERROR(
      ruleset_.patterns().overlong->scan({reversed_.data(), place - first}, on_match));
  std::sort(runs_.begin() + static_cast<std::ptrdiff_t>(runs_before), runs_.end(),
            [](const OverlongRun& a, const OverlongRun& b) { return a.pattern < b.pattern; });
  next_look_ = longest != 0 ? place + kMaxHeldBytes + 1 - longest : look_behind(place);
  return {};
}

// Where the first head that ends behind `place` could be overlong.
size_t HoldBack::look_behind(size_t place) const {
  for (const SeenHead& head : heads_) {
    if (head.has_tail && head.end > place) {
      return std::max(head.start + kMaxHeldBytes + 1, place + 1);
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
    if (end > known) heads_.push_back({end - std::min(end, head.width), end, head.has_tail});
    return true;
  };
  WEIR_RETURN_IF_ERROR(patterns.heads->scan(text.folded(first, text.end()), on_match));
  std::sort(heads_.begin(), heads_.end());
  if (next_look_ == kNever) next_look_ = look_behind(known);
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
