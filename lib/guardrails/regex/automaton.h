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
#include <string>
#include <string_view>
#include <vector>

#include "guardrails/regex/byte_set.h"
#include "guardrails/regex/syntax_tree.h"

namespace weir::regex {

class Automaton {
 public:
  static constexpr size_t kMaxStates = 16384;
  static constexpr size_t kMaxPatterns = 64;

  // Which patterns, a bit each.
  using PatternSet = uint64_t;

  // Empty if a pattern asks where the text or a line begins or ends, or if there would be more than
  // `max_states` states, kMaxStates at most.
  // REQUIRES: at most kMaxPatterns patterns, none of which matches the empty string.
  [[nodiscard]] static std::optional<Automaton> build(std::span<const Ast* const> patterns,
                                                      size_t max_states = kMaxStates);

  // Whether a match may begin with `byte`, a word byte being before it or not: a quick look before
  // run() and live_at().
  [[nodiscard]] bool may_begin(bool is_behind_word, uint8_t byte) const {
    const size_t state = is_behind_word ? behind_word_ : behind_other_;
    return edges_[state * columns_ + classes_[byte]].next != kDead;
  }

  // Where earlier runs over the same text have been. A run that comes to a place in the state of
  // one that began before it would go on to find the same patterns at the same ends: it stops
  // there. So runs from many places are together linear in the text.
  class Trail {
   public:
    void clear() { states_.clear(); }

   private:
    friend class Automaton;
    // False: an earlier run was there in that state.
    [[nodiscard]] bool leave(size_t at, size_t state) {
      if (at >= states_.size()) states_.resize(at + 1);
      const bool is_new = states_[at] != state;
      states_[at] = static_cast<uint16_t>(state);
      return is_new;
    }
    std::vector<uint16_t> states_;  // by position; kDead: none
  };

  // The patterns that have a match which begins at `start`, and ends behind the text or where it
  // ends, if the right bytes follow. With a trail: none, if an earlier run had the same.
  // REQUIRES: start < text.size(); starts ascend for one trail.
  [[nodiscard]] PatternSet live_at(std::string_view text, size_t start,
                                   Trail* trail = nullptr) const {
    size_t state = start_state(text, start);
    for (size_t at = start; at < text.size() && state != kDead; ++at) {
      state = edges_[state * columns_ + classes_[static_cast<unsigned char>(text[at])]].next;
      if (trail != nullptr && state != kDead && !trail->leave(at, state)) return 0;
    }
    return live_[state];
  }

  // Calls on_match(index of the pattern, end) for every match that begins at `start`, by end; with
  // a trail, for those that no earlier run has found. Returns how far it had to read.
  // REQUIRES: starts ascend for one trail.
  template <typename Function>
  size_t run(std::string_view text, size_t start, const Function& on_match,
             Trail* trail = nullptr) const {
    size_t state = start_state(text, start);
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
      if (trail != nullptr && state != kDead && !trail->leave(at, state)) break;
    }
    return at;
  }

  // The most bytes outside of `bytes` that a match can begin with; SIZE_MAX: any number.
  [[nodiscard]] size_t longest_lead(const ByteSet& bytes) const;

  // The bytes that a match may hold.
  [[nodiscard]] ByteSet bytes() const;

  [[nodiscard]] size_t size_bytes() const {
    return edges_.size() * sizeof(Edge) + live_.size() * sizeof(PatternSet);
  }

  // Its bytes, for a cache of this machine's; and the automaton again. Empty if `bytes` are not
  // those of an automaton of `patterns` patterns: a run then stays inside its tables whatever they
  // say.
  void append_to(std::string& bytes) const;
  [[nodiscard]] static std::optional<Automaton> read(std::string_view bytes, size_t patterns);

 private:
  friend class AutomatonBuilder;
  [[nodiscard]] static std::array<bool, 256> word_bytes();
  [[nodiscard]] bool is_sound(size_t patterns) const;
  [[nodiscard]] size_t start_state(std::string_view text, size_t start) const {
    const bool is_behind_word = start > 0 && is_word_[static_cast<unsigned char>(text[start - 1])];
    return is_behind_word ? behind_word_ : behind_other_;
  }

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
  std::vector<PatternSet> live_;                // by state: what may still match
  std::vector<std::vector<uint16_t>> matches_;  // the first is empty
  uint16_t behind_word_ = kDead;                // where to begin
  uint16_t behind_other_ = kDead;
};

}  // namespace weir::regex
