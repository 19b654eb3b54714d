// The bytes of a text that are not released yet, or that another reading may still need.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "guardrails/text_buffer.h"

namespace weir {

class OriginalText {
 public:
  void append(std::string_view bytes) { bytes_ += bytes; }
  [[nodiscard]] size_t end() const { return begin_ + bytes_.size(); }
  // REQUIRES: not dropped yet. Borrowed until the next change.
  [[nodiscard]] std::string_view between(size_t from, size_t to) const {
    return std::string_view(bytes_).substr(from - begin_, to - from);
  }
  // Forgets the bytes before `position`.
  void drop(size_t position) {
    if (position < begin_ + kDroppedAtOnce) return;
    bytes_.erase(0, position - begin_);
    begin_ = position;
  }

 private:
  std::string bytes_;
  size_t begin_ = 0;
};

}  // namespace weir
