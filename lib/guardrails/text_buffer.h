// The part of a stream's text that the scanner still needs: the folded bytes that are scanned, and
// the original bytes that are released, with the map between them.
//
// Positions are absolute, from the start of the stream: `folded` ones count bytes of the folded
// text, `original` ones bytes of what was given.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "guardrails/normaliser/normaliser.h"

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

  // The original position where the unit of folded byte `position` begins.
  [[nodiscard]] size_t original_start(size_t position) const;
  // The original position behind the unit of folded byte `position` - 1. 0 for 0.
  [[nodiscard]] size_t original_end(size_t position) const;
  // Behind everything given so far but what waits.
  [[nodiscard]] size_t original_size() const { return original_end_; }
  // REQUIRES: not dropped yet.
  [[nodiscard]] std::string_view original(size_t from, size_t to) const {
    return std::string_view(original_).substr(from - original_begin_, to - from);
  }

  // Forgets the folded bytes before `folded` and the original ones before `original`.
  void drop(size_t folded, size_t original);

 private:
  struct Bend {
    size_t folded = 0;
    size_t original = 0;
    bool is_unit = false;
  };
  void add(std::string_view original);
  void add_bends();
  [[nodiscard]] size_t bend_at(size_t position) const;

  NormaliseMode mode_;
  std::string waiting_;
  std::string folded_;  // size_ bytes and kScanSlack zeros
  size_t size_ = 0;
  size_t begin_ = 0;
  std::string original_;
  size_t original_begin_ = 0;
  size_t original_end_ = 0;
  std::vector<Bend> bends_{{}};  // ordered; the first one is at or before begin_
  Normalised piece_;
};

}  // namespace weir
