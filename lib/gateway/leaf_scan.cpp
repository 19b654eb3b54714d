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

Result<LeafScan> scan_leaf(const Ruleset& rules, const JsonIndex& index, const LeafSet& leaves,
                           size_t leaf) {
  const bool is_json = leaves.kind(leaf) == LeafKind::kJsonText;
  const auto read = [&](std::string_view text) {
    return scan(rules, text, is_json ? TextMode::kJson : TextMode::kPlain);
  };
  const std::string_view text = leaves.text(index, leaf);
  auto whole = read(text);
  if (!whole.ok()) return whole.status();
  LeafScan out;
  note_verdict(*whole, 0, out);
  out.media = whole->media;
  out.findings = std::move(whole->findings);
  out.edits = std::move(whole->edits);
  const auto parts = leaves.parts(index, leaf);
  if (parts.size() == 1) return out;
  std::vector<Finding> findings;
  std::vector<Edit> edits;
  size_t media = 0;
  for (const std::string_view part : parts) {
    auto alone = read(part);
    if (!alone.ok()) return alone.status();
    const auto shift = static_cast<size_t>(part.data() - text.data());
    note_verdict(*alone, shift, out);
    media += alone->media;
    append_shifted(std::move(alone->findings), shift, findings);
    append_shifted(std::move(alone->edits), shift, edits);
  }
  out.media = std::max(out.media, media);
  out.findings = merged(out.findings, findings);
  out.edits = merged(std::move(out.edits), std::move(edits));
  return out;
}

}  // namespace weir
