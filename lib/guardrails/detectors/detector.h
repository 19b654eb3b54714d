// A detector: one kind of thing to find, as one row of data.
//
// Rows live in tables (tables.h), one file a country or a family. To add a detector is to add a row
// and, where the format has a checksum, to name its validator. An entity may have several rows
// (forms of different strength); names are those of Presidio where it has one.
//
// How a scanner uses a row:
//   kWindow  run `trigger` over the whole text, `expression` (with start of match) on windows round
//            each trigger; each match is a candidate.
//   kAnchor  run `trigger` over the whole text; for each match, `walk(text, end of match)` gives
//   the
//            candidate, or nothing.
//   kWhole   run `expression` (with start of match) over the whole text; each match is a candidate.
//            It begins with a literal of its own; or else `trigger` is a rare one that every match
//            holds at most `lead` bytes behind its start.
// In all tiers `expression` is the whole language of the candidates, for the stream's hold-back.
// Every candidate goes through assess(). Of several ends for one start all are tried; the longest
// accepted one wins.
//
// Texts are normalised bytes (normaliser/normaliser.h). Validators read at most kLeftContext bytes
// left of the candidate and kRightContext right of it, so that whole and streamed texts get the
// same verdict. Pure data and pure functions; safe for concurrent use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir {

inline constexpr size_t kLeftContext = 64;
inline constexpr size_t kRightContext = 32;

inline constexpr double kContextRaise = 0.35;     // what a context word adds to a score
inline constexpr double kContextMinimum = 0.4;    // and the least that it makes of it, if a row
                                                  // does not say otherwise
inline constexpr double kDefaultThreshold = 0.5;  // for policies that set none

enum class Tier : uint8_t { kWindow, kAnchor, kWhole };

// A possible match: text[start, end). `text` is what there is to look at; it begins at the text's
// own beginning or at least kLeftContext bytes before `start`, and likewise on the right.
struct Candidate {
  std::string_view text;
  size_t start = 0;
  size_t end = 0;
  // Set when a byte behind the end of `text` was asked for: where more of the text is to come, the
  // verdict may be another one then. Null: nobody wants to know.
  bool* looked_beyond = nullptr;

  [[nodiscard]] std::string_view match() const { return text.substr(start, end - start); }
  // The byte `distance` before the start or behind the end (0: the nearest); 0 where there is none.
  [[nodiscard]] char before(size_t distance = 0) const {
    return distance < start ? text[start - 1 - distance] : '\0';
  }
  [[nodiscard]] char after(size_t distance = 0) const {
    if (end + distance < text.size()) return text[end + distance];
    note_beyond();
    return '\0';
  }
  void note_beyond() const {
    if (looked_beyond != nullptr) *looked_beyond = true;
  }
  // The same for a verdict that looks at all of the right context.
  void note_right_context() const {
    if (text.size() - end < kRightContext) note_beyond();
  }
  // A part of the text instead.
  [[nodiscard]] Candidate at(size_t from, size_t to) const {
    return {text, from, to, looked_beyond};
  }
};

struct Verdict {
  bool accepted = false;
  double score = 0;  // 0 to 1
  size_t start = 0;  // the finding, which may be trimmed
  size_t end = 0;
  bool is_named = false;  // a context word stands before it, or has raised the score
};

[[nodiscard]] inline Verdict refuse() {
  return {};
}
[[nodiscard]] inline Verdict accept(const Candidate& candidate, double score) {
  return {true, score, candidate.start, candidate.end, false};
}

// What a row makes of the numbering plans of a library (numbering_plans.h).
enum class PlanUse : uint8_t {
  kNone,
  kMayDoubt,  // an international number of a length that its country does not have scores less
  kConfirm,   // a national number counts if it is valid; without a library the row finds nothing
};

struct Detector;
using Validator = Verdict (*)(const Candidate& candidate, double base_score);
// The candidate round a trigger that ends at `trigger_end`; start == end where there is none.
using Walk = Candidate (*)(std::string_view text, size_t trigger_end);

struct Detector {
  std::string_view entity;
  std::string_view country = {};  // ISO 3166-1, lower case; empty: none
  std::string_view groups;        // separated by spaces
  // Found where its entity or group is named, not with the group's family ("pii"): what stands in
  // every other text, so that only those who ask for it want it masked.
  bool named_only = false;
  Tier tier = Tier::kWindow;
  std::string_view trigger = {};  // no start of match needed
  size_t lead = 0;                // of kWhole with a trigger
  std::string_view expression;    // PCRE as Hyperscan takes it, over bytes; no UTF-8 mode
  double score = 0;               // before checksum and context
  double entropy = 0;             // least variety of a finding (looks_generated()); 0: not asked
  Validator validate = nullptr;   // null: the expression says it all
  Walk walk = nullptr;            // kAnchor alone
  // Without a context word it never scores more than `score`, whatever the validator makes of it:
  // where that is below the threshold, it is looked for only near one of its words. For forms that
  // are as common as numbers are.
  bool needs_word = false;
  PlanUse plans = PlanUse::kNone;
  // Words that make a weak candidate likely, separated by commas; lower_case(); whole words, or
  // "stem*" for every word that begins so. Looked for on both sides of the match.
  std::string_view context = {};
  // The least that a context word makes of the score. Rows whose words name the thing itself
  // ("passport") may set it to kDefaultThreshold, however weak the form is alone.
  double context_minimum = kContextMinimum;
  // For matches without a bound: the bytes (as an expression class) that go on with the match once
  // it has outgrown the hold-back, and the text that ends it. Empty: the match is bounded.
  std::string_view tail = {};
  std::string_view terminator = {};
  std::string_view description;
  std::string_view source;
};

// Longest finding of any detector; longer runs are masked to their end by `tail`.
inline constexpr size_t kMaxFindingBytes = 16384;

class ContextWords;    // context.h
class NumberingPlans;  // numbering_plans.h

// Validator, context words and numbering plans: the whole verdict on a candidate. Whether it comes
// to `threshold` is for the caller to ask; words that could not make it do are not looked for, nor
// are the plans asked about what does not. `plans` is null in a build without them.
[[nodiscard]] Verdict assess(const Detector& detector, const Candidate& candidate, double threshold,
                             ContextWords& context, const NumberingPlans* plans = nullptr);
[[nodiscard]] Verdict assess(const Detector& detector, const Candidate& candidate);

}  // namespace weir
