#include "gateway/leaf_scan.h"

#include <algorithm>
#include <utility>

namespace weir {
namespace {

void note_verdict(const ScanResult& result, size_t shift, LeafScan& out) {
  if (!result.verdict.blocked) return;
  const bool has_place =
      !result.findings.empty() && result.findings.back().action == GuardrailAction::kBlock;
  const size_t start = has_place ? result.findings.back().start + shift : 0;
  if (!out.verdict.blocked || start < out.blocked_at) {
    out.blocked_at = start;
    out.blocked_entity = has_place ? result.findings.back().entity : std::string_view();
  }
  if (!out.verdict.blocked) out.verdict = result.verdict;
}

template <typename Range>
void append_shifted(std::vector<Range> ranges, size_t shift, std::vector<Range>& out) {
  for (Range& range : ranges) {
    range.start += shift;
    range.end += shift;
    out.push_back(std::move(range));
  }
}

}  // namespace

std::vector<Finding> merged(const std::vector<Finding>& whole, const std::vector<Finding>& parts) {
  std::vector<Finding> out;
  out.reserve(whole.size() + parts.size());
  auto next = whole.begin();
  for (const Finding& finding : parts) {
    for (; next != whole.end() && next->end <= finding.start; ++next) out.push_back(*next);
    const bool is_known = next != whole.end() && next->start < finding.end;
    if (!is_known) out.push_back(finding);
  }
  out.insert(out.end(), next, whole.end());
  return out;
}

std::vector<Edit> merged(std::vector<Edit> whole, std::vector<Edit> parts) {
  std::vector<Edit> out;
  out.reserve(whole.size() + parts.size());
  bool has_whole = false;  // in the last edit of `out`
  auto of_whole = whole.begin();
  auto of_parts = parts.begin();
  while (of_whole != whole.end() || of_parts != parts.end()) {
    const bool takes_whole =
        of_parts == parts.end() || (of_whole != whole.end() && of_whole->start <= of_parts->start);
    Edit& edit = takes_whole ? *of_whole++ : *of_parts++;
    if (out.empty() || edit.start >= out.back().end) {
      out.push_back(std::move(edit));
      has_whole = takes_whole;
      continue;
    }
    out.back().end = std::max(out.back().end, edit.end);
    if (takes_whole && !has_whole) out.back().replacement = std::move(edit.replacement);
    has_whole = has_whole || takes_whole;
  }
  return out;
}

Result<LeafScan> scan_leaf(const Ruleset& rules, const JsonIndex& index, const LeafSet& leaves,
                           size_t leaf) {
  const bool is_json = leaves.kind(leaf) == LeafKind::kToolArguments;
  const auto read = [&](std::string_view text) {
    return is_json ? scan(rules, text, TextMode::kJson) : scan_prose(rules, text);
  };
  const std::string_view text = leaves.text(index, leaf);
  auto whole = read(text);
  if (!whole.ok()) return whole.status();
  LeafScan out;
  note_verdict(*whole, 0, out);
  out.findings = std::move(whole->findings);
  out.edits = std::move(whole->edits);
  const auto parts = leaves.parts(index, leaf);
  if (parts.size() == 1) return out;
  std::vector<Finding> findings;
  std::vector<Edit> edits;
  for (const std::string_view part : parts) {
    auto alone = read(part);
    if (!alone.ok()) return alone.status();
    const auto shift = static_cast<size_t>(part.data() - text.data());
    note_verdict(*alone, shift, out);
    append_shifted(std::move(alone->findings), shift, findings);
    append_shifted(std::move(alone->edits), shift, edits);
  }
  out.findings = merged(out.findings, findings);
  out.edits = merged(std::move(out.edits), std::move(edits));
  return out;
}

}  // namespace weir
