// Finds and redacts in a text that arrives in pieces.
//
// Promises, each a test in tests/streams:
//   - The released text, put together, and the findings are the same for every way of cutting the
//     text into pieces; scan() of the whole text (scanner.h) is the same machine.
//   - No byte of a match that is masked or blocked is ever released.
//   - What is held back is exactly what may still become part of a match, and at most kMaxHeld
//     bytes and what they overlap with. A match that grows beyond kMaxHeld is masked from its start
//     to the end of the run of bytes that its pattern can be made of.
//   - The work is linear in the text whatever the text is.
//
// Which findings are reported when candidates overlap: the stricter action first (block, mask,
// flag), then the higher score, then the longer, then the one more to the left; the others are
// dropped, but bytes of a dropped masking candidate that stick out are masked too, as part of the
// finding that they overlap. So findings never overlap, and come in order of their start.
//
// After a blocking finding nothing further is released or reported: the text up to its start is
// what left.
//
// One scanner serves one text of one stream: per choice, and per channel (content, refusal,
// reasoning, the arguments of each tool call). Not safe for concurrent use.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "guardrails/detector_set.h"
#include "guardrails/finding.h"

namespace weir {

enum class TextMode {
  kPlain,
  // The text is itself JSON, as the arguments of a tool call are: escapes in its strings are
  // understood, and what replaces a bare number is put in quotes, so that it stays JSON.
  kJson,
};

// The longest match that a stream waits for, in bytes of the normalised text.
inline constexpr size_t kMaxHeld = 512;

class StreamScanner {
 public:
  // `ruleset` borrows its DetectorSet, which must outlive the scanner and its findings.
  explicit StreamScanner(const Ruleset& ruleset, TextMode mode = TextMode::kPlain);
  ~StreamScanner();
  StreamScanner(StreamScanner&&) noexcept;
  StreamScanner& operator=(StreamScanner&&) noexcept;

  // Takes the next piece, of any size, and appends to `released` what may leave by now. Pieces may
  // end anywhere, inside a UTF-8 sequence or an escape too. A fault (kInternal) is the engine's:
  // nothing was released, and the scanner is of no further use.
  [[nodiscard]] Status push(std::string_view delta, std::string& released);

  // The text is complete: the rest is decided and released.
  // REQUIRES: not called before.
  [[nodiscard]] Status finish(std::string& released);

  // Blocked is final.
  [[nodiscard]] const ScanVerdict& verdict() const;

  // How many bodies of media have begun in what was pushed: they are recognised, and not scanned.
  [[nodiscard]] size_t media() const;

  // What was found in what has been released or blocked so far, offsets from the start of the text;
  // each finding is handed over once, when its end has been reached.
  [[nodiscard]] std::vector<Finding> take_findings();

  // The same for the replacements that were made.
  [[nodiscard]] std::vector<Edit> take_edits();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace weir
