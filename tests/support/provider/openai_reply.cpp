#include "support/provider/openai_reply.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>

namespace weir::testing {
namespace {

using Value = rapidjson::Value;

constexpr int64_t kMaxChoices = 16;

std::string_view text_of(const Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

const Value* member(const Value& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string string_or(const Value& object, const char* name, std::string_view fallback) {
  const Value* value = member(object, name);
  return std::string(value != nullptr && value->IsString() ? text_of(*value) : fallback);
}

int64_t number_or(const Value& object, const char* name, int64_t fallback) {
  const Value* value = member(object, name);
  return value != nullptr && value->IsInt64() ? value->GetInt64() : fallback;
}

bool is_true(const Value& object, const char* name) {
  const Value* value = member(object, name);
  return value != nullptr && value->IsTrue();
}

std::string content_text(const Value& message) {
  const Value* content = member(message, "content");
  if (content == nullptr) return {};
  if (content->IsString()) return std::string(text_of(*content));
  std::string text;
  if (!content->IsArray()) return text;
  for (const Value& part : content->GetArray()) text.append(string_or(part, "text", ""));
  return text;
}

std::string first_tool_name(const Value& request) {
  const Value* tools = member(request, "tools");
  if (tools == nullptr || !tools->IsArray() || tools->Empty()) return {};
  const Value* function = member((*tools)[0], "function");
  return function == nullptr ? std::string() : string_or(*function, "name", "");
}

bool says(const OpenAiRequest& request, std::string_view phrase) {
  return request.user_text.find(phrase) != std::string::npos;
}

std::string arguments_with(std::string_view text) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.StartObject();
  writer.Key("text");
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

// At most `max_bytes`, not through a character.
void shorten(std::string& text, size_t max_bytes) {
  if (text.size() <= max_bytes) return;
  while (max_bytes > 0 && (static_cast<unsigned char>(text[max_bytes]) & 0xC0) == 0x80) --max_bytes;
  text.resize(max_bytes);
}

}  // namespace

int64_t tokens_of(int64_t bytes) {
  return (bytes + 3) / 4;
}

int requested_status(std::string_view user_text) {
  static constexpr std::string_view kPhrase = "answer with status ";
  const size_t at = user_text.find(kPhrase);
  if (at == std::string_view::npos) return 200;
  const std::string_view digits = user_text.substr(at + kPhrase.size(), 3);
  int status = 200;
  std::from_chars(digits.data(), digits.data() + digits.size(), status);
  return status >= 400 && status <= 599 ? status : 200;
}

Result<OpenAiRequest> OpenAiRequest::parse(std::string_view body) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
  if (document.HasParseError() || !document.IsObject()) {
    return Status(Code::kInvalidRequest, "openai.json", "the body is not a JSON object");
  }
  const Value* messages = member(document, "messages");
  if (messages == nullptr || !messages->IsArray() || messages->Empty()) {
    return Status(Code::kInvalidRequest, "openai.messages", "'messages' is missing or empty");
  }
  OpenAiRequest request;
  request.model = string_or(document, "model", "loopback");
  for (const Value& message : messages->GetArray()) {
    const std::string text = content_text(message);
    request.prompt_bytes += static_cast<int64_t>(text.size());
    if (string_or(message, "role", "") == "user") request.user_text = text;
  }
  request.tool_name = first_tool_name(document);
  request.choices = std::clamp<int64_t>(number_or(document, "n", 1), 1, kMaxChoices);
  request.max_output_tokens =
      number_or(document, "max_completion_tokens", number_or(document, "max_tokens", 0));
  request.stream = is_true(document, "stream");
  const Value* stream_options = member(document, "stream_options");
  request.include_usage = stream_options != nullptr && is_true(*stream_options, "include_usage");
  return request;
}

OpenAiReply OpenAiReply::to(const OpenAiRequest& request, std::string_view fixed_answer) {
  OpenAiReply reply;
  if (!request.tool_name.empty() && says(request, "call the tool")) {
    reply.tool_name = request.tool_name;
    reply.tool_arguments = arguments_with(request.user_text);
    reply.finish_reason = "tool_calls";
  } else if (says(request, "please refuse")) {
    reply.refusal = "I cannot help with this: " + request.user_text;
  } else {
    if (says(request, "think aloud")) reply.reasoning = "The user wrote: " + request.user_text;
    reply.content =
        fixed_answer.empty() ? "You said: " + request.user_text : std::string(fixed_answer);
  }
  if (request.max_output_tokens > 0) {
    const auto max_bytes = static_cast<size_t>(request.max_output_tokens) * 4;
    if (reply.content.size() > max_bytes) reply.finish_reason = "length";
    shorten(reply.content, max_bytes);
  }
  reply.output_tokens =
      tokens_of(static_cast<int64_t>(reply.content.size() + reply.reasoning.size() +
                                     reply.refusal.size() + reply.tool_arguments.size()));
  return reply;
}

}  // namespace weir::testing
