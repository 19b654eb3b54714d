#include <weir/scan.h>

#include <cmath>
#include <deque>
#include <memory>
#include <vector>

#include "c_api/door.h"
#include "c_api/gate_handle.h"
#include "c_api/name_list.h"
#include "c_api/text_handle.h"
#include "c_api/wiring.h"
#include "gateway/inspection.h"
#include "guardrails/detectors/registry.h"
#include "guardrails/stream_scanner.h"

using weir::Code;
using weir::GuardrailPolicy;
using weir::Status;
using namespace weir::c_api;

struct weir_scanner {
  std::shared_ptr<const weir::DetectorSet> detectors;
  weir::Ruleset rules;
};

struct weir_scan {
  std::shared_ptr<const weir::DetectorSet> detectors;  // findings borrow from it
  weir::StreamScanner scanner;
  std::deque<weir::Finding> findings;  // at most WEIR_SCAN_FINDINGS_MAX; never copied to grow
  std::string released;
  bool is_finished = false;
};

namespace {

constexpr double kDefaultThreshold = 0.5;

// A guardrail of no policy, that masks what the list names.
Status from_list(const std::string& detect, double threshold, GuardrailPolicy& out) {
  weir::RulePolicy rule;
  rule.detect = split_names(detect);
  if (rule.detect.empty()) {
    for (const weir::Detector* detector : weir::all_detectors()) {
      if (!detector->named_only) rule.detect.emplace_back(detector->entity);
    }
  }
  for (const std::string& name : rule.detect) {
    if (auto found = weir::find_detectors(name); !found.ok()) return std::move(found).status();
  }
  rule.action = weir::GuardrailAction::kMask;
  rule.threshold = threshold > 0 ? threshold : kDefaultThreshold;
  out.name = "scan";
  out.rules.push_back(std::move(rule));
  return {};
}

Status from_policy(weir_gate* gate, const std::string& name, double threshold,
                   GuardrailPolicy& out) {
  if (gate == nullptr) return null_argument("gate");
  const auto in_force = gate->gate->in_force();
  const GuardrailPolicy* found = in_force->policy.find_guardrail(name);
  if (found == nullptr) {
    return {Code::kInvalidArgument, "guardrail.unknown",
            "the policy has no guardrail of that name"};
  }
  out = *found;
  for (weir::RulePolicy& rule : out.rules) {
    if (threshold > 0) rule.threshold = threshold;
  }
  return {};
}

Status compile(weir_gate* gate, const GuardrailPolicy& guardrail, weir_scanner& out) {
  std::unique_ptr<weir::PatternMatcher> own;
  if (gate == nullptr) {
    auto matcher = pick_matcher();
    if (!matcher.ok()) return std::move(matcher).status();
    own = std::move(matcher).value();
  }
  auto set = weir::DetectorSet::compile({&guardrail, 1}, own ? *own : gate->gate->matcher());
  if (!set.ok()) return std::move(set).status();
  out.detectors = std::move(set).value();
  const size_t first = 0;
  out.rules = out.detectors->ruleset({&first, 1});
  return {};
}

// Takes over what a push or a finish has decided.
Status after(weir_scan& scan, const Status& status) {
  if (!status.ok()) return status;
  for (const weir::Finding& finding : scan.scanner.take_findings()) {
    if (scan.findings.size() == WEIR_SCAN_FINDINGS_MAX) break;
    scan.findings.push_back(finding);
  }
  scan.scanner.take_edits().clear();  // not wanted here: kept, they would grow with the text
  const weir::ScanVerdict& verdict = scan.scanner.verdict();
  return verdict.blocked ? weir::blocked(verdict, "", false) : Status();
}

const weir::Finding* finding_at(const weir_scan* scan, size_t index) noexcept {
  return scan != nullptr && index < scan->findings.size() ? &scan->findings[index] : nullptr;
}

}  // namespace

weir_error* weir_scanner_new(weir_gate* gate, const weir_scanner_options* options,
                             weir_scanner** scanner) noexcept {
  return guarded([&]() -> Status {
    if (scanner == nullptr) return null_argument("scanner");
    *scanner = nullptr;
    weir_scanner_options given = WEIR_SCANNER_OPTIONS_INIT;
    WEIR_RETURN_IF_ERROR(read_options(options, given));
    if (!(given.threshold >= 0 && given.threshold <= 1)) {
      return {Code::kInvalidArgument, "scan.threshold", "threshold must be between 0 and 1"};
    }
    std::string guardrail;
    std::string detect;
    WEIR_RETURN_IF_ERROR(take_text(given.guardrail, given.guardrail_size, "guardrail", guardrail));
    WEIR_RETURN_IF_ERROR(take_text(given.detect, given.detect_size, "detect", detect));
    GuardrailPolicy policy;
    WEIR_RETURN_IF_ERROR(guardrail.empty() ? from_list(detect, given.threshold, policy)
                                           : from_policy(gate, guardrail, given.threshold, policy));
    auto made = std::make_unique<weir_scanner>();
    WEIR_RETURN_IF_ERROR(compile(gate, policy, *made));
    *scanner = made.release();
    return {};
  });
}

void weir_scanner_free(weir_scanner* scanner) noexcept {
  const std::unique_ptr<weir_scanner> owned(scanner);
}

weir_error* weir_scan_new(const weir_scanner* scanner, weir_scan** scan) noexcept {
  return guarded([&]() -> Status {
    if (scan == nullptr) return null_argument("scan");
    *scan = nullptr;
    if (scanner == nullptr) return null_argument("scanner");
    auto made = std::make_unique<weir_scan>(
        weir_scan{scanner->detectors, weir::StreamScanner(scanner->rules), {}, {}, false});
    *scan = made.release();
    return {};
  });
}

void weir_scan_free(weir_scan* scan) noexcept {
  const std::unique_ptr<weir_scan> owned(scan);
}

weir_error* weir_scan_feed(weir_scan* scan, const char* text, size_t size) noexcept {
  return guarded([&]() -> Status {
    if (scan == nullptr) return null_argument("scan");
    WEIR_RETURN_IF_ERROR(check_bytes(text, size, "text"));
    scan->released.clear();
    if (scan->is_finished) {
      return {Code::kInvalidArgument, "scan.finished", "the text has ended: make a new scan"};
    }
    if (size == 0) return {};
    return after(*scan, scan->scanner.push({text, size}, scan->released));
  });
}

weir_error* weir_scan_finish(weir_scan* scan) noexcept {
  return guarded([&]() -> Status {
    if (scan == nullptr) return null_argument("scan");
    scan->released.clear();
    if (std::exchange(scan->is_finished, true)) return {};
    return after(*scan, scan->scanner.finish(scan->released));
  });
}

const char* weir_scan_output(const weir_scan* scan, size_t* size) noexcept {
  return lend(scan == nullptr ? std::string_view() : scan->released, size);
}

size_t weir_scan_finding_count(const weir_scan* scan) noexcept {
  return scan == nullptr ? 0 : scan->findings.size();
}

// Entities and actions are NUL-terminated: they come from string literals or std::string.
const char* weir_scan_finding_entity(const weir_scan* scan, size_t index, size_t* size) noexcept {
  const weir::Finding* finding = finding_at(scan, index);
  return lend(finding == nullptr ? std::string_view() : finding->entity, size);
}

int64_t weir_scan_finding_start(const weir_scan* scan, size_t index) noexcept {
  const weir::Finding* finding = finding_at(scan, index);
  return finding == nullptr ? 0 : static_cast<int64_t>(finding->start);
}

int64_t weir_scan_finding_end(const weir_scan* scan, size_t index) noexcept {
  const weir::Finding* finding = finding_at(scan, index);
  return finding == nullptr ? 0 : static_cast<int64_t>(finding->end);
}

double weir_scan_finding_score(const weir_scan* scan, size_t index) noexcept {
  const weir::Finding* finding = finding_at(scan, index);
  return finding == nullptr ? 0 : finding->score;
}

const char* weir_scan_finding_action(const weir_scan* scan, size_t index, size_t* size) noexcept {
  const weir::Finding* finding = finding_at(scan, index);
  return lend(finding == nullptr ? std::string_view() : weir::name_of(finding->action), size);
}

weir_error* weir_detectors_list(weir_text** json) noexcept {
  return guarded([&]() -> Status {
    if (json == nullptr) return null_argument("json");
    give(weir::detectors_as_json(), json);
    return {};
  });
}
