// Whole answers.
#include "providers/openai/answer_members.h"
#include "providers/openai/body_leaves.h"
#include "providers/openai/chat_completions.h"

namespace weir::openai {
namespace {

Status malformed(std::string_view what) {
  return {Code::kProvider, "provider.malformed", "the provider's answer " + std::string(what)};
}

void read_choice(ChatAnswer& answer, JsonNode choice, int64_t ordinal, bool is_json,
                 BodyLeaves& leaves) {
  const JsonIndex& index = answer.index;
  leaves.read_message(index.member(choice, "message"), is_json);
  const JsonNode logprobs = index.member(choice, "logprobs");
  if (logprobs != kNoJsonNode && !index.type_is(logprobs, JsonType::kNull)) {
    answer.logprobs.push_back(logprobs);
    leaves.leave_out(logprobs);
  }
  const JsonNode number = index.member(choice, "index");
  FinishedChoice finished;
  finished.choice = number == kNoJsonNode ? ordinal : index.integer(number).value_or(ordinal);
  finished.reason = string_member(index, choice, "finish_reason");
  answer.finished.push_back(std::move(finished));
}

}  // namespace

Result<ChatAnswer> read_answer(std::string body, const JsonLimits& limits, bool is_json) {
  Result<JsonIndex> index = JsonIndex::parse(std::move(body), limits);
  if (!index.ok()) {
    return malformed("is not valid JSON: " + std::string(index.status().message()));
  }
  ChatAnswer answer(std::move(index).value());
  const JsonNode root = JsonIndex::root();
  const JsonNode choices = answer.index.member(root, "choices");
  answer.fault = read_fault(answer.index);
  if (!answer.fault && !answer.index.type_is(choices, JsonType::kArray)) {
    return malformed("has neither choices nor an error");
  }
  answer.id = string_member(answer.index, root, "id");
  answer.model = string_member(answer.index, root, "model");
  answer.usage = read_usage(answer.index);
  BodyLeaves leaves(answer.index, answer.leaves, answer.unscanned);
  const JsonNode created = answer.index.member(root, "created");
  if (answer.index.type_is(created, JsonType::kNumber)) leaves.leave_out(created);
  int64_t ordinal = 0;
  if (answer.index.type_is(choices, JsonType::kArray)) {
    for (const JsonNode choice : answer.index.children(choices)) {
      read_choice(answer, choice, ordinal++, is_json, leaves);
    }
  }
  leaves.add_rest();
  return answer;
}

std::string encode_answer(const ChatAnswer& answer, const std::vector<LeafEdit>& redactions,
                          bool withhold_logprobs) {
  JsonEdit out(answer.index);
  answer.leaves.apply(answer.index, redactions, out);
  if (withhold_logprobs) {
    for (const JsonNode logprobs : answer.logprobs) out.replace_value(logprobs, "null");
  }
  return out.apply();
}

std::string error_body(const Status& fault) {
  std::string out =
      "{\"error\":{\"message\":" + json_quoted(fault.message()) +
      ",\"type\":\"weir_error\",\"param\":null,\"code\":" + json_quoted(fault.reason());
  if (!fault.details().empty()) out += ",\"weir\":" + std::string(fault.details());
  out += "}}";
  return out;
}

}  // namespace weir::openai
