// One reading of a text: the text as it stands, or what it says when its escapes and packed parts
// are decoded (normaliser/decoder.h), once, twice or three times. Each reading is searched by
// itself; what they find is resolved together, in positions of the original text.
//
// A reading that would say the same as the one before it does not exist. It begins when something
// is decoded, as a copy of the one before, and ends when the decoded parts are long past and
// nothing waits in it. So that it is the same whatever the pieces were, bytes wait that a decoder
// behind the next one would wait for, too: "%" before base64 that begins with "40" when it is
// unpacked.
//
// The bytes that a decoder has not decided about wait before both readings: until it is known what
// they stand for, nothing behind them counts.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "guardrails/candidate_search.h"
#include "guardrails/detector_set.h"
#include "guardrails/hold_back.h"
#include "guardrails/normaliser/decoder.h"
#include "guardrails/offset_map.h"
#include "guardrails/resolution.h"
#include "guardrails/text_buffer.h"

namespace weir {

inline constexpr size_t kMostDecoders = 3;  // one behind another

// An overlong run (hold_back.h) in positions of the original.
struct OriginalRun {
  // These three name it.
  size_t depth = 0;  // of the reading
  uint32_t pattern = 0;
  size_t folded_start = 0;

  bool is_new = false;  // it begins in what is undecided; then:
  size_t start = 0;
  size_t limit = 0;  // behind the byte that made it overlong

  size_t reached = 0;  // the bytes before this one belong to the run
  bool is_open = true;

  [[nodiscard]] bool is_same(const OriginalRun& other) const {
    return depth == other.depth && pattern == other.pattern && folded_start == other.folded_start;
  }
};

class Reading {
 public:
  // The text as it stands.
  Reading(const Ruleset& ruleset, NormaliseMode mode);

  // Adds bytes of the original, or says that there are no more.
  void append(std::string_view original);
  void complete();

  // The reading with one decoder more; null if it says the same.
  [[nodiscard]] Reading* decoded() const { return decoded_.get(); }

  // Finds out which matches have become overlong and from where on the text must be held back; a
  // position of the original. If `is_final`, nothing is.
  [[nodiscard]] Result<size_t> held_from(bool is_final);

  // Searches the undecided text and appends the candidates that may be decided now, in positions of
  // the original; `undecided` comes down to where the first other one begins.
  // REQUIRES: held_from() was called for this text.
  [[nodiscard]] Status find(bool is_final, std::vector<ScoredMatch>& candidates, size_t& undecided);
  // How many bodies of media were passed over and not searched, here and in what is decoded.
  [[nodiscard]] size_t media() const {
    return media_ + (decoded_ == nullptr ? 0 : decoded_->media());
  }
  // What the search found; the raw matches, and where one begins in the original.
  // REQUIRES: find(), and no rest() since.
  [[nodiscard]] bool is_cut_short() const { return search_->is_cut_short(); }
  [[nodiscard]] const std::vector<RawMatch>& matches() const { return search_->matches(); }
  [[nodiscard]] size_t start_of(const RawMatch& match) const { return start_of(match.start); }

  // `original`, or the beginning of the unit of this reading that it lies in; and the end likewise.
  [[nodiscard]] size_t floor_of(size_t original) const;
  [[nodiscard]] size_t ceiling_of(size_t original) const;
  // Everything before `original` is decided. REQUIRES: floor_of(original) == original.
  void decide_before(size_t original);
  void add_runs(std::vector<OriginalRun>& runs) const;

  // Gives back the working space of find(), which would be most of what an idle stream holds.
  void rest();
  [[nodiscard]] const SearchWork& work() const { return work_; }

 private:
  Reading(const Reading& other);
  void take(std::string_view input, bool is_final);
  void wait_for_later_decoders(const Decoder& before, std::string_view input);
  void begin_decoded(const Decoder& decoder, size_t input_begin);
  void feed_decoded(std::string_view input, size_t input_begin, bool is_final);
  [[nodiscard]] bool differs_behind(size_t original) const;
  [[nodiscard]] DecodedPlaces decoded_places() const;
  [[nodiscard]] bool is_settled(const RawMatch& raw, ContextWords& context) const;
  [[nodiscard]] Verdict verdict_of(const RawMatch& raw, ContextWords& context,
                                   bool* looked_beyond) const;
  void assess_one(const RawMatch& raw, size_t first, ContextWords& context,
                  std::vector<ScoredMatch>& candidates) const;
  [[nodiscard]] bool choose_rule(std::string_view finding, ScoredMatch& match) const;
  void add_flagged_runs(size_t undecided, std::vector<ScoredMatch>& candidates) const;
  [[nodiscard]] size_t start_of(size_t folded) const;
  [[nodiscard]] size_t end_of(size_t folded) const;

  Ruleset ruleset_;
  TextBuffer text_;
  OffsetMap input_;  // what text_ was given to the original
  HoldBack hold_back_;
  std::unique_ptr<CandidateSearch> search_;  // while there is something to find
  SearchWork work_;
  size_t held_ = 0;     // folded
  size_t decided_ = 0;  // folded: everything that starts before is decided

  size_t depth_ = 0;
  std::vector<size_t> units_;   // of the input: where something was decoded
  std::vector<size_t> breaks_;  // of the input: where a line was joined to the next
  Decoder decoder_;
  std::string waiting_;  // of the input: not decided by decoder_, or one that is not there yet
  Decoded piece_;
  size_t media_ = 0;
  std::unique_ptr<Reading> decoded_;
};

}  // namespace weir
