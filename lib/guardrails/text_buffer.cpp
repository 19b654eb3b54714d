#include "guardrails/text_buffer.h"

#include <algorithm>

#include "guardrails/pattern_matcher.h"

namespace weir {

void TextBuffer::append(std::string_view original) {
  std::string joined;
  if (!waiting_.empty()) {
    joined.swap(waiting_);
    joined += original;
    original = joined;
  }
  const size_t tail = incomplete_tail(original, mode_);
  waiting_.assign(original.substr(original.size() - tail));
  original.remove_suffix(tail);
  if (!original.empty()) add(original);
}

void TextBuffer::complete() {
  if (waiting_.empty()) return;
  const std::string rest = std::move(waiting_);
  waiting_.clear();
  add(rest);
}

void TextBuffer::add(std::string_view original) {
  normalise(original, mode_, &piece_);
  add_bends();
  const std::string_view text = piece_.text();
  if (size_ == 0) {
    size_ = text.size();
    piece_.swap_buffer(folded_);
  } else {
    folded_.resize(size_);
    folded_.append(text);
    size_ += text.size();
    folded_.append(kScanSlack, '\0');
  }
  original_.append(original);
  original_end_ += original.size();
}

// A piece begins with an unbent run, and a unit ends where its piece does.
void TextBuffer::add_bends() {
  if (bends_.back().is_unit) bends_.push_back({end(), original_end_, false});
  for (const Breakpoint& bend : piece_.breakpoints()) {
    bends_.push_back({end() + bend.text, original_end_ + bend.original, bend.is_unit});
  }
}

size_t TextBuffer::bend_at(size_t position) const {
  const auto after =
      std::upper_bound(bends_.begin(), bends_.end(), position,
                       [](size_t value, const Bend& bend) { return value < bend.folded; });
  return static_cast<size_t>(after - bends_.begin()) - 1;
}

size_t TextBuffer::original_start(size_t position) const {
  if (position >= end()) return original_end_;
  const Bend& bend = bends_[bend_at(position)];
  return bend.original + (bend.is_unit ? 0 : position - bend.folded);
}

size_t TextBuffer::original_end(size_t position) const {
  if (position == 0) return 0;
  const size_t index = bend_at(position - 1);
  const Bend& bend = bends_[index];
  if (!bend.is_unit) return bend.original + (position - bend.folded);
  return index + 1 == bends_.size() ? original_end_ : bends_[index + 1].original;
}

void TextBuffer::drop(size_t folded, size_t original) {
  // Moving the rest costs as much as it is long, so it waits until it pays.
  constexpr size_t kWorthIt = 4096;
  if (folded >= begin_ + kWorthIt) {
    const size_t count = folded - begin_;
    folded_.erase(0, count);
    size_ -= count;
    begin_ = folded;
    const size_t first = begin_ == 0 ? 0 : bend_at(begin_ - 1);
    bends_.erase(bends_.begin(), bends_.begin() + static_cast<std::ptrdiff_t>(first));
  }
  if (original >= original_begin_ + kWorthIt) {
    original_.erase(0, original - original_begin_);
    original_begin_ = original;
  }
}

}  // namespace weir
