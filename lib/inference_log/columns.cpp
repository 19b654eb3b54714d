#include "inference_log/columns.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "inference_log/column_text.h"
#include "inference_log/rows_json.h"

namespace weir {
namespace {

using enum ColumnKind;

constexpr auto kIntentColumns = std::to_array<Column>({
    {"request_id", kText},
    {"request_time_us", kInteger},
    {"client_request_id", kText},
    {"user_name", kText},
    {"user_groups", kJson},
    {"app", kText},
    {"tags", kJson},
    {"caller_source", kText},
    {"endpoint", kText},
    {"provider", kText},
    {"model", kText},
    {"requested_model", kText},
    {"destination_host", kText},
    {"streamed", kBoolean},
    {"conversation_id", kText},
    {"traceparent", kText},
    {"policy_hash", kText},
    {"detectors_hash", kText},
    {"leaves_scanned", kInteger},
    {"leaves_unscanned", kInteger},
    {"leaves", kJson},
    {"request_digest", kText},
});

constexpr auto kOutcomeColumns = std::to_array<Column>({
    {"outcome", kText},
    {"reason", kText},
    {"status_code", kInteger},
    {"provider_status", kInteger},
    {"provider_request_id", kText},
    {"answered_model", kText},
    {"finish_reason", kText},
    {"attempts", kInteger},
    {"attempt_details", kJson},
    {"execution_duration_us", kInteger},
    {"weir_duration_us", kInteger},
    {"first_token_us", kInteger},
    {"input_tokens", kInteger},
    {"output_tokens", kInteger},
    {"total_tokens", kInteger},
    {"cached_input_tokens", kInteger},
    {"reasoning_tokens", kInteger},
    {"usage_estimated", kBoolean},
    {"cost_nano_usd", kInteger},
    {"price_source", kText},
    {"answer_leaves_scanned", kInteger},
    {"answer_leaves_unscanned", kInteger},
    {"answer_leaves", kJson},
    {"findings", kJson},
    {"findings_total", kInteger},
    {"quota_verdict", kJson},
});

constexpr auto kRequestPayloadColumns = std::to_array<Column>({
    {"request", kText},
    {"request_bytes", kInteger},
    {"request_sha256", kText},
    {"request_truncated", kBoolean},
});

constexpr auto kResponsePayloadColumns = std::to_array<Column>({
    {"response", kText},
    {"response_bytes", kInteger},
    {"response_sha256", kText},
    {"response_truncated", kBoolean},
});

Cell text(std::string_view value) {
  if (value.empty()) return {};
  return column_text(value, kMaxColumnBytes);
}

// JSON that is broken or too long is left out rather than cut: half an object helps nobody.
Cell json(std::string_view value) {
  if (value.empty() || value.size() > kMaxJsonColumnBytes || !is_json(value)) return {};
  return std::string(value);
}

Cell integer(const std::optional<int64_t>& value) {
  return value ? Cell(*value) : Cell();
}
// -1: never measured.
Cell measured(int64_t value) {
  return integer(value < 0 ? std::nullopt : std::optional(value));
}
Cell boolean(bool value) {
  return int64_t{value ? 1 : 0};
}

// An initializer list would copy every cell.
template <typename... Cells>
std::vector<Cell> row_of(Cells&&... cells) {
  std::vector<Cell> row;
  row.reserve(sizeof...(cells));
  (row.emplace_back(std::forward<Cells>(cells)), ...);
  return row;
}

using Buffer = rapidjson::StringBuffer;
using Writer = rapidjson::Writer<Buffer>;

void put_text(Writer& writer, const char* name, std::string_view value) {
  writer.Key(name);
  const std::string clean = column_text(value, kMaxColumnBytes);
  writer.String(clean.data(), static_cast<rapidjson::SizeType>(clean.size()));
}

void put_integer(Writer& writer, const char* name, int64_t value) {
  writer.Key(name);
  writer.Int64(value);
}

void put_finding(Writer& writer, const LoggedFinding& finding) {
  writer.StartObject();
  put_text(writer, "entity", finding.entity);
  put_text(writer, "leaf", finding.leaf);
  writer.Key("in_answer");
  writer.Bool(finding.in_answer);
  put_integer(writer, "start", finding.start);
  put_integer(writer, "end", finding.end);
  writer.Key("score");
  writer.Double(std::isfinite(finding.score) ? finding.score : 0);  // NaN is no JSON
  put_text(writer, "action", finding.action);
  writer.EndObject();
}

void put_leaf(Writer& writer, const LoggedLeaf& leaf) {
  writer.StartObject();
  put_text(writer, "leaf", leaf.leaf);
  if (leaf.is_key) {
    writer.Key("key");
    writer.Bool(true);
  }
  writer.Key("scanned");
  writer.Bool(leaf.unscanned.empty());
  if (!leaf.unscanned.empty()) put_text(writer, "kind", leaf.unscanned);
  writer.EndObject();
}

Cell findings_json(const std::vector<LoggedFinding>& findings) {
  if (findings.empty()) return {};
  Buffer buffer;
  Writer writer(buffer);
  writer.StartArray();
  const size_t count = std::min(findings.size(), kMaxLoggedFindings);
  for (size_t i = 0; i < count; ++i) put_finding(writer, findings[i]);
  writer.EndArray();
  return std::string(buffer.GetString(), buffer.GetSize());
}

// Whole entries, as many as there is room for.
Cell leaves_json(const std::vector<LoggedLeaf>& leaves) {
  if (leaves.empty()) return {};
  std::string out = "[";
  const size_t count = std::min(leaves.size(), kMaxLoggedLeaves);
  for (size_t i = 0; i < count; ++i) {
    Buffer buffer;
    Writer writer(buffer);
    put_leaf(writer, leaves[i]);
    if (out.size() + buffer.GetSize() + 2 > kMaxJsonColumnBytes) break;
    if (i > 0) out += ',';
    out.append(buffer.GetString(), buffer.GetSize());
  }
  return out += ']';
}

Cell groups_json(const std::vector<std::string>& groups) {
  if (groups.empty()) return {};
  Buffer buffer;
  Writer writer(buffer);
  writer.StartArray();
  for (const std::string& group : groups) {
    const std::string clean = column_text(group, kMaxColumnBytes);
    writer.String(clean.data(), static_cast<rapidjson::SizeType>(clean.size()));
    if (buffer.GetSize() > kMaxJsonColumnBytes) break;
  }
  writer.EndArray();
  return std::string(buffer.GetString(), buffer.GetSize());
}

}  // namespace

std::span<const Column> intent_columns() {
  return kIntentColumns;
}
std::span<const Column> outcome_columns() {
  return kOutcomeColumns;
}
std::span<const Column> request_payload_columns() {
  return kRequestPayloadColumns;
}
std::span<const Column> response_payload_columns() {
  return kResponsePayloadColumns;
}

std::vector<Cell> cells_of(const Intent& intent) {
  return row_of(intent.request_id.text(), intent.request_time_us, text(intent.client_request_id),
                text(intent.user), groups_json(intent.groups), text(intent.app),
                json(intent.tags_json), text(intent.caller_source), text(intent.endpoint),
                text(intent.provider), text(intent.model), text(intent.requested_model),
                text(intent.destination_host), boolean(intent.streamed),
                text(intent.conversation_id), text(intent.traceparent), text(intent.policy_hash),
                text(intent.detectors_hash), intent.leaves_scanned, intent.leaves_unscanned,
                leaves_json(intent.leaves), text(intent.request_digest));
}

std::vector<Cell> cells_of(const OutcomeRecord& record) {
  return row_of(
      std::string(name_of(record.outcome)), text(record.reason), int64_t{record.status_code},
      int64_t{record.provider_status}, text(record.provider_request_id),
      text(record.answered_model), text(record.finish_reason), int64_t{record.attempts},
      json(record.attempts_json), record.execution_duration_us, record.weir_duration_us,
      measured(record.first_token_us), integer(record.input_tokens), integer(record.output_tokens),
      integer(record.total_tokens), integer(record.cached_input_tokens),
      integer(record.reasoning_tokens), boolean(record.usage_estimated),
      integer(record.cost_nano_usd), text(record.price_source), record.answer_leaves_scanned,
      record.answer_leaves_unscanned, leaves_json(record.answer_leaves),
      findings_json(record.findings),
      std::max(record.findings_total, static_cast<int64_t>(record.findings.size())),
      json(record.quota_verdict_json));
}

std::vector<Cell> payload_cells(const std::string& payload, const PayloadSeal& seal) {
  return row_of(payload, seal.bytes, text(seal.sha256), boolean(seal.truncated));
}

}  // namespace weir
