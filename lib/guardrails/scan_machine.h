// The one machine behind streams and whole texts: buffer, hold-back, search, resolution, redaction,
// in this order for every piece. stream_scanner.h says what it promises, and why the pieces do not
// matter: a candidate is decided only when all of the text that it depends on is there, and what is
// decided begins where the last decision ended.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "guardrails/candidate_search.h"
#include "guardrails/detector_set.h"
#include "guardrails/hold_back.h"
#include "guardrails/redactor.h"
#include "guardrails/stream_scanner.h"
#include "guardrails/text_buffer.h"

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
  [[nodiscard]] const SearchWork& work() const { return search_.work(); }
  // Folded bytes that are not decided yet.
  [[nodiscard]] size_t held_bytes() const { return text_.end() - decided_; }

 private:
  [[nodiscard]] Status step(bool is_final, std::string* released);
  [[nodiscard]] size_t assess_all(size_t held, bool is_final);
  void assess_one(const RawMatch& raw);
  void add_flagged_runs(size_t undecided);
  [[nodiscard]] size_t decide(size_t undecided, bool is_final);
  void add_runs(size_t to);
  void count_matches(size_t to);

  Ruleset ruleset_;
  TextBuffer text_;
  HoldBack hold_back_;
  CandidateSearch search_;
  Redactor redactor_;
  std::vector<ScoredMatch> candidates_;
  std::vector<Decision> decisions_;
  size_t decided_ = 0;  // folded: everything that starts before is decided
  size_t block_ = 0;    // of kBlockBytes, in which matches are counted
  size_t block_matches_ = 0;
};

}  // namespace weir
