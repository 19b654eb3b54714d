#include "gateway/inspection.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/json_edit.h"
#include "gateway/leaf_scan.h"

namespace weir {
namespace {

// The "type" that a part says it is; any text may stand there.
std::string named_kind(const std::string& kind) {
  constexpr size_t kMaxBytes = 32;
  const bool is_word = kind.size() <= kMaxBytes &&
                       std::all_of(kind.begin(), kind.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  return is_word ? kind : "part";
}

// Takes what was found in the leaves of one body.
class Inspector {
 public:
  Inspector(const Ruleset& rules, const JsonIndex& index, const LeafSet& leaves, bool in_answer)
      : index_(index), leaves_(leaves), in_answer_(in_answer), paths_(rules, index) {}

  void take(const LeafScan& scan, size_t leaf) {
    const size_t first_log_edit = out_.log_edits.size();
    for (const Edit& edit : scan.edits) {
      out_.edits.push_back({leaf, edit.start, edit.end, edit.replacement});
      out_.log_edits.push_back(out_.edits.back());
    }
    for (const Finding& finding : scan.findings) take_finding(finding, leaf);
    if (scan.verdict.blocked) take_block(scan, leaf, first_log_edit);
    ++out_.leaves_scanned;
    const JsonNode node = leaves_.node(leaf);
    if (out_.leaves.size() < kMaxLoggedLeaves) {
      out_.leaves.push_back({paths_.of(node), leaves_.kind(leaf) == LeafKind::kKey, {}});
    }
    out_.media_count += static_cast<int64_t>(scan.media);
    for (size_t i = 0; i < scan.media && out_.media.size() < kMaxLoggedLeaves; ++i) {
      out_.media.push_back({"media", index_.pointer(node)});
    }
  }

  Inspection done(Status fault) {
    if (!fault.ok()) out_.status = std::move(fault);
    out_.keys_scanned = paths_.keys_scanned();
    return std::move(out_);
  }

 private:
  void take_finding(const Finding& finding, size_t leaf) {
    ++out_.finding_count;
    const bool blocks = finding.action == GuardrailAction::kBlock;
    const bool has_room = out_.findings.size() < kMaxInspectionFindings;
    if (has_room) {
      out_.findings.push_back(logged_at(finding, leaf));
    } else if (blocks && out_.findings.back().action != name_of(GuardrailAction::kBlock)) {
      out_.findings.back() = logged_at(finding, leaf);  // what a call failed for is told
    }
    if (finding.action == GuardrailAction::kFlag) {
      out_.log_edits.push_back({leaf, finding.start, finding.end, placeholder(finding.entity)});
    }
  }

  // A finding names the string that it starts in, with offsets in that string.
  LoggedFinding logged_at(const Finding& finding, size_t leaf) {
    const LeafPlace place = leaves_.place(leaf, finding.start);
    LoggedFinding out = logged(finding, paths_.of(place.node), in_answer_);
    out.end = static_cast<int64_t>(place.offset + finding.end - finding.start);
    out.start = static_cast<int64_t>(place.offset);
    return out;
  }

  // Nothing behind the blocking match was read, so nothing of it goes on record.
  void take_block(const LeafScan& scan, size_t leaf, size_t first_log_edit) {
    if (out_.status.ok()) {
      out_.status = blocked(scan.verdict, paths_.of(leaves_.node(leaf)), in_answer_);
    }
    const auto first = out_.log_edits.begin() + static_cast<std::ptrdiff_t>(first_log_edit);
    const auto is_behind = [&scan](const LeafEdit& edit) { return edit.start >= scan.blocked_at; };
    out_.log_edits.erase(std::remove_if(first, out_.log_edits.end(), is_behind),
                         out_.log_edits.end());
    const bool has_place = !scan.blocked_entity.empty();
    out_.log_edits.push_back({leaf, scan.blocked_at, leaves_.text(index_, leaf).size(),
                              placeholder(has_place ? scan.blocked_entity : "WITHHELD")});
  }

  const JsonIndex& index_;
  const LeafSet& leaves_;
  bool in_answer_;
  RedactedPaths paths_;
  Inspection out_;
};

}  // namespace

Inspection inspect(const Ruleset& rules, const JsonIndex& index, const LeafSet& leaves,
                   bool in_answer) {
  if (rules.empty()) return {};
  Inspector inspector(rules, index, leaves, in_answer);
  for (size_t leaf = 0; leaf < leaves.size(); ++leaf) {
    const auto found = scan_leaf(rules, index, leaves, leaf);
    if (!found.ok()) return inspector.done(found.status());
    inspector.take(*found, leaf);
  }
  return inspector.done({});
}

void note_unscanned(const Ruleset& rules, const std::vector<UnscannedPart>& parts,
                    Inspection& inspection) {
  std::vector<LoggedLeaf> all;
  for (const std::vector<UnscannedPart>* list : {&parts, &std::as_const(inspection.media)}) {
    for (const UnscannedPart& part : *list) {
      if (all.size() == kMaxLoggedLeaves) break;
      all.push_back({redacted_pointer(rules, part.pointer), false, named_kind(part.kind)});
    }
  }
  const size_t room = std::min(kMaxLoggedLeaves - all.size(), inspection.leaves.size());
  std::move(inspection.leaves.begin(),
            inspection.leaves.begin() + static_cast<std::ptrdiff_t>(room), std::back_inserter(all));
  inspection.leaves = std::move(all);
}

Status check_unscanned(const std::vector<UnscannedPart>& parts, Unscanned policy) {
  if (parts.empty() || policy == Unscanned::kAllow) return {};
  // The way there may lead through keys that nobody has looked at.
  const std::string pointer = masked_pointer(parts.front().pointer);
  const std::string kind = named_kind(parts.front().kind);
  return Status(
             Code::kBlocked, "guardrail.unscanned",
             "a part of kind " + kind +
                 " cannot be scanned, and the endpoint's guardrails say \"unscanned\": \"block\"")
      .with_details("{\"leaf\":" + json_quoted(pointer) + ",\"kind\":" + json_quoted(kind) + "}");
}

Status blocked(const ScanVerdict& verdict, std::string_view leaf, bool in_answer) {
  const std::string side = in_answer ? "the answer" : "the request";
  if (verdict.entity.empty()) {
    return Status(Code::kBlocked, verdict.reason,
                  side + " holds more candidates than the guardrails can look at: shorten it")
        .with_details("{\"leaf\":" + json_quoted(leaf) + "}");
  }
  return Status(Code::kBlocked, verdict.reason,
                "guardrail " + std::string(verdict.guardrail) + " does not let " +
                    std::string(verdict.entity) + " pass in " + side)
      .with_details("{\"guardrail\":" + json_quoted(verdict.guardrail) + ",\"entity\":" +
                    json_quoted(verdict.entity) + ",\"leaf\":" + json_quoted(leaf) +
                    ",\"in_answer\":" + (in_answer ? "true" : "false") + "}");
}

std::string_view name_of(GuardrailAction action) {
  switch (action) {
    case GuardrailAction::kFlag:
      return "flag";
    case GuardrailAction::kMask:
      return "mask";
    case GuardrailAction::kBlock:
      return "block";
  }
  return "block";
}

LoggedFinding logged(const Finding& finding, std::string leaf, bool in_answer) {
  LoggedFinding out;
  out.entity = finding.entity;
  out.leaf = std::move(leaf);
  out.in_answer = in_answer;
  out.start = static_cast<int64_t>(finding.start);
  out.end = static_cast<int64_t>(finding.end);
  out.score = finding.score;
  out.action = name_of(finding.action);
  return out;
}

std::string placeholder(std::string_view entity) {
  std::string text(1, '<');
  text.append(entity).push_back('>');
  return text;
}

}  // namespace weir
