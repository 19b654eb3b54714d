// How much of the end of a stream's text may still become part of a match, and which matches have
// outgrown what a stream waits for.
//
// The hold-back is exact. A detector's automaton, run from a place to the end of the text, says
// whether a match that begins there may still come: what must be held begins at the first such
// place. For the policy's expressions the reversed prefix closures (regex/prefix_closure.h) run
// over the reversed end of the text, and the longest match is what must be held. Since prefixes of
// prefixes are prefixes, where the held part begins never moves to the left.
//
// A detector whose matches have no bound (a token, a key in PEM) is followed for kMaxHeld bytes; if
// by then it may still match, decided or not, its text is overlong from that start on, to the end
// of the run of bytes that can continue it. Where the text is looked at for that depends on the
// text alone, not on its pieces: a place is looked at when the earliest start known could be
// overlong there, so at most every few bytes, mostly every kMaxHeld bytes, and in a text without
// any head of such a detector (what its matches begin with) never.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/status.h"
#include "guardrails/compiled_patterns.h"
#include "guardrails/detector_set.h"
#include "guardrails/text_buffer.h"

namespace weir {

// Text that one pattern has outgrown. Positions are folded.
struct OverlongRun {
  uint32_t pattern = 0;
  size_t start = 0;
  size_t reached = 0;  // the bytes before this one belong to the run
  bool is_open = true;
};

// What a match of a kWhole detector may begin with.
struct SeenHead {
  size_t first_start = 0;  // where it may begin
  size_t last_start = 0;
  size_t end = 0;
  bool has_tail = false;
  friend bool operator<(const SeenHead& a, const SeenHead& b) {
    return std::tie(a.first_start, a.end) < std::tie(b.first_start, b.end);
  }
};

class HoldBack {
 public:
  explicit HoldBack(const Ruleset& ruleset) : ruleset_(ruleset) {}

  // Where the held part begins: a position in [from, text.end()].
  // REQUIRES: nothing before `from` may be held; the byte before it, if any, is in the buffer.
  [[nodiscard]] Result<size_t> held_from(const TextBuffer& text, size_t from);

  // Finds the runs that became overlong up to the end of the text, and follows the open ones.
  // REQUIRES: the buffer has kMaxHeld + 2 bytes before its previous end.
  [[nodiscard]] Status follow(const TextBuffer& text);

  // In order of their end. A closed run stays until forgotten.
  [[nodiscard]] const std::vector<OverlongRun>& runs() const { return runs_; }
  // What the matches of kWhole detectors begin with, in order of their start: none begins
  // elsewhere. Those long past are forgotten. REQUIRES: follow() was called for this text.
  [[nodiscard]] const std::vector<SeenHead>& heads() const { return heads_; }
  // Whether a match of `pattern` that starts there is part of one of its overlong runs.
  [[nodiscard]] bool covers(uint32_t pattern, size_t start) const;
  // Closed runs that end at or before `position`.
  void forget_before(size_t position);

 private:
  void reverse(const TextBuffer& text, size_t from, size_t to);
  [[nodiscard]] size_t first_live(const TextBuffer& text, size_t from) const;
  [[nodiscard]] Status find_heads(const TextBuffer& text);
  [[nodiscard]] size_t look_behind(size_t place) const;
  void look_at(const TextBuffer& text, size_t place);
  [[nodiscard]] bool look_from(const TextBuffer& text, size_t start, size_t place);
  void extend(const TextBuffer& text, size_t to);

  Ruleset ruleset_;
  std::string reversed_;
  std::vector<regex::Automaton::Trail> trails_;  // of the kWhole automata, for one look
  std::vector<OverlongRun> runs_;
  static constexpr size_t kMaxHeldBytes = kMaxWidth;
  static constexpr size_t kNever = SIZE_MAX;
  size_t next_look_ = kNever;
  std::vector<SeenHead> heads_;  // in order of their start
  size_t heads_known_ = 0;       // up to here
};

}  // namespace weir
