#include "providers/openai/answer_members.h"

namespace weir::openai {
namespace {

std::optional<int64_t> count(const JsonIndex& index, JsonNode object, std::string_view key) {
  const JsonNode value = index.member(object, key);
  const std::optional<int64_t> number = value == kNoJsonNode ? std::nullopt : index.integer(value);
  return number && *number >= 0 ? number : std::nullopt;
}

std::string scalar(const JsonIndex& index, JsonNode object, std::string_view key) {
  const JsonNode value = index.member(object, key);
  const bool is_scalar =
      index.type_is(value, JsonType::kString) || index.type_is(value, JsonType::kNumber);
  return is_scalar ? std::string(index.text(value)) : std::string();
}

ProviderFault fault_of(const JsonIndex& index, JsonNode error) {
  if (index.type_is(error, JsonType::kString)) {
    ProviderFault fault;
    fault.message = index.text(error);
    return fault;
  }
  return {scalar(index, error, "message"), scalar(index, error, "type"),
          scalar(index, error, "code"), scalar(index, error, "param")};
}

}  // namespace

std::string string_member(const JsonIndex& index, JsonNode object, std::string_view key) {
  const JsonNode value = index.member(object, key);
  return index.type_is(value, JsonType::kString) ? std::string(index.text(value)) : std::string();
}

std::optional<Usage> read_usage(const JsonIndex& index) {
  const JsonNode usage = index.member(JsonIndex::root(), "usage");
  if (!index.type_is(usage, JsonType::kObject)) return std::nullopt;
  const JsonNode input = index.member(usage, "prompt_tokens_details");
  const JsonNode output = index.member(usage, "completion_tokens_details");
  Usage out;
  out.input_tokens = count(index, usage, "prompt_tokens");
  out.output_tokens = count(index, usage, "completion_tokens");
  out.total_tokens = count(index, usage, "total_tokens");
  out.cached_input_tokens = count(index, input, "cached_tokens");
  if (!out.cached_input_tokens) {  // DeepSeek's name for it
    out.cached_input_tokens = count(index, usage, "prompt_cache_hit_tokens");
  }
  out.reasoning_tokens = count(index, output, "reasoning_tokens");
  return out;
}

std::optional<ProviderFault> read_fault(const JsonIndex& index) {
  JsonNode body = JsonIndex::root();
  if (index.type_is(body, JsonType::kArray) && !index.children(body).empty()) {
    body = *index.children(body).begin();
  }
  const JsonNode error = index.member(body, "error");
  if (index.type_is(error, JsonType::kObject) || index.type_is(error, JsonType::kString)) {
    return fault_of(index, error);
  }
  if (index.member(body, "choices") != kNoJsonNode) return std::nullopt;
  if (index.type_is(index.member(body, "message"), JsonType::kString)) return fault_of(index, body);
  const JsonNode detail = index.member(body, "detail");
  if (detail == kNoJsonNode) return std::nullopt;
  return fault_of(index, detail);
}

}  // namespace weir::openai
