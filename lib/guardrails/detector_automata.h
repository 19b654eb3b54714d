// Builds the automata of a set's detectors: few enough patterns in each that their states do not
// multiply.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/status.h"
#include "guardrails/compiled_patterns.h"
#include "guardrails/pattern_matcher.h"
#include "guardrails/regex/byte_set.h"
#include "guardrails/regex/syntax_tree.h"

namespace weir {

class DetectorAutomata {
 public:
  // All must outlive this; `trees` are those of `patterns`, by index. `matcher` keeps what was
  // built.
  DetectorAutomata(std::span<const CompiledPattern> patterns, std::span<const regex::Ast> trees,
                   const PatternMatcher& matcher)
      : patterns_(patterns), trees_(trees), matcher_(matcher) {}

  // Automata for `members`; their indexes are appended to `out`. Detectors whose matches begin with
  // a byte of `anchor` share none with the others, which are tried at more places, nor do those
  // that need a context word, which are tried at fewer. Fault: kInternal "detector.automaton".
  [[nodiscard]] Status add(const std::vector<uint32_t>& members, const regex::ByteSet& anchor,
                           std::vector<uint32_t>& out);

  [[nodiscard]] std::vector<DetectorAutomaton> take() { return std::move(automata_); }

 private:
  using Form = std::vector<uint32_t>;  // detectors with one expression

  [[nodiscard]] Digest key_of(std::span<const uint32_t> members,
                              const regex::ByteSet& anchor) const;
  [[nodiscard]] bool read(std::string_view kept, std::span<const uint32_t> members);
  [[nodiscard]] std::string bytes_from(size_t first, std::span<const uint32_t> members) const;
  [[nodiscard]] Status build_all(std::span<const uint32_t> members, const regex::ByteSet& anchor);
  void describe(DetectorAutomaton& automaton) const;
  [[nodiscard]] std::vector<Form> forms_of(std::span<const uint32_t> members) const;
  [[nodiscard]] Result<size_t> lead_of(uint32_t pattern, const regex::ByteSet& anchor) const;
  [[nodiscard]] Status build(std::span<const Form> forms, const regex::ByteSet& anchor);
  [[nodiscard]] std::optional<regex::Automaton> automaton_of(std::span<const Form> forms) const;

  std::span<const CompiledPattern> patterns_;
  std::span<const regex::Ast> trees_;
  const PatternMatcher& matcher_;
  std::vector<DetectorAutomaton> automata_;
};

}  // namespace weir
