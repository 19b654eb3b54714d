// Reading a request.
#include <algorithm>
#include <array>
#include <string>

#include "providers/openai/body_leaves.h"
#include "providers/openai/chat_completions.h"
#include "providers/openai/governed_keys.h"

namespace weir::openai {
namespace {

constexpr int64_t kMaxChoices = 128;  // OpenAI's own bound on n

constexpr auto kOutputBounds =
    std::to_array<std::string_view>({"max_tokens", "max_completion_tokens", "n_predict"});
constexpr int64_t kMaxOutputTokens = 100'000'000;  // far above any model's
constexpr auto kChoiceCounts = std::to_array<std::string_view>({"n", "best_of"});
// Members that chat templates print as text, possibly indented.
constexpr auto kSchemas =
    std::to_array<std::string_view>({"tools", "functions", "response_format"});

Status refuse(std::string_view reason, const std::string& pointer, std::string_view rule) {
  return {Code::kInvalidRequest, reason,
          "the request's " + (pointer.empty() ? "body" : pointer) + " " + std::string(rule)};
}

class RequestReader {
 public:
  explicit RequestReader(ChatRequest& request) : request_(request), index_(request.index) {}

  Status read() {
    if (!index_.type_is(JsonIndex::root(), JsonType::kObject)) {
      return refuse("request.not_an_object", "", "must be a JSON object");
    }
    WEIR_RETURN_IF_ERROR(check_key_case(index_));
    WEIR_RETURN_IF_ERROR(read_model());
    WEIR_RETURN_IF_ERROR(check_messages());
    WEIR_RETURN_IF_ERROR(read_stream());
    WEIR_RETURN_IF_ERROR(read_choices());
    WEIR_RETURN_IF_ERROR(read_output_bounds());
    const JsonNode user = member("user");
    if (index_.type_is(user, JsonType::kString)) request_.user = index_.text(user);
    request_.costs_extra = costs_extra();
    request_.wants_json = wants_json();
    request_.schema_layout_bytes = schema_layout_bytes();
    collect_leaves();
    return {};
  }

 private:
  // Absent and null are the same to every provider.
  JsonNode member(std::string_view key) const { return member(JsonIndex::root(), key); }
  JsonNode member(JsonNode object, std::string_view key) const {
    const JsonNode value = index_.member(object, key);
    return index_.type_is(value, JsonType::kNull) ? kNoJsonNode : value;
  }

  Status read_model() {
    if (member("models") != kNoJsonNode) {  // OpenRouter's own fallback, past the policy's targets
      return refuse("request.unsupported", "/models",
                    "is not supported: the policy says which models answer");
    }
    const JsonNode model = member("model");
    if (model == kNoJsonNode) return {};  // the caller named the endpoint elsewhere
    if (!index_.type_is(model, JsonType::kString) || index_.text(model).empty()) {
      return refuse("request.model", "/model", "must be a string that names an endpoint");
    }
    request_.model = index_.text(model);
    return {};
  }

  bool wants_json() const {
    const JsonNode type = member(member("response_format"), "type");
    return index_.type_is(type, JsonType::kString) &&
           (index_.text(type) == "json_object" || index_.text(type) == "json_schema");
  }

  bool asks_for_more_than_text() const {
    const JsonNode modalities = member("modalities");
    if (!index_.type_is(modalities, JsonType::kArray)) return false;
    for (const JsonNode one : index_.children(modalities)) {
      if (!index_.type_is(one, JsonType::kString) || index_.text(one) != "text") return true;
    }
    return false;
  }

  // Source: https://platform.openai.com/docs/pricing (priority processing, web search, audio),
  // https://openrouter.ai/docs/features/web-search (plugins).
  bool costs_extra() const {
    const JsonNode tier = member("service_tier");
    const bool is_dear = index_.type_is(tier, JsonType::kString) && index_.text(tier) == "priority";
    return is_dear || member("web_search_options") != kNoJsonNode ||
           member("plugins") != kNoJsonNode || member("audio") != kNoJsonNode ||
           asks_for_more_than_text();
  }

  Status check_messages() {
    const JsonNode messages = member("messages");
    if (!index_.type_is(messages, JsonType::kArray) || index_.children(messages).empty()) {
      return refuse("request.messages", "/messages", "must be an array of at least one message");
    }
    for (const JsonNode message : index_.children(messages)) {
      ++request_.message_count;
      WEIR_RETURN_IF_ERROR(check_message(message));
    }
    return {};
  }

  Status check_message(JsonNode message) {
    if (!index_.type_is(message, JsonType::kObject)) {
      return refuse("request.message", index_.pointer(message), "must be an object");
    }
    if (!index_.type_is(member(message, "role"), JsonType::kString)) {
      return refuse("request.message", index_.pointer(message) + "/role", "must be a string");
    }
    const JsonNode content = member(message, "content");
    if (content == kNoJsonNode || index_.type_is(content, JsonType::kString)) return {};
    if (!index_.type_is(content, JsonType::kArray)) {
      return refuse("request.message", index_.pointer(content), "must be a string or an array");
    }
    for (const JsonNode part : index_.children(content)) {
      if (!index_.type_is(part, JsonType::kObject) && !index_.type_is(part, JsonType::kString)) {
        return refuse("request.message", index_.pointer(part), "must be an object");
      }
    }
    return {};
  }

  Status read_flag(JsonNode value, std::string_view reason, bool& flag) {
    if (value == kNoJsonNode) return {};
    const std::optional<bool> given = index_.boolean(value);
    if (!given) return refuse(reason, index_.pointer(value), "must be true or false");
    flag = *given;
    return {};
  }

  Status read_stream() {
    WEIR_RETURN_IF_ERROR(read_flag(member("stream"), "request.stream", request_.stream));
    const JsonNode options = member("stream_options");
    if (options == kNoJsonNode) return {};
    if (!index_.type_is(options, JsonType::kObject)) {
      return refuse("request.stream_options", "/stream_options", "must be an object");
    }
    return read_flag(member(options, "include_usage"), "request.stream_options",
                     request_.include_usage);
  }

  Status read_choices() {
    for (const std::string_view key : kChoiceCounts) {
      const JsonNode value = member(key);
      if (value == kNoJsonNode) continue;
      const int64_t count = index_.integer(value).value_or(0);
      if (count < 1 || count > kMaxChoices) {
        return refuse("request.choices", index_.pointer(value), "must be an integer from 1 to 128");
      }
      request_.choices = std::max(request_.choices, count);
      if (key == "n") request_.answers = count;
    }
    return {};
  }

  Status read_output_bounds() {
    for (const std::string_view key : kOutputBounds) {
      const JsonNode value = member(key);
      if (value == kNoJsonNode) continue;
      const int64_t tokens = index_.integer(value).value_or(0);
      if (tokens < 1 || tokens > kMaxOutputTokens) {
        return refuse("request.max_tokens", index_.pointer(value),
                      "must be an integer from 1 to 100000000");
      }
      request_.output_bounds.push_back({value, tokens});
    }
    return {};
  }

  // What printing the schemas with four spaces a level may add to their bytes.
  int64_t schema_layout_bytes() const {
    int64_t bytes = 0;
    std::vector<int64_t> depths;
    for (const std::string_view key : kSchemas) {
      const JsonNode schema = member(key);
      if (schema == kNoJsonNode) continue;
      depths.assign(index_.after(schema) - schema, 1);
      for (JsonNode node = schema; node < index_.after(schema); ++node) {
        if (node != schema) depths[node - schema] = depths[index_.parent(node) - schema] + 1;
        bytes += 2 + 4 * depths[node - schema];
      }
    }
    return bytes;
  }

  void collect_leaves() {
    BodyLeaves leaves(index_, request_.leaves, request_.unscanned);
    for (const JsonNode message : index_.children(member("messages"))) leaves.read_message(message);
    leaves.read_content(member(member("prediction"), "content"));
    // A redacted bound would be no bound.
    for (const ChatRequest::OutputBound& bound : request_.output_bounds) {
      leaves.leave_out(bound.node);
    }
    leaves.add_rest();
    request_.has_media = !request_.unscanned.empty();
  }

  ChatRequest& request_;
  const JsonIndex& index_;
};

}  // namespace

Result<ChatRequest> read_request(std::string body, const JsonLimits& limits) {
  Result<JsonIndex> index = JsonIndex::parse(std::move(body), limits);
  if (!index.ok()) return std::move(index).status();
  ChatRequest request(std::move(index).value());
  WEIR_RETURN_IF_ERROR(RequestReader(request).read());
  return request;
}

namespace {

void edit_output_bound(const ChatRequest& request, const RequestEdits& edits, JsonEdit& out) {
  if (!edits.max_output_tokens) return;
  const std::string limit = std::to_string(*edits.max_output_tokens);
  for (const ChatRequest::OutputBound& bound : request.output_bounds) {
    if (bound.tokens > *edits.max_output_tokens) out.replace_value(bound.node, limit);
  }
  const bool is_older = edits.max_output_field == MaxOutputField::kMaxTokens;
  // A server of the older kind does not know max_completion_tokens: it gets the bound in its own
  // member as well.
  if (!request.output_bounds.empty() && !is_older) return;
  const std::string_view key = is_older ? "max_tokens" : "max_completion_tokens";
  const JsonNode given = request.index.member(JsonIndex::root(), key);
  const int64_t asked = request.max_output_tokens().value_or(*edits.max_output_tokens);
  const std::string bound = std::to_string(std::min(asked, *edits.max_output_tokens));
  if (given == kNoJsonNode) {
    out.insert_member(JsonIndex::root(), key, bound);
  } else if (request.index.type_is(given, JsonType::kNull)) {
    out.replace_value(given, bound);
  }
}

void ask_for_usage(const ChatRequest& request, JsonEdit& out) {
  const JsonIndex& index = request.index;
  const JsonNode options = index.member(JsonIndex::root(), "stream_options");
  const JsonNode flag = index.member(options, "include_usage");
  if (options == kNoJsonNode) {
    out.insert_member(JsonIndex::root(), "stream_options", R"({"include_usage":true})");
  } else if (!index.type_is(options, JsonType::kObject)) {
    out.replace_value(options, R"({"include_usage":true})");
  } else if (flag == kNoJsonNode) {
    out.insert_member(options, "include_usage", "true");
  } else {
    out.replace_value(flag, "true");
  }
}

}  // namespace

std::string encode_request(const ChatRequest& request, const RequestEdits& edits) {
  JsonEdit out(request.index);
  request.leaves.apply(request.index, edits.redactions, out);
  if (edits.model && *edits.model != request.model) {
    const JsonNode model = request.index.member(JsonIndex::root(), "model");
    if (model == kNoJsonNode) {
      out.insert_member(JsonIndex::root(), "model", json_quoted(*edits.model));
    } else {
      out.replace_value(model, json_quoted(*edits.model));
    }
  }
  edit_output_bound(request, edits, out);
  if (edits.ask_for_usage && request.stream && !request.include_usage) ask_for_usage(request, out);
  return out.apply();
}

}  // namespace weir::openai
