#include "cases/governed_case.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "support/provider/answer_steps.h"
#include "support/provider/case_script.h"

namespace weir::testing {
namespace {

constexpr std::pair<std::string_view, int32_t> kCodes[] = {
    {"invalid_argument", WEIR_INVALID_ARGUMENT},
    {"invalid_policy", WEIR_INVALID_POLICY},
    {"invalid_request", WEIR_INVALID_REQUEST},
    {"denied", WEIR_DENIED},
    {"blocked", WEIR_BLOCKED},
    {"over_quota", WEIR_OVER_QUOTA},
    {"never_admissible", WEIR_NEVER_ADMISSIBLE},
    {"provider", WEIR_PROVIDER},
    {"timeout", WEIR_TIMEOUT},
    {"cancelled", WEIR_CANCELLED},
    {"unavailable", WEIR_UNAVAILABLE},
    {"unsupported", WEIR_UNSUPPORTED},
};

struct TextExpectation {
  std::string_view section;
  std::optional<std::string> CallStep::*member;
  bool is_json;
};

constexpr TextExpectation kTexts[] = {
    {"answer-body", &CallStep::answer_body, false},
    {"answer-json", &CallStep::answer_json, true},
    {"answer-text", &CallStep::answer_text, false},
    {"answer-headers", &CallStep::answer_headers, false},
    {"events", &CallStep::events, false},
    {"stream-json", &CallStep::stream_json, true},
    {"row", &CallStep::row_json, true},
    {"report", &CallStep::report_json, true},
    {"quotas", &CallStep::quotas_json, true},
};

std::vector<CaseSectionKind> sections() {
  std::vector<CaseSectionKind> known = provider_sections();
  known.push_back({"policy", {"use"}});
  known.push_back({"policy-error", {"code", "reason", "status", "retry-after-ms", "retryable"}});
  known.push_back(
      {"call",
       {"endpoint", "user", "groups", "app", "tags", "deadline", "door", "form", "repeat"}});
  known.push_back({"error", {"code", "reason", "status", "retry-after-ms", "retryable"}});
  known.push_back({"absent", {"in"}});
  known.push_back({"split", {"text"}});
  for (const TextExpectation& text : kTexts) known.push_back({text.section, {}});
  return known;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const size_t size = std::min(text.find(separator), text.size());
    if (size > 0) parts.emplace_back(text.substr(0, size));
    text.remove_prefix(std::min(size + 1, text.size()));
  }
  return parts;
}

bool asks_for_stream(const std::string& body) {
  rapidjson::Document document;
  document.Parse(body.data(), body.size());
  return document.IsObject() && document.HasMember("stream") && document["stream"].IsTrue();
}

class Reader {
 public:
  explicit Reader(GovernedCase& out) : out_(out) {}

  Status read() {
    for (const CaseSection& section : out_.file.sections) {
      WEIR_RETURN_IF_ERROR(read_section(section));
    }
    const CaseFile& file = out_.file;
    if (out_.policy.empty()) return file.fault(1, "the case has no [policy]");
    if (out_.calls.empty() && !out_.policy_failure) return file.fault(1, "the case has no [call]");
    return {};
  }

 private:
  Status read_section(const CaseSection& section) {
    if (section.name == "policy") return read_policy(section);
    if (section.name == "policy-error") return read_failure(section, out_.policy_failure);
    if (section.name == "call") return read_call(section);
    if (section.name == "absent") return read_absent(section);
    if (section.name == "split") {
      out_.split_text = section.value_or("text", "");
      out_.split_chunk = section.text;
      return {};
    }
    if (section.name == "error") {
      if (out_.calls.empty()) return before_call(section);
      return read_failure(section, out_.calls.back().failure);
    }
    for (const TextExpectation& text : kTexts) {
      if (text.section == section.name) return read_text(section, text);
    }
    return {};
  }

  Status before_call(const CaseSection& section) {
    return out_.file.fault(section.line, "[" + section.name + "] before any [call]");
  }

  Status read_policy(const CaseSection& section) {
    out_.policy = section.text;
    if (!section.has("use")) return {};
    const std::filesystem::path path =
        std::filesystem::path(out_.file.path).parent_path().parent_path() / "policies" /
        (std::string(section.value_or("use", "")) + ".jsonc");
    std::ifstream file(path);
    out_.policy.assign(std::istreambuf_iterator<char>(file), {});
    return file.bad() || out_.policy.empty()
               ? out_.file.fault(section.line, "no such policy: " + path.string())
               : Status();
  }

  Status read_call(const CaseSection& section) {
    CallStep step;
    step.line = section.line;
    step.body = section.text;
    step.caller.endpoint = section.value_or("endpoint", "");
    step.caller.user = section.value_or("user", "matti");
    step.caller.groups = split(section.value_or("groups", ""), ',');
    step.caller.app = section.value_or("app", "");
    step.caller.tags = section.value_or("tags", "");
    const Result<int64_t> deadline = section.number_or("deadline", 0, 600'000);
    const Result<int64_t> repeat = section.number_or("repeat", 1, 1000);
    if (!deadline.ok() || !repeat.ok()) {
      return out_.file.fault(section.line, "deadline and repeat are numbers");
    }
    step.caller.deadline_ms = *deadline;
    step.repeat = *repeat;
    const std::string_view door = section.value_or("door", "both");
    step.by_run = door != "carry";
    step.by_carry = door != "run";
    const std::string_view form = section.value_or("form", "as-asked");
    if (form == "stream" || (form == "as-asked" && asks_for_stream(step.body))) {
      step.form = RunForm::kStream;
    }
    out_.calls.push_back(std::move(step));
    return {};
  }

  Status read_absent(const CaseSection& section) {
    AbsentRule rule;
    rule.places = split(section.value_or("in", "sent,shown,error,record"), ',');
    rule.strings = split(section.text, '\n');
    out_.absent.push_back(std::move(rule));
    return {};
  }

  Status read_text(const CaseSection& section, const TextExpectation& text) {
    if (out_.calls.empty()) return before_call(section);
    if (text.is_json && !is_json(section.text)) {
      return out_.file.fault(section.line, "[" + section.name + "] is not JSON");
    }
    out_.calls.back().*text.member = section.text;
    return {};
  }

  Status read_failure(const CaseSection& section, std::optional<ExpectedFailure>& place) {
    ExpectedFailure failure;
    const std::string_view name = section.value_or("code", "");
    const auto* const code = std::find_if(std::begin(kCodes), std::end(kCodes),
                                          [&](const auto& row) { return row.first == name; });
    if (code == std::end(kCodes)) return out_.file.fault(section.line, "no such code");
    failure.code = code->second;
    failure.reason = section.value_or("reason", "");
    failure.details_json = section.text;
    const Result<int64_t> status = section.number_or("status", 0, 999);
    const Result<int64_t> retry = section.number_or("retry-after-ms", 0, INT64_MAX);
    if (!status.ok() || !retry.ok()) return out_.file.fault(section.line, "a number is wrong");
    if (section.has("status")) failure.http_status = *status;
    if (section.has("retry-after-ms")) failure.retry_after_ms = *retry;
    if (section.has("retryable")) {
      failure.is_retryable = section.value_or("retryable", "") == "true";
    }
    if (!failure.details_json.empty() && !is_json(failure.details_json)) {
      return out_.file.fault(section.line, "the details are not JSON");
    }
    place = std::move(failure);
    return {};
  }

  GovernedCase& out_;
};

}  // namespace

Result<GovernedCase> GovernedCase::load(const std::string& path) {
  Result<CaseFile> file = CaseFile::load(path, sections());
  if (!file.ok()) return std::move(file).status();
  GovernedCase out;
  out.file = std::move(file).value();
  WEIR_RETURN_IF_ERROR(Reader(out).read());
  return out;
}

}  // namespace weir::testing
