// Builds the automata of a set's detectors: few enough patterns in each that their states do not
// multiply.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/status.h"
#include "guardrails/compiled_patterns.h"
#include "guardrails/regex/byte_set.h"
#include "guardrails/regex/syntax_tree.h"

namespace weir {

class DetectorAutomata {
 public:
  // Both must outlive this; `trees` are those of `patterns`, by index.
  DetectorAutomata(std::span<const CompiledPattern> patterns, std::span<const regex::Ast> trees)
      : patterns_(patterns), trees_(trees) {}

  // Automata for `members`; their indexes are appended to `out`. Detectors whose matches begin with
  // a byte of `anchor` share none with the others, which are tried at more places.
  // Fault: kInternal "detector.automaton".
  [[nodiscard]] Status add(std::vector<uint32_t> members, const regex::ByteSet& anchor,
                           std::vector<uint32_t>& out);

  [[nodiscard]] std::vector<DetectorAutomaton> take() { return std::move(automata_); }

 private:
  [[nodiscard]] Result<size_t> lead_of(uint32_t pattern, const regex::ByteSet& anchor) const;
  [[nodiscard]] Status build(std::span<const uint32_t> members, const regex::ByteSet& anchor,
                             std::vector<uint32_t>& out);
  [[nodiscard]] std::optional<regex::Automaton> automaton_of(
      std::span<const uint32_t> members) const;

  std::span<const CompiledPattern> patterns_;
  std::span<const regex::Ast> trees_;
  std::vector<DetectorAutomaton> automata_;
};

}  // namespace weir
