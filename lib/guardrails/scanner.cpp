#include "guardrails/scanner.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "guardrails/scan_machine.h"

namespace weir {
namespace {

template <typename Range>
void shift_by(std::vector<Range>& ranges, size_t shift) {
  for (Range& range : ranges) {
    range.start += shift;
    range.end += shift;
  }
}

bool by_start(const Finding& a, const Finding& b) {
  return a.start < b.start;
}

// Both lists are in order and without overlap.
std::vector<Finding> united_findings(std::vector<Finding> first, std::vector<Finding> more) {
  std::vector<Finding> added;
  auto at = first.begin();
  for (Finding& finding : more) {
    while (at != first.end() && at->end <= finding.start) ++at;
    if (at == first.end() || at->start >= finding.end) added.push_back(finding);
  }
  std::vector<Finding> all;
  std::merge(first.begin(), first.end(), added.begin(), added.end(), std::back_inserter(all),
             by_start);
  return all;
}

std::vector<Edit> united_edits(const std::vector<Edit>& first, const std::vector<Edit>& more) {
  std::vector<Edit> sorted;
  std::merge(first.begin(), first.end(), more.begin(), more.end(), std::back_inserter(sorted),
             [](const Edit& a, const Edit& b) { return a.start < b.start; });
  std::vector<Edit> all;
  for (Edit& edit : sorted) {
    if (!all.empty() && edit.start < all.back().end) {
      all.back().end = std::max(all.back().end, edit.end);
    } else {
      all.push_back(std::move(edit));
    }
  }
  return all;
}

}  // namespace

ScanResult united(ScanResult first, ScanResult more, size_t shift) {
  shift_by(more.findings, shift);
  shift_by(more.edits, shift);
  ScanResult out;
  out.edits = united_edits(first.edits, more.edits);
  // The blocking finding of a result is its last one.
  if (first.verdict.blocked) return first;
  if (more.verdict.blocked) {
    out.verdict = more.verdict;
    if (more.findings.empty()) return out;
    const Finding last = more.findings.back();
    std::erase_if(first.findings, [&](const Finding& f) { return f.end > last.start; });
    more.findings.pop_back();
    out.findings = united_findings(std::move(first.findings), std::move(more.findings));
    out.findings.push_back(last);
    return out;
  }
  out.findings = united_findings(std::move(first.findings), std::move(more.findings));
  return out;
}

Result<ScanResult> scan_prose(const Ruleset& ruleset, std::string_view text) {
  auto plain = scan(ruleset, text);
  if (!plain.ok() || text.find('\\') == std::string_view::npos) return plain;
  auto escaped = scan(ruleset, text, TextMode::kEscaped);
  if (!escaped.ok()) return escaped;
  return united(std::move(plain).value(), std::move(escaped).value());
}

Result<ScanResult> scan(const Ruleset& ruleset, std::string_view text, TextMode mode) {
  ScanMachine machine(ruleset, mode);
  WEIR_RETURN_IF_ERROR(machine.scan_whole(text));
  ScanResult result;
  result.verdict = machine.redactor().verdict();
  result.findings = machine.redactor().take_findings();
  result.edits = machine.redactor().take_edits();
  return result;
}

std::string apply(std::string_view text, const std::vector<Edit>& edits) {
  std::string out;
  size_t done = 0;
  for (const Edit& edit : edits) {
    out += text.substr(done, edit.start - done);
    out += edit.replacement;
    done = edit.end;
  }
  return out += text.substr(done);
}

}  // namespace weir
