// Turns decided findings into released text, edits and the list of findings.
//
// Works from left to right and looks back at nothing: what starts inside a part that is already
// masked only prolongs it.
//
// A JSON text stays JSON: json_mask.h has the rules.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "guardrails/detector_set.h"
#include "guardrails/finding.h"
#include "guardrails/json_mask.h"
#include "guardrails/original_text.h"
#include "guardrails/reading.h"
#include "guardrails/resolution.h"
#include "guardrails/stream_scanner.h"

namespace weir {

// What is to be done from a place on. Positions of the original text.
struct Decision {
  enum class Kind : uint8_t {
    kFinding,
    kRun,    // an overlong run: it goes on while it is open
    kLimit,  // the text is refused from here on
  };
  Kind kind = Kind::kFinding;
  ScoredMatch match;
  OriginalRun run;  // of kRun
};

class Redactor {
 public:
  Redactor(const Ruleset& ruleset, TextMode mode) : ruleset_(ruleset), mode_(mode) {}

  // Carries out `decisions`, which all start before `to` and hold everything that does, and
  // releases the text up to there; sorts them. `is_final`: the text ends at `to`.
  void advance(const OriginalText& text, const std::vector<OriginalRun>& runs,
               std::vector<Decision>& decisions, size_t to, bool is_final, std::string* released);

  // Refuses the rest, wherever the text stands.
  void refuse();

  [[nodiscard]] const ScanVerdict& verdict() const { return verdict_; }
  [[nodiscard]] std::vector<Finding> take_findings() { return std::exchange(findings_, {}); }
  [[nodiscard]] std::vector<Edit> take_edits() {
    return mode_ == TextMode::kJson ? json_.take_edits() : std::exchange(edits_, {});
  }
  // The original bytes before this one are not needed any more.
  [[nodiscard]] size_t original_done() const { return original_done_; }

 private:
  struct Open {  // a finding whose end is not reached
    Finding finding;
    size_t end = 0;
    Edit edit;
  };
  void carry_out(const OriginalText& text, const std::vector<OriginalRun>& runs,
                 const Decision& decision, std::string* released);
  void block(const OriginalText& text, const Decision& decision, std::string* released);
  void begin_mask(const OriginalText& text, const ScoredMatch& match, std::string* released);
  void end_mask(const OriginalText& text, std::string* released);
  void end_flag(size_t limit);
  // Releases up to there; unless `all`, half a character at the end waits.
  void release(const OriginalText& text, size_t original_to, bool all, std::string* released);
  // Masks up to there.
  void pass_over(const OriginalText& text, size_t original_to, std::string* released);
  void follow_runs(const std::vector<OriginalRun>& runs);
  [[nodiscard]] Finding finding_of(const ScoredMatch& match) const;

  Ruleset ruleset_;
  TextMode mode_;
  ScanVerdict verdict_;
  std::vector<Finding> findings_;
  std::vector<Edit> edits_;
  std::unique_ptr<Open> mask_;
  std::unique_ptr<Open> flag_;
  std::vector<OriginalRun> open_runs_;  // that the mask goes on with
  size_t original_done_ = 0;            // released or masked up to here
  JsonMask json_;                       // kJson: makes the edits
};

}  // namespace weir
