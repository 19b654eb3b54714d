#include "guardrails/scanner.h"

#include <algorithm>
#include <utility>

#include "guardrails/normaliser/json_escape.h"
#include "guardrails/scan_machine.h"

namespace weir {
namespace {

// What replaces a part of an escape replaces all of it, so that what quotes JSON goes on to.
void widen_to_escapes(std::string_view text, std::vector<Edit>& edits) {
  size_t at = text.find('\\');
  for (Edit& edit : edits) {
    while (at < edit.end) {
      const JsonEscape escape = decode_json_escape(text.substr(at));
      const size_t end = at + std::max<size_t>(1, escape.size);
      if (at < edit.start && edit.start < end) edit.start = at;
      if (edit.start <= at && edit.end < end) edit.end = end;
      at = text.find('\\', end);
    }
  }
}

}  // namespace

Result<ScanResult> scan_prose(const Ruleset& ruleset, std::string_view text) {
  auto plain = scan(ruleset, text);
  if (!plain.ok() || text.find('\\') == std::string_view::npos) return plain;
  if (plain->verdict.blocked) return plain;
  auto escaped = scan(ruleset, text, TextMode::kEscaped);
  if (!escaped.ok()) return escaped;
  widen_to_escapes(text, plain->edits);
  escaped->edits = merged(std::move(plain->edits), std::move(escaped->edits));
  // Where the second reading is blocked its findings end with the reason, as they must.
  if (!escaped->verdict.blocked) {
    escaped->findings = merged(plain->findings, escaped->findings);
  }
  return escaped;
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
