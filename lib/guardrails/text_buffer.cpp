#include "guardrails/text_buffer.h"

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
  add_map(original.size());
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
}

// The piece begins with a copied run, which may be empty.
void TextBuffer::add_map(size_t original_size) {
  const size_t base = map_.original_end();
  Breakpoint from;
  const auto add_to = [&](size_t text, size_t original) {
    if (from.is_unit) {
      map_.append_unit(text - from.text, {base + from.original, base + original});
    } else {
      map_.append_copied(text - from.text, base + from.original);
    }
  };
  for (const Breakpoint& bend : piece_.breakpoints()) {
    add_to(bend.text, bend.original);
    from = bend;
  }
  add_to(piece_.text().size(), original_size);
}

void TextBuffer::drop(size_t position) {
  if (position < begin_ + kDroppedAtOnce) return;
  const size_t count = position - begin_;
  folded_.erase(0, count);
  size_ -= count;
  begin_ = position;
  map_.forget_before(begin_);
}

}  // namespace weir
