// What a call puts on record and reports: plain values out of its state.

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "base/digest.h"
#include "gateway/call.h"
#include "providers/openai/chat_completions.h"

namespace weir {
namespace {

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void member(JsonWriter& json, const char* key, std::string_view value) {
  json.Key(key);
  json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
}

void member(JsonWriter& json, const char* key, int64_t value) {
  json.Key(key);
  json.Int64(value);
}

void member(JsonWriter& json, const char* key, std::optional<int64_t> value) {
  json.Key(key);
  value ? json.Int64(*value) : json.Null();
}

void write_finding(JsonWriter& json, const LoggedFinding& finding) {
  json.StartObject();
  member(json, "entity", finding.entity);
  member(json, "leaf", finding.leaf);
  json.Key("in_answer");
  json.Bool(finding.in_answer);
  member(json, "start", finding.start);
  member(json, "end", finding.end);
  json.Key("score");
  json.Double(finding.score);
  member(json, "action", finding.action);
  json.EndObject();
}

void write_remaining(JsonWriter& json, const std::vector<QuotaRemaining>& remaining) {
  json.StartArray();
  for (const auto& quota : remaining) {
    json.StartObject();
    member(json, "quota", quota.quota);
    member(json, "key", quota.key);
    member(json, "metric", name_of(quota.metric));
    member(json, "limit", quota.limit);
    member(json, "remaining", quota.remaining);
    member(json, "reset_ms",
           quota.reset_ms == kNeverMs ? std::optional<int64_t>() : quota.reset_ms);
    if (quota.exceeded) {
      json.Key("exceeded");
      json.Bool(true);
    }
    json.EndObject();
  }
  json.EndArray();
}

void write_attempts(JsonWriter& json, const std::vector<AttemptRecord>& attempts) {
  json.StartArray();
  for (const AttemptRecord& attempt : attempts) {
    json.StartObject();
    member(json, "provider", attempt.provider);
    member(json, "model", attempt.model);
    member(json, "host", attempt.host);
    member(json, "reason", attempt.reason);
    member(json, "status", attempt.status);
    member(json, "duration_us", attempt.duration_us);
    json.EndObject();
  }
  json.EndArray();
}

std::string tags_json(const Caller& caller) {
  if (caller.tags.empty()) return {};
  rapidjson::StringBuffer buffer;
  JsonWriter json(buffer);
  json.StartObject();
  for (const auto& [name, value] : caller.tags) member(json, name.c_str(), value);
  json.EndObject();
  return buffer.GetString();
}

}  // namespace

Intent Call::make_intent() const {
  Intent intent;
  intent.request_id = input_.request_id;
  intent.request_time_us = begun_wall_us_;
  intent.client_request_id = input_.client_request_id;
  intent.user = input_.caller.user;
  intent.groups = input_.caller.groups;
  intent.app = input_.caller.app;
  intent.tags_json = tags_json(input_.caller);
  intent.caller_source = name_of(input_.caller.source);
  intent.endpoint = endpoint_ != nullptr ? endpoint_->name : in_force_->as_name(input_.endpoint);
  intent.streamed = is_stream_;
  intent.conversation_id = input_.conversation_id;
  intent.traceparent = input_.traceparent;
  intent.policy_hash = in_force_->policy.hash;
  intent.detectors_hash = in_force_->detectors->hash();
  intent.leaves_scanned = request_inspection_.leaves_scanned;
  intent.leaves = request_inspection_.leaves;
  if (request_) {
    intent.requested_model = in_force_->as_name(request_->model);
    intent.leaves_unscanned =
        static_cast<int64_t>(request_->unscanned.size()) + request_inspection_.media_count;
  }
  if (!order_.empty()) {
    intent.provider = provider().name;
    intent.model = target().model;
    intent.destination_host = provider().base_url.host;
    intent.request_digest = hex(hmac_sha256(in_force_->digest_key.reveal(), attempt_.body));
  }
  intent.request_payload = request_payload();
  return intent;
}

// Redacted means: without what was masked, what was blocked, and what was only flagged.
std::optional<std::string> Call::request_payload() const {
  if (!request_ || in_force_->policy.log.payload == LogPayload::kNone) return std::nullopt;
  if (in_force_->policy.log.payload == LogPayload::kRaw) {
    return std::string(request_->index.body());
  }
  const Status& scan = request_inspection_.status;
  const bool is_scanned = scan.ok() || scan.code() == Code::kBlocked;
  if (!is_scanned || endpoint_ == nullptr) return std::nullopt;
  const bool hides_more = request_inspection_.log_edits.size() != request_inspection_.edits.size();
  if (!hides_more && !attempt_.body.empty()) return attempt_.body;
  RequestEdits edits = order_.empty() ? RequestEdits{} : request_edits();
  edits.redactions = request_inspection_.log_edits;
  return openai::encode_request(*request_, edits);
}

std::vector<LoggedFinding> Call::findings() const {
  std::vector<LoggedFinding> all = request_inspection_.findings;
  all.insert(all.end(), answer_.findings.begin(), answer_.findings.end());
  return all;
}

int64_t Call::finding_count() const {
  return request_inspection_.finding_count + answer_.finding_count;
}

std::string Call::quota_verdict() const {
  if (final_.reason().starts_with("quota.")) return std::string(final_.details());
  if (remaining_.empty()) return {};
  rapidjson::StringBuffer buffer;
  JsonWriter json(buffer);
  write_remaining(json, remaining_);
  return buffer.GetString();
}

OutcomeRecord Call::make_outcome() const {
  OutcomeRecord record;
  record.request_id = input_.request_id;
  if (!intent_recorded_) record.intent = make_intent();
  record.outcome = outcome_;
  record.reason = final_.reason();
  record.status_code = final_.ok() ? status_ : final_.http_status();
  record.provider_status = status_;
  for (const auto& header : headers_) {
    if (header.name == "x-request-id")
      record.provider_request_id = in_force_->as_name(header.value);
  }
  record.answered_model = in_force_->as_name(answer_.model);
  record.finish_reason = in_force_->as_name(answer_.finish_reason);
  record.attempts = static_cast<int32_t>(attempts_.size());
  if (!attempts_.empty()) {
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    write_attempts(json, attempts_);
    record.attempts_json = buffer.GetString();
  }
  record.execution_duration_us = provider_us_;
  record.weir_duration_us = std::max<int64_t>(0, ended_us_ - begun_us_ - provider_us_);
  record.first_token_us = first_token_us_;
  record.input_tokens = metered_.usage.input_tokens;
  record.output_tokens = metered_.usage.output_tokens;
  record.total_tokens = metered_.usage.total_tokens;
  record.cached_input_tokens = metered_.usage.cached_input_tokens;
  record.reasoning_tokens = metered_.usage.reasoning_tokens;
  record.usage_estimated = metered_.estimated;
  record.cost_nano_usd = metered_.cost_nano_usd;
  record.price_source = metered_.price_source;
  record.answer_leaves_scanned = answer_.leaves_scanned;
  record.answer_leaves_unscanned = answer_.leaves_unscanned;
  record.answer_leaves = answer_.leaves;
  record.findings = findings();
  record.findings_total = finding_count();
  record.quota_verdict_json = quota_verdict();
  record.response_payload = answer_.payload;
  return record;
}

std::string Call::report() const {
  rapidjson::StringBuffer buffer;
  JsonWriter json(buffer);
  json.StartObject();
  member(json, "request_id", input_.request_id.text());
  member(json, "endpoint",
         endpoint_ != nullptr ? endpoint_->name : in_force_->as_name(input_.endpoint));
  member(json, "provider", order_.empty() ? "" : provider().name);
  member(json, "model", order_.empty() ? "" : target().model);
  member(json, "outcome", name_of(outcome_));
  member(json, "reason", final_.reason());
  json.Key("usage");
  json.StartObject();
  member(json, "input_tokens", metered_.usage.input_tokens);
  member(json, "output_tokens", metered_.usage.output_tokens);
  member(json, "total_tokens", metered_.usage.total_tokens);
  json.Key("estimated");
  json.Bool(metered_.estimated);
  json.EndObject();
  json.Key("cost_usd");
  metered_.cost_nano_usd ? json.String(usd_text(*metered_.cost_nano_usd).c_str()) : json.Null();
  json.Key("findings");
  json.StartArray();
  for (const auto& finding : findings()) write_finding(json, finding);
  json.EndArray();
  member(json, "findings_total", finding_count());
  json.Key("quotas");
  write_remaining(json, remaining_);
  member(json, "waited_ms", waited_us_ / 1000);
  json.Key("downgraded_from");
  downgraded_from_.empty() ? json.Null() : json.String(downgraded_from_.c_str());
  json.Key("clamped_max_output_tokens");
  clamped_ ? json.Int64(*max_output_tokens_) : json.Null();
  json.Key("attempts");
  write_attempts(json, attempts_);
  member(json, "weir_us", std::max<int64_t>(0, ended_us_ - begun_us_ - provider_us_));
  member(json, "provider_us", provider_us_);
  json.EndObject();
  return buffer.GetString();
}

}  // namespace weir
