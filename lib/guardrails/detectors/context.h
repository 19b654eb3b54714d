// Context words: a word near a candidate that makes it likely, in the candidate's own language.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// A piece of the text beside a candidate, in lower case (letter_case.h).
class Surroundings {
 public:
  // An open side is one where the text may go on unseen.
  void read(std::string_view text, bool is_open_left, bool is_open_right);

  // The bytes that words may begin with: a bit for each letter, for digits, and for signs.
  [[nodiscard]] uint64_t first_bytes() const { return first_bytes_; }
  // REQUIRES: !word.empty().
  [[nodiscard]] bool holds(std::string_view word) const;

 private:
  void lower_letters();
  [[nodiscard]] bool ends_at(size_t end) const;

  std::array<char, kLeftContext> text_;
  std::array<uint8_t, kLeftContext + 1> begins_;  // where a word may begin
  size_t begin_count_ = 0;
  uint64_t first_bytes_ = 0;
  size_t size_ = 0;
  bool is_open_right_ = false;
};

// What stands beside a place of a text. Many detectors ask for the same place, which is read once.
class ContextWords {
 public:
  // True if one of `words` (see Detector::context) stands within kLeftContext bytes before the
  // candidate or kRightContext bytes behind it. Whole words, in any case (letter_case.h). A word
  // that reaches the limit itself does not count, so that the verdict is the same
  // however much of the text lies beyond. REQUIRES: all calls are of the same text.
  [[nodiscard]] bool hold_one_of(std::string_view words, const Candidate& candidate);
  // The same, but only before the candidate.
  [[nodiscard]] bool lead_to(std::string_view words, const Candidate& candidate);

 private:
  void read(const Candidate& candidate);

  Surroundings before_;
  Surroundings behind_;
  size_t start_ = 0;
  size_t end_ = 0;  // 0: nothing is read yet
};

// The same for one question.
[[nodiscard]] bool has_context_word(std::string_view words, const Candidate& candidate);

}  // namespace weir
