// Several bounded patterns as one deterministic automaton over bytes, run from a given start: a few
// instructions a byte, where an engine's scan of a short text costs most before its first byte.
//
// Subset construction (Rabin and Scott 1959) over the patterns with their counted repeats
// multiplied out. A state knows whether the byte before it belongs to a word; \b and \B are decided
// by that and the next byte, so a match is reported together with the byte behind it.
//
// Immutable once built; safe for concurrent use.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "guardrails/regex/byte_set.h"
#include "guardrails/regex/syntax_tree.h"

namespace weir::regex {

class Automaton {
 public:
  static constexpr size_t kMaxStates = 16384;

  // Empty if a pattern asks where the text or a line begins or ends, or if there would be more than
  // kMaxStates states. REQUIRES: no pattern matches the empty string.
  [[nodiscard]] static std::optional<Automaton> build(std::span<const Ast* const> patterns);

  // Calls on_match(index of the pattern, end) for every match that begins at `start`, by end.
  // Returns how far it had to read.
  template <typename Function>
  size_t run(std::string_view text, size_t start, const Function& on_match) const {
    const bool is_behind_word = start > 0 && is_word_[static_cast<unsigned char>(text[start - 1])];
    size_t state = is_behind_word ? behind_word_ : behind_other_;
    size_t at = start;
    for (; state != kDead; ++at) {
      const bool has_byte = at < text.size();
      const size_t column = has_byte ? classes_[static_cast<unsigned char>(text[at])] : end_class_;
      const Edge edge = edges_[state * columns_ + column];
      if (edge.matches != 0) {
        for (const uint16_t pattern : matches_[edge.matches]) on_match(size_t{pattern}, at);
      }
      if (!has_byte) break;
      state = edge.next;
    }
    return at;
  }

  // The most bytes outside of `bytes` that a match can begin with; SIZE_MAX: any number.
  [[nodiscard]] size_t longest_lead(const ByteSet& bytes) const;

  [[nodiscard]] size_t size_bytes() const { return edges_.size() * sizeof(Edge); }

 private:
  friend class AutomatonBuilder;
  struct Edge {
    uint16_t next = 0;
    uint16_t matches = 0;  // index of a set in matches_
  };
  static constexpr uint16_t kDead = 0;

  std::array<uint8_t, 256> classes_{};  // of bytes that nothing tells apart
  std::array<bool, 256> is_word_{};
  size_t end_class_ = 0;  // the column of the end of the text
  size_t columns_ = 0;
  std::vector<Edge> edges_;                     // by state and column
  std::vector<std::vector<uint16_t>> matches_;  // the first is empty
  uint16_t behind_word_ = kDead;                // where to begin
  uint16_t behind_other_ = kDead;
};

}  // namespace weir::regex
