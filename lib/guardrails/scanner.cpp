#include "guardrails/scanner.h"

#include <utility>

#include "guardrails/scan_machine.h"

namespace weir {
Result<ScanResult> scan(const Ruleset& ruleset, std::string_view text, TextMode mode) {
  ScanMachine machine(ruleset, mode);
  WEIR_RETURN_IF_ERROR(machine.scan_whole(text));
  ScanResult result;
  result.verdict = machine.redactor().verdict();
  result.findings = machine.redactor().take_findings();
  result.edits = machine.redactor().take_edits();
  result.media = machine.media();
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
