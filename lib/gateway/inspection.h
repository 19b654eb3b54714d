// Every string leaf of a body through a guardrail.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_index.h"
#include "base/status.h"
#include "gateway/redacted_path.h"
#include "guardrails/scanner.h"
#include "inference_log/record.h"
#include "policy/policy.h"
#include "providers/chat_request.h"
#include "providers/leaf.h"

namespace weir {

// Findings that an inspection tells in detail. Edits are not bounded by it: all are made.
inline constexpr size_t kMaxInspectionFindings = 4096;

struct Inspection {
  Status status;                    // kBlocked, or the engine's fault
  std::vector<LeafEdit> edits;      // what is masked
  std::vector<LeafEdit> log_edits;  // the same, and what was blocked or only flagged
  // In the order of the leaves, the first ones; one that blocks is always among them.
  std::vector<LoggedFinding> findings;
  int64_t finding_count = 0;  // all of them
  int64_t leaves_scanned = 0;
  // The first kMaxLoggedLeaves, for the row; to be followed by those that were not scanned.
  std::vector<LoggedLeaf> leaves;
  // Bodies of media inside texts that were scanned; the first ones, and how many there are.
  std::vector<UnscannedPart> media;
  int64_t media_count = 0;
  int64_t keys_scanned = 0;  // for the paths of findings; each key once
};

[[nodiscard]] Inspection inspect(const Ruleset& rules, const JsonIndex& index,
                                 const LeafSet& leaves, bool in_answer);

// Notes the parts of the body that nothing can read, and the media in its texts, for the row: they
// come before the leaves that were scanned.
void note_unscanned(const Ruleset& rules, const std::vector<UnscannedPart>& parts,
                    Inspection& inspection);

// kBlocked "guardrail.unscanned" when there are parts that nothing can read and the policy says
// block.
[[nodiscard]] Status check_unscanned(const std::vector<UnscannedPart>& parts, Unscanned policy);

// The refusal that a verdict means: where and what, never the text.
[[nodiscard]] Status blocked(const ScanVerdict& verdict, std::string_view leaf, bool in_answer);

[[nodiscard]] LoggedFinding logged(const Finding& finding, std::string leaf, bool in_answer);

[[nodiscard]] std::string_view name_of(GuardrailAction action);  // "flag", "mask", "block"

// "<ENTITY>"
[[nodiscard]] std::string placeholder(std::string_view entity);

}  // namespace weir
