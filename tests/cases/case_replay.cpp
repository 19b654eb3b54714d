#include "cases/case_replay.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include "base/json_edit.h"
#include "cases/assembled_stream.h"
#include "cases/scratch_store.h"
#include "support/provider/answer_steps.h"
#include "support/provider/case_script.h"
#include "support/provider/loopback_provider.h"

namespace weir::testing {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

// Keeps what it is told for the search of planted strings.
class HookRecord {
 public:
  void add(std::string_view reason, std::string_view fields) {
    const std::lock_guard lock(mutex_);
    text_.append(reason).append(" ").append(fields).append("\n");
  }
  std::string text() const {
    const std::lock_guard lock(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

size_t character_size(std::string_view text, size_t at) {
  size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80) {
    ++size;
  }
  return size;
}

std::string split_events(const GovernedCase& governed, const ReplayPlan& plan) {
  const std::string_view text = governed.split_text;
  std::string events;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    std::string event = governed.split_chunk;
    replace_all(event, "%s", json_quoted(part));
    if (!events.empty()) events.append("\n\n");
    events.append(event);
  };
  if (plan.one_each) {
    for (size_t at = 0; at < text.size(); at += character_size(text, at)) {
      add(text.substr(at, character_size(text, at)));
    }
  } else {
    const size_t cut = std::min(plan.split, text.size());
    add(text.substr(0, cut));
    add(text.substr(cut));
  }
  return events;
}

void set_attribute(CaseSection& section, const std::string& name, std::string value) {
  for (CaseAttribute& attribute : section.attributes) {
    if (attribute.name == name) {
      attribute.value = std::move(value);
      return;
    }
  }
  section.attributes.push_back({name, std::move(value)});
}

// The provider's part, cut as the plan says.
CaseFile provider_part(const GovernedCase& governed, const ReplayPlan& plan) {
  CaseFile file = governed.file;
  const std::string events = split_events(governed, plan);
  for (CaseSection& section : file.sections) {
    if (section.name == "body") {
      replace_all(section.text, "{{split}}", events);
      if (plan.piece > 0) set_attribute(section, "piece", std::to_string(plan.piece));
    }
    // Pieces of a body with a length arrive joined; chunks arrive one by one.
    const bool is_plain = section.name == "answer" && !section.has("content-length") &&
                          section.value_or("framing", "length") == "length";
    if (plan.piece > 0 && is_plain) set_attribute(section, "framing", "chunked");
  }
  return file;
}

class Replay {
 public:
  Replay(const GovernedCase& governed, const ReplayPlan& plan) : case_(governed), plan_(plan) {}

  ReplayResult run() {
    if (start_provider() && open_gate()) {
      for (const CallStep& step : case_.calls) run_step(step);
      check_provider();
      check_record();
    }
    gate_.reset();
    return std::move(result_);
  }

 private:
  void fault(int line, std::string_view what) {
    result_.faults.push_back(case_.file.path + ":" + std::to_string(line) + " [" + plan_.name() +
                             "] " + std::string(what));
  }

  bool start_provider() {
    Result<std::shared_ptr<CaseScript>> script = CaseScript::from(provider_part(case_, plan_));
    if (!script.ok()) {
      fault(0, script.status().message());
      return false;
    }
    script_ = *script;
    LoopbackProvider::Options options;
    options.behaviour = CaseScript::behaviour(script_);
    Result<std::unique_ptr<LoopbackProvider>> started = LoopbackProvider::start(options);
    if (!started.ok()) {
      fault(0, started.status().message());
      return false;
    }
    provider_ = std::move(started).value();
    return true;
  }

  // False when there is none, whether expected or not.
  bool open_gate() {
    std::string policy = case_.policy;
    replace_all(policy, "{{base}}", provider_->base_url());
    replace_all(policy, "{{store}}", plan_.on_disk ? "sqlite:" + store_.path() : "memory:");
    gate_options options;
    options.policy_text = policy;
    options.no_watch = true;
    result<gate> opened = gate::try_open(options);
    if (opened.ok()) {
      gate_ = std::make_unique<gate>(std::move(opened).value());
      gate_->set_log_hook([this](int32_t, std::string_view reason, std::string_view fields) {
        hook_.add(reason, fields);
      });
      if (case_.policy_failure) fault(0, "the policy is taken, and should be refused");
      return !case_.policy_failure;
    }
    FailureSeen seen;
    seen.code = opened.error().code();
    seen.reason = opened.error().reason();
    seen.message = opened.error().message();
    seen.details = opened.error().details();
    if (!case_.policy_failure) {
      fault(0, "the policy is refused: " + seen.message + " " + seen.details);
    } else {
      check_failure(0, *case_.policy_failure, seen);
      check_absent("error", seen.message + seen.details);
    }
    return false;
  }

  void run_step(const CallStep& step) {
    const bool is_mine = plan_.door == Door::kRun ? step.by_run : step.by_carry;
    for (int64_t i = 0; is_mine && i < step.repeat; ++i) {
      GovernedOutcome outcome = plan_.door == Door::kRun
                                    ? run_call(*gate_, step.caller, step.body, step.form)
                                    : carry_call(*gate_, step.caller, step.body, plan_.piece);
      check(step, outcome);
      result_.outcomes.push_back(std::move(outcome));
    }
  }

  void check(const CallStep& step, const GovernedOutcome& outcome) {
    check_outcome(step, outcome);
    check_text(step, "answer-body", step.answer_body, outcome.body);
    check_text(step, "answer-text", step.answer_text, shown_text(outcome));
    check_text(step, "events", step.events, joined(outcome.events));
    check_json(step, "answer-json", step.answer_json, outcome.body);
    check_json(step, "stream-json", step.stream_json, assembled(outcome.events));
    check_json(step, "report", step.report_json, outcome.report);
    check_headers(step, outcome);
    if (step.row_json) check_json(step, "row", step.row_json, row_of(outcome.request_id));
    if (step.quotas_json) {
      const result<std::string> quotas = gate_->try_quotas();
      check_json(step, "quotas", step.quotas_json, quotas.ok() ? quotas.value() : "");
    }
    check_absent("shown", outcome.body + outcome.text + joined(outcome.events) +
                              assembled(outcome.events) + joined_headers(outcome));
    check_absent("error", outcome.failure.reason + outcome.failure.message +
                              outcome.failure.details + outcome.failure.body);
    check_absent("record", outcome.report);
  }

  void check_outcome(const CallStep& step, const GovernedOutcome& outcome) {
    const FailureSeen& seen = outcome.failure;
    if (!step.failure) {
      if (seen.code != WEIR_OK) {
        fault(step.line, "fails: " + seen.reason + ": " + seen.message + " " + seen.details);
      } else if (outcome.is_stream && plan_.door == Door::kCarry && !outcome.has_end_mark) {
        fault(step.line, "the stream shown has no end mark");
      }
      return;
    }
    // Carried, a provider's own refusal is shown as the answer that it is.
    const bool is_shown = seen.code == WEIR_OK && outcome.status >= 400;
    if (is_shown && step.failure->http_status == outcome.status) return;
    check_failure(step.line, *step.failure, seen);
  }

  void check_failure(int line, const ExpectedFailure& expected, const FailureSeen& seen) {
    if (seen.code != expected.code) {
      fault(line, "code " + std::to_string(seen.code) + " instead of " +
                      std::to_string(expected.code) + ": " + seen.reason + ": " + seen.message);
      return;
    }
    if (!expected.reason.empty() && seen.reason != expected.reason) {
      fault(line, "reason " + seen.reason + ": " + seen.message);
    }
    if (expected.http_status && seen.http_status != *expected.http_status) {
      fault(line, "status " + std::to_string(seen.http_status));
    }
    if (expected.retry_after_ms && seen.retry_after_ms != *expected.retry_after_ms) {
      fault(line, "retry after " + std::to_string(seen.retry_after_ms) + " ms");
    }
    if (expected.is_retryable && seen.is_retryable != *expected.is_retryable) {
      fault(line, "the other value of retryable");
    }
    if (!expected.details_json.empty()) {
      const std::string wrong = json_difference(expected.details_json, seen.details);
      if (!wrong.empty()) fault(line, "details: " + wrong + " in " + seen.details);
    }
    if (seen.message.find('\n') != std::string::npos) fault(line, "the message has two lines");
  }

  void check_text(const CallStep& step, std::string_view what,
                  const std::optional<std::string>& expected, const std::string& actual) {
    if (expected && *expected != actual) {
      fault(step.line, "[" + std::string(what) + "] is:\n" + actual);
    }
  }

  void check_json(const CallStep& step, std::string_view what,
                  const std::optional<std::string>& expected, const std::string& actual) {
    if (!expected) return;
    const std::string wrong = json_difference(*expected, actual);
    if (!wrong.empty()) fault(step.line, "[" + std::string(what) + "] " + wrong + " in\n" + actual);
  }

  void check_headers(const CallStep& step, const GovernedOutcome& outcome) {
    if (!step.answer_headers || plan_.door != Door::kCarry) return;
    const std::string all = "\n" + joined_headers(outcome);
    std::string_view rest = *step.answer_headers;
    while (!rest.empty()) {
      const std::string line(rest.substr(0, rest.find('\n')));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      if (all.find("\n" + line + "\n") == std::string::npos) {
        fault(step.line, "the answer has no header '" + line + "' in" + all);
      }
    }
  }

  // A stream through the carry door is bytes; its text is what an SDK makes of it.
  static std::string shown_text(const GovernedOutcome& outcome) {
    if (outcome.events.empty() || !outcome.text.empty()) return outcome.text;
    rapidjson::Document document;
    const std::string json = assembled(outcome.events);
    document.Parse(json.data(), json.size());
    for (const auto& choice : document["choices"].GetArray()) {
      if (choice["index"].GetInt64() == 0 && choice.HasMember("content")) {
        return {choice["content"].GetString(), choice["content"].GetStringLength()};
      }
    }
    return {};
  }

  static std::string joined(const std::vector<std::string>& events) {
    std::string all;
    for (const std::string& event : events) all.append(all.empty() ? "" : "\n").append(event);
    return all;
  }

  static std::string joined_headers(const GovernedOutcome& outcome) {
    std::string all;
    for (const auto& [name, value] : outcome.headers) all.append(name + ": " + value + "\n");
    return all;
  }

  std::string log_text() {
    log_query query;
    query.limit = 10'000;
    query.with_payload = true;
    const result<std::string> rows = gate_->try_log(query);
    return rows.ok() ? rows.value() : std::string("[]");
  }

  std::string row_of(const std::string& request_id) {
    const std::string text = log_text();
    rapidjson::Document rows;
    rows.Parse(text.data(), text.size());
    std::string found;
    for (const auto& row : rows.GetArray()) {
      if (request_id != row["request_id"].GetString()) continue;
      if (!found.empty()) fault(0, "two rows of one request");
      rapidjson::StringBuffer buffer;
      rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
      row.Accept(writer);
      found = buffer.GetString();
    }
    return found;
  }

  void check_provider() {
    for (const std::string& wrong : script_->mismatches()) fault(0, wrong);
    for (const int line : script_->unplayed()) fault(line, "the provider was never asked this");
    for (const ReceivedRequest& request : provider_->requests()) {
      check_absent("sent", request.target + request.body);
      if (request.body.find(kCaseKey) != std::string::npos) fault(0, "the key is in a body");
    }
  }

  void check_record() {
    const result<std::string> quotas = gate_->try_quotas();
    check_absent("record", log_text() + hook_.text() + (quotas.ok() ? quotas.value() : ""));
    if (plan_.on_disk) check_absent("record", store_.all_bytes());
    const size_t rows = count_rows();
    if (rows != result_.outcomes.size()) {
      fault(0, std::to_string(rows) + " rows for " + std::to_string(result_.outcomes.size()) +
                   " calls");
    }
  }

  size_t count_rows() {
    const std::string text = log_text();
    rapidjson::Document rows;
    rows.Parse(text.data(), text.size());
    return rows.IsArray() ? rows.Size() : 0;
  }

  void check_absent(std::string_view place, const std::string& text) {
    if (text.find(kCaseKey) != std::string::npos && place != "sent") {
      fault(0, "the provider's key stands in: " + std::string(place));
    }
    for (const AbsentRule& rule : case_.absent) {
      if (std::find(rule.places.begin(), rule.places.end(), place) == rule.places.end()) continue;
      for (const std::string& planted : rule.strings) {
        if (text.find(planted) != std::string::npos) {
          fault(0, "'" + planted + "' stands in: " + std::string(place));
        }
      }
    }
  }

  const GovernedCase& case_;
  const ReplayPlan plan_;
  ReplayResult result_;
  ScratchStore store_;
  HookRecord hook_;
  std::shared_ptr<CaseScript> script_;
  std::unique_ptr<LoopbackProvider> provider_;
  std::unique_ptr<gate> gate_;
};

}  // namespace

std::string ReplayPlan::name() const {
  std::string text = door == Door::kRun ? "run" : "carry";
  if (piece > 0) text += ", pieces of " + std::to_string(piece);
  if (one_each) text += ", one event a character";
  if (split > 0) text += ", split at " + std::to_string(split);
  return text;
}

ReplayResult replay(const GovernedCase& governed, const ReplayPlan& plan) {
  return Replay(governed, plan).run();
}

}  // namespace weir::testing
