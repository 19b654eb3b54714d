// The folded text that the scanner still needs, with the map to the text that was given.
//
// Positions are absolute, from the start of the stream: `folded` ones count bytes of the folded
// text, `original` ones bytes of what was given.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "guardrails/normaliser/normaliser.h"
#include "guardrails/offset_map.h"

namespace weir {

class TextBuffer {
 public:
  explicit TextBuffer(NormaliseMode mode) : mode_(mode) {}

  // Adds original bytes. An incomplete sequence or escape at the end waits for the next call.
  void append(std::string_view original);
  // Adds what still waits, as it is.
  void complete();

  [[nodiscard]] size_t begin() const { return begin_; }        // first folded byte that is kept
  [[nodiscard]] size_t end() const { return begin_ + size_; }  // folded
  // The folded bytes [from, to), zero bytes behind the last.
  // REQUIRES: begin() <= from <= to <= end(). Borrowed until the next change.
  [[nodiscard]] std::string_view folded(size_t from, size_t to) const {
    return {folded_.data() + (from - begin_), to - from};
  }

  // Folded positions to original ones and back. What waits is behind its end.
  [[nodiscard]] const OffsetMap& map() const { return map_; }

  // Forgets the folded bytes before `position`.
  void drop(size_t position);

 private:
  void add(std::string_view original);
  void add_map(size_t original_size);

  NormaliseMode mode_;
  std::string waiting_;
  std::string folded_;  // size_ bytes and kScanSlack zeros
  size_t size_ = 0;
  size_t begin_ = 0;
  OffsetMap map_;
  Normalised piece_;
};

// Moving the rest of a buffer costs as much as it is long, so what is done with is dropped when it
// is as long as this.
inline constexpr size_t kDroppedAtOnce = 128;

}  // namespace weir
