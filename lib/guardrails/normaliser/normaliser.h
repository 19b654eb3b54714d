// The text that is scanned: what the caller sent, folded so that look-alike bytes match, with a map
// back to the caller's bytes.
//
// The folding is a subset of NFKC that keeps to one rule: a code point becomes one ASCII byte, or
// nothing, or stays as it is. Digits of every script, full-width and mathematical letters and
// punctuation become ASCII; exotic spaces become ' '; dashes become '-'; the quotation marks and
// apostrophes of print become '"' and '\''; default-ignorable code points (zero-width,
// bidirectional controls, soft hyphen, variation selectors, invisible operators, tags) vanish, by
// class and not by a list of known tricks. Letters with marks stay: "ä" is a letter of its own in
// the languages weir serves.
//
// Invalid UTF-8 passes through byte by byte. Folding valid UTF-8 a second time changes nothing.
// Plain ASCII costs one copy and leaves the map empty. Pure functions; safe for concurrent use.
// Sources: Unicode 15.0, UAX #15 (NFKC), DerivedCoreProperties (Default_Ignorable_Code_Point).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "guardrails/pattern_matcher.h"

namespace weir {

enum class NormaliseMode : uint8_t {
  kText,         // plain text
  kJsonEscapes,  // JSON text inside a string (tool-call arguments): escapes are decoded, then
                 // folded
};

// Where the map between the two texts bends. Positions are bytes.
struct Breakpoint {
  uint32_t text = 0;      // in the folded text
  uint32_t original = 0;  // in the original
  bool is_unit = false;   // true: one folded unit, to be taken whole; false: a run copied 1:1
};

class Normalised {
 public:
  // The folded text. kScanSlack zero bytes are readable behind it.
  [[nodiscard]] std::string_view text() const { return {buffer_.data(), size_}; }

  // Hands over the folded text and its slack, for other memory to be used next time.
  void swap_buffer(std::string& buffer);

  // True if the text is the original byte for byte.
  [[nodiscard]] bool is_unchanged() const { return breakpoints_.empty(); }
  [[nodiscard]] const std::vector<Breakpoint>& breakpoints() const { return breakpoints_; }

  // The original byte range of the folded range [start, end): every original byte that took part,
  // dropped ones between them too, those before and behind not. `start` is where the unit that made
  // the byte at `start` begins; `end` is where the unit that made the byte at `end` - 1 ends.
  // REQUIRES: position <= text().size(). O(log breakpoints).
  [[nodiscard]] size_t original_start(size_t position) const;
  [[nodiscard]] size_t original_end(size_t position) const;

 private:
  friend void normalise(std::string_view original, NormaliseMode mode, Normalised* out);
  friend class Folder;
  [[nodiscard]] const Breakpoint* breakpoint_at(size_t position) const;

  std::string buffer_;  // the text and its slack
  size_t size_ = 0;
  size_t original_size_ = 0;
  std::vector<Breakpoint> breakpoints_;
};

// Folds `original` into `*out`, whose memory is used again. REQUIRES: original.size() < 2^32; the
// text must begin and end at complete boundaries (see incomplete_tail) to be the same as one piece.
void normalise(std::string_view original, NormaliseMode mode, Normalised* out);
[[nodiscard]] Normalised normalise(std::string_view original, NormaliseMode mode);

// How many bytes at the end of `text` are the beginning of a UTF-8 sequence (at most 3) or of an
// escape (at most 11: a surrogate pair but for its last digit) and must be held back until more
// comes. Cutting where this is 0 never changes the concatenated result. `text` itself must begin at
// such a boundary.
[[nodiscard]] size_t incomplete_tail(std::string_view text, NormaliseMode mode);

}  // namespace weir
