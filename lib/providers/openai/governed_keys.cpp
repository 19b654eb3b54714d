#include "providers/openai/governed_keys.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

namespace weir::openai {
namespace {

constexpr auto kOfRequest =
    std::to_array<std::string_view>({"audio",          "best_of",
                                     "functions",      "max_completion_tokens",
                                     "max_tokens",     "messages",
                                     "modalities",     "model",
                                     "models",         "n",
                                     "n_predict",      "plugins",
                                     "prediction",     "response_format",
                                     "service_tier",   "stream",
                                     "stream_options", "tools",
                                     "user",           "web_search_options"});
constexpr auto kOfMessage =
    std::to_array<std::string_view>({"audio", "content", "function_call", "reasoning",
                                     "reasoning_content", "refusal", "role", "tool_calls"});
constexpr auto kOfPart = std::to_array<std::string_view>(
    {"audio_url", "file", "image_url", "input_audio", "refusal", "text", "type", "video_url"});
constexpr auto kOfStreamOptions = std::to_array<std::string_view>({"include_usage"});

// Two letters outside of ASCII fold to one inside: the long s and the sign of kelvin.
std::string folded(std::string_view key) {
  constexpr std::string_view kLongS = "\xC5\xBF";
  constexpr std::string_view kKelvin = "\xE2\x84\xAA";
  std::string out;
  while (!key.empty()) {
    const bool is_s = key.starts_with(kLongS);
    const bool is_k = key.starts_with(kKelvin);
    const char c = is_s ? 's' : is_k ? 'k' : key[0];
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    key.remove_prefix(is_s ? kLongS.size() : is_k ? kKelvin.size() : 1);
  }
  return out;
}

// Longer keys, in any spelling, are none of the table.
constexpr size_t kMaxKeyBytes = 64;

Status check_members(const JsonIndex& request, JsonNode object,
                     std::span<const std::string_view> governed) {
  if (!request.type_is(object, JsonType::kObject)) return {};
  for (const JsonNode value : request.children(object)) {
    const std::string_view key = request.text(request.key_of(value));
    if (key.size() > kMaxKeyBytes) continue;
    const std::string lower = folded(key);
    if (lower == key || std::find(governed.begin(), governed.end(), lower) == governed.end()) {
      continue;
    }
    return {Code::kInvalidRequest, "request.key_case",
            "the request's " + request.pointer(value) + " must be written " + lower +
                ": some servers ignore the case of a key, and what it says is governed"};
  }
  return {};
}

Status check_messages(const JsonIndex& request, JsonNode messages) {
  if (!request.type_is(messages, JsonType::kArray)) return {};
  for (const JsonNode message : request.children(messages)) {
    WEIR_RETURN_IF_ERROR(check_members(request, message, kOfMessage));
    const JsonNode content = request.member(message, "content");
    if (!request.type_is(content, JsonType::kArray)) continue;
    for (const JsonNode part : request.children(content)) {
      WEIR_RETURN_IF_ERROR(check_members(request, part, kOfPart));
    }
  }
  return {};
}

}  // namespace

Status check_key_case(const JsonIndex& request) {
  const JsonNode root = JsonIndex::root();
  WEIR_RETURN_IF_ERROR(check_members(request, root, kOfRequest));
  WEIR_RETURN_IF_ERROR(check_messages(request, request.member(root, "messages")));
  return check_members(request, request.member(root, "stream_options"), kOfStreamOptions);
}

}  // namespace weir::openai
