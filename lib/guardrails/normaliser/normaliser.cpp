#include "guardrails/normaliser/normaliser.h"

#include <algorithm>

#include "guardrails/normaliser/code_point_folds.h"
#include "guardrails/normaliser/json_escape.h"
#include "guardrails/normaliser/utf8.h"

namespace weir {
namespace {

constexpr size_t kBlock = 64;

// False: nothing in the block folds. A plain loop of fixed length, which compilers turn into a few
// vector instructions; it passes ASCII and the letters of Latin, Greek's first half and modifiers.
bool is_suspect(const char* block) {
  unsigned char highest = 0;
  unsigned char nearest = 0xFF;  // to C2, of which nothing but its own is left over by the XOR
  for (size_t i = 0; i < kBlock; ++i) {
    const auto byte = static_cast<unsigned char>(block[i]);
    highest = std::max(highest, byte);
    nearest = std::min(nearest, static_cast<unsigned char>(byte ^ 0xC2U));
  }
  return highest >= 0xCC || nearest == 0;
}

// Length of the run that begins at `begin` and holds no byte that could begin a folding character:
// it is copied as it is, valid UTF-8 or not.
size_t unfolded_run(std::string_view text, size_t begin) {
  size_t end = begin;
  while (end < text.size()) {
    if (end + kBlock <= text.size() && !is_suspect(text.data() + end)) {
      end += kBlock;
      continue;
    }
    const size_t stop = std::min(end + kBlock, text.size());
    while (end < stop && !may_begin_fold(static_cast<unsigned char>(text[end]))) ++end;
    if (end < stop) break;
  }
  return end - begin;
}

}  // namespace

// Builds one Normalised from left to right.
class Folder {
 public:
  Folder(std::string_view original, NormaliseMode mode, Normalised* out)
      : original_(original), mode_(mode), out_(out) {}

  void run() {
    while (position_ < original_.size()) {
      if (const size_t run = plain_run(); run != 0) copy(run);
      if (position_ < original_.size()) step();
    }
    flush();
  }

 private:
  // The run up to what may fold, or to an escape, which is looked for once.
  size_t plain_run() {
    if (mode_ == NormaliseMode::kText) return unfolded_run(original_, position_);
    if (next_escape_ < position_ || next_escape_ == kUnknown) {
      next_escape_ = std::min(original_.find('\\', position_), original_.size());
    }
    return unfolded_run(original_.substr(0, next_escape_), position_);
  }

  void step() {
    const std::string_view rest = original_.substr(position_);
    if (rest[0] == '\\') {
      const Escape escape = decode_last_json_escape(rest);
      escape.size == 0 ? copy(1) : unit(escape.code_point, escape.size);
      return;
    }
    const Utf8Sequence sequence = decode_utf8(rest);
    if (sequence.size == 0) {
      copy(std::max<size_t>(1, sequence.truncated_size));
      return;
    }
    const int fold = fold_code_point(sequence.code_point);
    if (fold == kFoldKeep) {
      copy(sequence.size);
    } else {
      emit(fold, sequence.size);
    }
  }

  void unit(char32_t code_point, size_t size) {
    const int fold = fold_code_point(code_point);
    if (fold != kFoldKeep) return emit(fold, size);
    begin_unit();
    append_utf8(code_point, &out_->buffer_);
    advance(size);
    flushed_ = position_;
  }

  void emit(int fold, size_t size) {
    begin_unit();
    if (fold != kFoldDrop) out_->buffer_.push_back(static_cast<char>(fold));
    advance(size);
    flushed_ = position_;
  }

  void copy(size_t size) {
    if (in_unit_) mark(false);
    in_unit_ = false;
    advance(size);
  }

  // What was passed over goes into the buffer in one piece.
  void flush() {
    out_->buffer_.append(original_, flushed_, position_ - flushed_);
    flushed_ = position_;
  }

  void begin_unit() {
    flush();
    mark(true);
    in_unit_ = true;
  }

  void mark(bool is_unit) {
    out_->breakpoints_.push_back(
        {static_cast<uint32_t>(out_->buffer_.size()), static_cast<uint32_t>(position_), is_unit});
  }

  void advance(size_t size) { position_ += size; }

  std::string_view original_;
  NormaliseMode mode_;
  Normalised* out_;
  size_t position_ = 0;
  static constexpr size_t kUnknown = SIZE_MAX;
  size_t next_escape_ = kUnknown;
  size_t flushed_ = 0;  // what lies between here and position_ is to be copied
  bool in_unit_ = false;
};

const Breakpoint* Normalised::breakpoint_at(size_t position) const {
  const auto after = std::upper_bound(
      breakpoints_.begin(), breakpoints_.end(), position,
      [](size_t value, const Breakpoint& breakpoint) { return value < breakpoint.text; });
  return after == breakpoints_.begin() ? nullptr : &*(after - 1);
}

size_t Normalised::original_start(size_t position) const {
  if (position >= size_) return original_size_;
  const Breakpoint* breakpoint = breakpoint_at(position);
  if (breakpoint == nullptr) return position;
  return breakpoint->original + (breakpoint->is_unit ? 0 : position - breakpoint->text);
}

size_t Normalised::original_end(size_t position) const {
  if (position == 0) return 0;
  const Breakpoint* breakpoint = breakpoint_at(position - 1);
  if (breakpoint == nullptr) return position;
  if (!breakpoint->is_unit) return breakpoint->original + (position - breakpoint->text);
  const Breakpoint* next = breakpoint + 1;
  return next == breakpoints_.data() + breakpoints_.size() ? original_size_ : next->original;
}

void normalise(std::string_view original, NormaliseMode mode, Normalised* out) {
  out->buffer_.clear();
  out->buffer_.reserve(original.size() + kScanSlack);
  out->breakpoints_.clear();
  out->original_size_ = original.size();
  Folder(original, mode, out).run();
  out->size_ = out->buffer_.size();
  out->buffer_.append(kScanSlack, '\0');
}

void Normalised::swap_buffer(std::string& buffer) {
  buffer_.swap(buffer);
  size_ = 0;
}

Normalised normalise(std::string_view original, NormaliseMode mode) {
  Normalised out;
  normalise(original, mode, &out);
  return out;
}

namespace {

size_t incomplete_utf8(std::string_view text) {
  for (size_t back = 1; back <= std::min<size_t>(3, text.size()); ++back) {
    const std::string_view tail = text.substr(text.size() - back);
    if (decode_utf8(tail).truncated_size == back) return back;
  }
  return 0;
}

bool is_escaped(std::string_view text, size_t position) {
  size_t backslashes = 0;
  while (backslashes < position && text[position - 1 - backslashes] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

size_t incomplete_escape(std::string_view text) {
  for (size_t back = std::min<size_t>(11, text.size()); back > 0; --back) {
    const size_t position = text.size() - back;
    if (text[position] != '\\' || is_escaped(text, position)) continue;
    if (decode_json_escape(text.substr(position)).is_truncated) return back;
  }
  return 0;
}

}  // namespace

size_t incomplete_tail(std::string_view text, NormaliseMode mode) {
  const size_t utf8 = incomplete_utf8(text);
  return mode == NormaliseMode::kText ? utf8 : std::max(utf8, incomplete_escape(text));
}

}  // namespace weir
