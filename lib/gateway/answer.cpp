#include "gateway/answer.h"

#include "gateway/inspection.h"
#include "providers/openai/chat_completions.h"

namespace weir {
namespace {

void summarise(const ChatAnswer& answer, AnswerSummary& summary) {
  summary.model = answer.model;
  summary.usage = answer.usage;
  if (!answer.finished.empty()) summary.finish_reason = answer.finished.front().reason;
  summary.leaves_unscanned = static_cast<int64_t>(answer.unscanned.size());
  for (size_t leaf = 0; leaf < answer.leaves.size(); ++leaf) {
    const LeafKind kind = answer.leaves.kind(leaf);
    if (kind != LeafKind::kMessageText && kind != LeafKind::kJsonText) continue;
    summary.text_bytes += static_cast<int64_t>(answer.leaves.text(answer.index, leaf).size());
  }
}

// The text of the first choice, as it is shown: out of the rewritten body.
std::string first_text(const std::string& body) {
  const auto index = JsonIndex::parse(body);
  if (!index.ok()) return {};
  const JsonNode content = index->at("/choices/0/message/content");
  return index->type_is(content, JsonType::kString) ? std::string(index->text(content))
                                                    : std::string();
}

std::optional<std::string> payload_of(const ChatAnswer& answer, const Inspection& inspection,
                                      const std::string& shown, LogPayload kind) {
  if (kind == LogPayload::kNone) return std::nullopt;
  if (kind == LogPayload::kRaw) return std::string(answer.index.body());
  if (inspection.log_edits.size() == inspection.edits.size() && !shown.empty()) return shown;
  return openai::encode_answer(answer, inspection.log_edits, true);
}

}  // namespace

WholeAnswer filter_answer(const InForce& in_force, const EndpointGuard& guard,
                          const EndpointPolicy& endpoint, std::string body, bool wants_json) {
  WholeAnswer out;
  JsonLimits limits;
  limits.max_bytes = static_cast<size_t>(in_force.policy.limits.max_body_bytes);
  const auto answer = openai::read_answer(std::move(body), limits, wants_json);
  if (!answer.ok()) {
    out.status = answer.status();
    return out;
  }
  summarise(*answer, out.summary);
  Inspection inspection = inspect(guard.output, answer->index, answer->leaves, true);
  note_unscanned(guard.output, answer->unscanned, inspection);
  out.summary.leaves_scanned = inspection.leaves_scanned;
  out.summary.leaves_unscanned += inspection.media_count;
  out.summary.leaves = inspection.leaves;
  out.summary.findings = std::move(inspection.findings);
  out.summary.finding_count = inspection.finding_count;
  out.status = inspection.status;
  if (out.status.ok()) {
    out.status = check_unscanned(answer->unscanned, endpoint.guardrails.unscanned_output);
  }
  if (out.status.ok()) {
    out.status = check_unscanned(inspection.media, endpoint.guardrails.unscanned_output);
  }
  if (out.status.ok()) {
    out.body = openai::encode_answer(*answer, inspection.edits, guard.output.changes_text());
    out.summary.text = first_text(out.body);
  }
  const bool is_read = inspection.status.ok() || inspection.status.code() == Code::kBlocked;
  if (is_read) {
    out.summary.payload = payload_of(*answer, inspection, out.body, in_force.policy.log.payload);
  }
  return out;
}

}  // namespace weir
