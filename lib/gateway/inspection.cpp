#include "gateway/inspection.h"

#include <algorithm>

#include "base/json_edit.h"
#include "providers/openai/words.h"

namespace weir {
namespace {

bool is_ordinal(std::string_view token) {
  constexpr size_t kMaxDigits = 8;  // fewer than any identifier has
  return token.size() <= kMaxDigits &&
         std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_plain(std::string_view token) {
  return openai::is_format_key(token) || is_ordinal(token);
}

std::string unescaped(std::string_view token) {
  std::string out;
  for (size_t i = 0; i < token.size(); ++i) {
    const bool is_escape = token[i] == '~' && i + 1 < token.size();
    out += is_escape ? (token[++i] == '0' ? '~' : '/') : token[i];
  }
  return out;
}

template <typename Replace>
std::string with_each_token(std::string_view pointer, Replace replace) {
  std::string out;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);  // the slash
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    if (is_plain(token)) {
      out.append(1, '/').append(token);
    } else {
      append_json_pointer_token(out, replace(unescaped(token)));
    }
  }
  return out;
}

// The "type" that a part says it is; any text may stand there.
std::string named_kind(const std::string& kind) {
  constexpr size_t kMaxBytes = 32;
  const bool is_word = kind.size() <= kMaxBytes &&
                       std::all_of(kind.begin(), kind.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
  return is_word ? kind : "part";
}

// A name as programmers give them, and no prose.
bool is_name(std::string_view key) {
  constexpr size_t kMaxBytes = 64;
  return key.size() <= kMaxBytes && std::all_of(key.begin(), key.end(), [](char c) {
           const char lower = static_cast<char>(c | 0x20);
           return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
                  c == '-' || c == '.';
         });
}

// A path stands in reports, errors and the log: of a key that is text it tells what was found.
std::string redacted_key(const Ruleset& rules, const std::string& key) {
  const auto result = scan(rules, key);
  if (!result.ok() || result->verdict.blocked) return placeholder("WITHHELD");
  if (!result->findings.empty()) return placeholder(result->findings.front().entity);
  return is_name(key) ? key : "*";
}

// A finding names the string that it starts in, with offsets in that string.
LoggedFinding logged_at(const Ruleset& rules, const Finding& finding, const JsonIndex& index,
                        const LeafSet& leaves, size_t leaf, bool in_answer) {
  const LeafPlace place = leaves.place(index, leaf, finding.start);
  LoggedFinding out = logged(finding, redacted_pointer(rules, place.pointer), in_answer);
  out.end = static_cast<int64_t>(place.offset + finding.end - finding.start);
  out.start = static_cast<int64_t>(place.offset);
  return out;
}

template <typename Range>
bool overlap(const Range& a, const Range& b) {
  return a.start < b.end && b.start < a.end;
}

// Adds what a part of a joined text holds by itself, `shift` bytes into it. An edit that meets
// another one becomes one with it.
void add_part(ScanResult part, size_t shift, ScanResult& whole) {
  for (Finding& finding : part.findings) {
    finding.start += shift;
    finding.end += shift;
    const bool is_known = std::any_of(whole.findings.begin(), whole.findings.end(),
                                      [&](const Finding& f) { return overlap(f, finding); });
    if (!is_known) whole.findings.push_back(finding);
  }
  for (Edit& edit : part.edits) {
    edit.start += shift;
    edit.end += shift;
    const auto met = std::find_if(whole.edits.begin(), whole.edits.end(),
                                  [&](const Edit& e) { return overlap(e, edit); });
    if (met == whole.edits.end()) {
      whole.edits.push_back(std::move(edit));
    } else {
      met->start = std::min(met->start, edit.start);
      met->end = std::max(met->end, edit.end);
    }
  }
  // The blocking finding of a result is its last one, and so it is here.
  if (part.verdict.blocked && !whole.verdict.blocked) whole.verdict = part.verdict;
}

// The parts of a message are read as one text, so that nothing leaks at their seams, and each by
// itself, so that nothing hides behind the letters of its neighbour.
Result<ScanResult> scan_leaf(const Ruleset& rules, const JsonIndex& index, const LeafSet& leaves,
                             size_t leaf) {
  const bool is_json = leaves.kind(leaf) == LeafKind::kToolArguments;
  const TextMode mode = is_json ? TextMode::kJson : TextMode::kPlain;
  const std::string_view text = leaves.text(index, leaf);
  auto whole = scan(rules, text, mode);
  if (!whole.ok()) return whole;
  const auto parts = leaves.parts(index, leaf);
  if (parts.size() == 1) return whole;
  for (const std::string_view part : parts) {
    auto alone = scan(rules, part, mode);
    if (!alone.ok()) return alone;
    add_part(std::move(alone).value(), static_cast<size_t>(part.data() - text.data()), *whole);
  }
  return whole;
}

void take_leaf(const Ruleset& rules, const ScanResult& result, const JsonIndex& index,
               const LeafSet& leaves, size_t leaf, bool in_answer, Inspection& out) {
  for (const Edit& edit : result.edits) {
    out.edits.push_back({leaf, edit.start, edit.end, edit.replacement});
    out.log_edits.push_back(out.edits.back());
  }
  for (const Finding& finding : result.findings) {
    out.findings.push_back(logged_at(rules, finding, index, leaves, leaf, in_answer));
    if (finding.action == GuardrailAction::kFlag) {
      out.log_edits.push_back({leaf, finding.start, finding.end, placeholder(finding.entity)});
    }
  }
  if (!result.verdict.blocked) return;
  if (out.status.ok()) {
    out.status =
        blocked(result.verdict, redacted_pointer(rules, leaves.pointer(index, leaf)), in_answer);
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
    const auto result = scan_leaf(rules, index, leaves, leaf);
    if (!result.ok()) {
      out.status = result.status();
      return out;
    }
    ++out.leaves_scanned;
    take_leaf(rules, result.value(), index, leaves, leaf, in_answer, out);
  }
  return out;
}

std::string redacted_pointer(const Ruleset& rules, std::string_view pointer) {
  return with_each_token(pointer,
                         [&rules](const std::string& key) { return redacted_key(rules, key); });
}

Status check_unscanned(const std::vector<UnscannedPart>& parts, Unscanned policy) {
  if (parts.empty() || policy == Unscanned::kAllow) return {};
  // The way there may lead through keys that nobody has looked at.
  const std::string pointer =
      with_each_token(parts.front().pointer, [](const std::string&) { return "*"; });
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
