#include "gateway/inspection.h"

#include "base/json_edit.h"

namespace weir {
namespace {

// A finding names the string that it starts in, with offsets in that string.
LoggedFinding logged_at(const Finding& finding, const JsonIndex& index, const LeafSet& leaves,
                        size_t leaf, bool in_answer) {
  LeafPlace place = leaves.place(index, leaf, finding.start);
  LoggedFinding out = logged(finding, std::move(place.pointer), in_answer);
  out.end = static_cast<int64_t>(place.offset + finding.end - finding.start);
  out.start = static_cast<int64_t>(place.offset);
  return out;
}

void take_leaf(const ScanResult& result, const JsonIndex& index, const LeafSet& leaves, size_t leaf,
               bool in_answer, Inspection& out) {
  for (const Edit& edit : result.edits) {
    out.edits.push_back({leaf, edit.start, edit.end, edit.replacement});
    out.log_edits.push_back(out.edits.back());
  }
  for (const Finding& finding : result.findings) {
    out.findings.push_back(logged_at(finding, index, leaves, leaf, in_answer));
    if (finding.action == GuardrailAction::kFlag) {
      out.log_edits.push_back({leaf, finding.start, finding.end, placeholder(finding.entity)});
    }
  }
  if (!result.verdict.blocked) return;
  if (out.status.ok()) {
    out.status = blocked(result.verdict, leaves.pointer(index, leaf), in_answer);
  }
  // Nothing behind the blocking match was read, so nothing of it goes on record.
  const bool has_place =
      !result.findings.empty() && result.findings.back().action == GuardrailAction::kBlock;
  const size_t start = has_place ? result.findings.back().start : 0;
  std::erase_if(out.log_edits,
                [&](const LeafEdit& e) { return e.leaf == leaf && e.start >= start; });
  out.log_edits.push_back({leaf, start, leaves.text(index, leaf).size(),
                           placeholder(has_place ? result.verdict.entity : "WITHHELD")});
}

}  // namespace

Inspection inspect(const Ruleset& rules, const JsonIndex& index, const LeafSet& leaves,
                   bool in_answer) {
  Inspection out;
  if (rules.empty()) return out;
  for (size_t leaf = 0; leaf < leaves.size(); ++leaf) {
    const bool is_json = leaves.kind(leaf) == LeafKind::kToolArguments;
    const auto result =
        scan(rules, leaves.text(index, leaf), is_json ? TextMode::kJson : TextMode::kPlain);
    if (!result.ok()) {
      out.status = result.status();
      return out;
    }
    ++out.leaves_scanned;
    take_leaf(result.value(), index, leaves, leaf, in_answer, out);
  }
  return out;
}

Status check_unscanned(const std::vector<UnscannedPart>& parts, Unscanned policy) {
  if (parts.empty() || policy == Unscanned::kAllow) return {};
  return Status(
             Code::kBlocked, "guardrail.unscanned",
             "a part of kind " + parts.front().kind +
                 " cannot be scanned, and the endpoint's guardrails say \"unscanned\": \"block\"")
      .with_details("{\"leaf\":" + json_quoted(parts.front().pointer) +
                    ",\"kind\":" + json_quoted(parts.front().kind) + "}");
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
