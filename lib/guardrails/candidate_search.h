// Finds the raw matches of all active patterns in the undecided part of a text.
//
// What is found does not depend on where the buffer or a window begins or ends: every scan starts
// so far left that a match cut off there cannot reach the undecided part, and windows round
// triggers that touch are joined.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"
#include "guardrails/compiled_patterns.h"
#include "guardrails/detector_set.h"
#include "guardrails/hold_back.h"
#include "guardrails/normaliser/skeleton.h"
#include "guardrails/text_buffer.h"
#include "guardrails/trigger_finder.h"

namespace weir {

// Folded positions.
struct RawMatch {
  size_t start = 0;
  size_t end = 0;
  uint32_t pattern = 0;

  // NOLINTNEXTLINE(modernize-use-nullptr): the analyser of LLVM 14 trips over <=>
  friend auto operator<=>(const RawMatch&,
                          const RawMatch&) = default;  // NOLINT(*-use-nullptr): false
};

// Where a reading says something else than the one before it: folded positions, ascending.
struct DecodedPlaces {
  std::vector<size_t> units;
  // Ends of lines that are joined to the next: they change what a match across them is, and no
  // context.
  std::vector<size_t> breaks;
};

// What the search has cost, for tests: linear in the text whatever the text is.
struct SearchWork {
  size_t scanned_bytes = 0;
  size_t callbacks = 0;
};

class CandidateSearch {
 public:
  // More raw matches than this in one search end it; is_cut_short() then.
  static constexpr size_t kMaxMatches = 262144;

  // Both are borrowed; `work` grows by what the searches cost.
  CandidateSearch(const Ruleset& ruleset, SearchWork& work) : ruleset_(ruleset), work_(work) {}

  // All raw matches that end behind `from`, sorted by start, end, pattern, without repetition. For
  // a pattern with a tail, or from a rule file, only the longest of each start. Borrowed until the
  // next search. REQUIRES: the buffer holds kLookBehind bytes before `from`, or all there are.
  // With `places`, matches of detectors may be left out that have none of them in their text or
  // context, nor near it: another reading has found those.
  [[nodiscard]] Status search(const TextBuffer& text, size_t from, const HoldBack& hold_back,
                              const DecodedPlaces* places = nullptr);
  [[nodiscard]] const std::vector<RawMatch>& matches() const { return matches_; }
  [[nodiscard]] bool is_cut_short() const { return is_cut_short_; }

  // The widest match and the byte before it, and what a validator may look at.
  static constexpr size_t kLookBehind = kMaxWidth + 2 + kLeftContext;

 private:
  using Window = std::pair<size_t, size_t>;
  static void join(std::vector<Window>& windows);

  [[nodiscard]] Status scan(const PatternDatabase& database, size_t from, size_t to,
                            const MatchCallback& on_match);
  void follow_triggers();
  void add_breaks();
  [[nodiscard]] bool is_asked_for(size_t from, size_t to, size_t reach) const;
  [[nodiscard]] Status find_literals(size_t from);
  [[nodiscard]] Status find_look_alikes(size_t from);
  [[nodiscard]] Status find_typed(size_t group);
  [[nodiscard]] Status find_words(const TriggerGroup& group, const std::vector<Window>& windows);
  [[nodiscard]] bool is_letter_or_digit(size_t position) const;
  [[nodiscard]] uint64_t named_at(size_t start, size_t reach) const;
  void find_in_window(const TriggerGroup& group, const Window& window);
  void find_at(size_t start, size_t lead, uint64_t automata, size_t reach);
  void match_from(size_t automaton, size_t start, size_t limit, regex::Automaton::Trail* trail);
  void add_leftmost();
  void find_secrets();
  [[nodiscard]] Status find_expressions();
  [[nodiscard]] Status find_start(uint32_t pattern, size_t end);
  void add_window(size_t group, size_t first_end, size_t last_end);
  void walk(uint32_t pattern, size_t trigger_end);
  void add_keyword(uint32_t pattern, size_t start, size_t end);
  void add(uint32_t pattern, size_t start, size_t end);
  [[nodiscard]] size_t back_from(size_t position, size_t count) const;
  void tidy();

  const Ruleset& ruleset_;
  SearchWork& work_;
  const TextBuffer* text_ = nullptr;
  const HoldBack* hold_back_ = nullptr;
  const DecodedPlaces* places_ = nullptr;
  size_t from_ = 0;
  std::vector<RawMatch> matches_;
  std::vector<TriggerHit> hits_;
  std::vector<std::vector<Window>> windows_;  // by group: where matches may begin
  struct WordHit {
    size_t end = 0;
    uint64_t automata = 0;  // whose detectors ask for the word
  };
  std::vector<WordHit> words_;  // context words near the windows of one group
  std::vector<uint64_t> keys_;  // of matches that are being sorted
  std::vector<uint64_t> spare_;
  std::vector<RawMatch> typed_;  // of one window, or one automaton of secrets
  regex::Automaton::Trail trail_;
  std::vector<std::pair<uint32_t, size_t>> ends_;  // of expressions: pattern and end
  std::string reversed_;
  Skeleton skeleton_;
  bool is_cut_short_ = false;
};

}  // namespace weir
