// The one machine behind streams and whole texts: readings, each with its buffer, hold-back and
// search; then resolution and redaction, in this order for every piece. stream_scanner.h says what
// it promises, and why the pieces do not matter: a candidate is decided only when all of the text
// that it depends on is there, and what is decided begins where the last decision ended.
//
// All positions are of the original text. Where a reading decodes, decisions never fall inside one
// of its units, so that each reading goes on from a place that it has, too.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "guardrails/detector_set.h"
#include "guardrails/original_text.h"
#include "guardrails/reading.h"
#include "guardrails/redactor.h"
#include "guardrails/stream_scanner.h"

namespace weir {

class ScanMachine {
 public:
  // What is given at once is looked at in pieces of this size.
  static constexpr size_t kPieceBytes = 32768;
  // More raw matches than this that start in one kBlockBytes of the text are refused: "scan.limit".
  static constexpr size_t kBlockBytes = 16384;
  static constexpr size_t kMaxMatchesPerBlock = 32768;

  ScanMachine(const Ruleset& ruleset, TextMode mode);

  // `released` may be null: then only findings and edits are made.
  [[nodiscard]] Status push(std::string_view delta, std::string* released);
  [[nodiscard]] Status finish(std::string* released);
  // Both for a text that is given whole: its last piece is known to be the last.
  [[nodiscard]] Status scan_whole(std::string_view text);

  [[nodiscard]] Redactor& redactor() { return redactor_; }
  [[nodiscard]] const Redactor& redactor() const { return redactor_; }
  // Of the text as it stands.
  [[nodiscard]] const SearchWork& work() const { return reading_.work(); }
  [[nodiscard]] size_t media() const { return reading_.media(); }
  // Bytes that are not decided yet.
  [[nodiscard]] size_t held_bytes() const { return original_.end() - decided_; }

 private:
  [[nodiscard]] Status step(bool is_final, std::string* released);
  [[nodiscard]] Result<size_t> held_from(bool is_final);
  [[nodiscard]] Status find(bool is_final, size_t& undecided);
  void sort_candidates(size_t undecided, bool is_final);
  [[nodiscard]] size_t floor_of(size_t original) const;
  [[nodiscard]] size_t ceiling_of(size_t original) const;
  [[nodiscard]] size_t decide(size_t undecided, bool is_final);
  void widen_to_units();
  void add_runs(size_t to);
  void count_matches(size_t to);

  Ruleset ruleset_;
  OriginalText original_;
  Reading reading_;
  Redactor redactor_;
  std::vector<ScoredMatch> candidates_;
  std::vector<Decision> decisions_;
  std::vector<OriginalRun> runs_;
  size_t decided_ = 0;  // everything that starts before is decided
  size_t block_ = 0;    // of kBlockBytes, in which matches are counted
  size_t block_matches_ = 0;
};

}  // namespace weir
