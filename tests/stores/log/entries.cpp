#include "entries.h"

#include <cstdlib>
#include <filesystem>

namespace weir::test {

TemporaryDirectory::TemporaryDirectory() {
  path_ = (std::filesystem::temp_directory_path() / "weir-log-XXXXXX").string();
  if (::mkdtemp(path_.data()) == nullptr) std::abort();
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Intent intent_at(int64_t time_us, const std::string& user, size_t payload_bytes) {
  Intent intent;
  intent.request_id = Uuid::make_v7(time_us);
  intent.request_time_us = time_us;
  intent.client_request_id = "job-17";
  intent.user = user;
  intent.groups = {"research", "everyone"};
  intent.app = "notebook";
  intent.tags_json = R"({"project":"k7"})";
  intent.caller_source = "os_user";
  intent.endpoint = "assistant";
  intent.provider = "openai";
  intent.model = "gpt-4o-mini";
  intent.requested_model = "assistant";
  intent.destination_host = "api.openai.com";
  intent.policy_hash = std::string(64, 'a');
  intent.detectors_hash = std::string(64, 'b');
  intent.leaves_scanned = 3;
  intent.leaves = {{"/messages/0/content", false, {}}, {"/messages/0/content/1", false, "file"}};
  intent.request_digest = std::string(64, 'c');
  if (payload_bytes > 0) intent.request_payload = std::string(payload_bytes, 'q');
  return intent;
}

OutcomeRecord answer_to(const Intent& intent, size_t payload_bytes) {
  OutcomeRecord record;
  record.request_id = intent.request_id;
  record.outcome = Outcome::kAnswered;
  record.status_code = 200;
  record.provider_status = 200;
  record.provider_request_id = "req_0123456789abcdef";
  record.answered_model = "gpt-4o-mini-2024-07-18";
  record.finish_reason = "stop";
  record.attempts = 1;
  record.attempts_json = R"([{"provider":"openai","status":200}])";
  record.execution_duration_us = 812'345;
  record.weir_duration_us = 640;
  record.first_token_us = 210'000;
  record.input_tokens = 1000;
  record.output_tokens = 200;
  record.total_tokens = 1200;
  record.cost_nano_usd = 270'000;
  record.price_source = "weir-2025-11-30";
  record.answer_leaves_scanned = 1;
  record.answer_leaves = {{"/choices/0/message/content", false, {}}};
  record.findings = {{"EMAIL_ADDRESS", "/messages/0/content", false, 4, 20, 0.9, "mask"}};
  record.quota_verdict_json = R"([{"quota":"per-user-rpm","remaining":59}])";
  if (payload_bytes > 0) record.response_payload = std::string(payload_bytes, 'a');
  return record;
}

LogEntry entry(Intent intent) {
  LogEntry made;
  made.intent = std::move(intent);
  return made;
}

LogEntry entry(OutcomeRecord record) {
  LogEntry made;
  made.outcome = std::move(record);
  return made;
}

}  // namespace weir::test
