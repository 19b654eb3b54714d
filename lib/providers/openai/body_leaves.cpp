#include "providers/openai/body_leaves.h"

#include <algorithm>
#include <array>

#include "providers/openai/words.h"

namespace weir::openai {
namespace {

constexpr size_t kLongNumberDigits = 9;
constexpr size_t kBlobBytes = 256;  // shorter runs of base64 letters may be text

// A report names no more than these; the parts behind them have no path.
constexpr size_t kMaxNamedParts = 256;

// Members of a content part that are media, and where in them the bytes or the URL stand.
struct MediaMember {
  std::string_view member;
  std::string_view blob;
};
constexpr auto kMedia = std::to_array<MediaMember>({
    {"image_url", "url"},
    {"input_audio", "data"},
    {"file", "file_data"},
    {"video_url", "url"},
    {"audio_url", "url"},
});

// Members of a message that are prose.
constexpr auto kTexts =
    std::to_array<std::string_view>({"refusal", "reasoning", "reasoning_content"});

// Keys whose values may be words of the format.
constexpr auto kValueKeys = std::to_array<std::string_view>(
    {"finish_reason", "object", "role", "service_tier", "tool_choice", "type"});

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
}

bool is_base64_letter(char c) {
  const char letter = lower(c);
  return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' ||
         c == '-' || c == '_' || c == '=' || c == '\n' || c == '\r';
}

bool is_blob(std::string_view text) {
  return text.size() >= kBlobBytes && std::all_of(text.begin(), text.end(), is_base64_letter);
}

// Media types of text: the guardrails unpack and read it. None is text/plain.
constexpr auto kTextTypes = std::to_array<std::string_view>(
    {"application/json", "application/xml", "application/yaml", "application/javascript",
     "application/x-www-form-urlencoded"});

bool is_text_type(std::string_view type) {
  std::string name(type);
  std::transform(name.begin(), name.end(), name.begin(), lower);
  return name.empty() || name.starts_with("text/") || name.ends_with("+json") ||
         name.ends_with("+xml") ||
         std::find(kTextTypes.begin(), kTextTypes.end(), name) != kTextTypes.end();
}

bool is_long_number(std::string_view raw) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return raw.size() >= kLongNumberDigits && std::count_if(raw.begin(), raw.end(), is_digit) >=
                                                static_cast<std::ptrdiff_t>(kLongNumberDigits);
}

}  // namespace

bool is_data_url(std::string_view text) {
  constexpr std::string_view kScheme = "data:";
  const std::string_view head = text.substr(0, kScheme.size());
  if (!std::equal(head.begin(), head.end(), kScheme.begin(), kScheme.end(),
                  [](char a, char b) { return lower(a) == b; })) {
    return false;
  }
  const std::string_view header = text.substr(0, text.find(','));
  if (!header.ends_with(";base64") || header.size() == text.size()) return false;
  return !is_text_type(header.substr(kScheme.size(), header.find(';') - kScheme.size()));
}

std::string_view BodyLeaves::key_text(JsonNode value) const {
  const JsonNode key = index_.key_of(value);
  return key == kNoJsonNode ? std::string_view() : index_.text(key);
}

void BodyLeaves::mark(JsonNode value, Mark mark) {
  if (index_.type_is(value, JsonType::kString)) marks_[value] = mark;
}

void BodyLeaves::leave_out(JsonNode value) {
  if (value == kNoJsonNode) return;
  std::fill(marks_.begin() + value, marks_.begin() + index_.after(value), Mark::kLeftOut);
}

void BodyLeaves::add_unscanned(std::string_view kind, JsonNode part, JsonNode blob) {
  const bool is_named = unscanned_.size() < kMaxNamedParts;
  unscanned_.push_back({std::string(kind), is_named ? index_.pointer(part) : std::string()});
  if (index_.type_is(blob, JsonType::kString) &&
      (is_data_url(index_.text(blob)) || is_blob(index_.text(blob)))) {
    leave_out(blob);
  }
}

void BodyLeaves::read_message(JsonNode message, bool is_json) {
  if (!index_.type_is(message, JsonType::kObject)) return;
  const JsonNode content = index_.member(message, "content");
  read_content(content);
  if (is_json) mark(content, Mark::kJson);
  for (const std::string_view key : kTexts) mark(index_.member(message, key), Mark::kText);
  const auto mark_arguments = [this](JsonNode function) {
    mark(index_.member(function, "arguments"), Mark::kJson);
  };
  mark_arguments(index_.member(message, "function_call"));
  const JsonNode calls = index_.member(message, "tool_calls");
  if (index_.type_is(calls, JsonType::kArray)) {
    for (const JsonNode call : index_.children(calls)) {
      mark_arguments(index_.member(call, "function"));
    }
  }
  const JsonNode audio = index_.member(message, "audio");
  const JsonNode data = index_.member(audio, "data");
  if (data != kNoJsonNode) {
    add_unscanned("audio", audio, data);
    leave_out(data);
  }
}

void BodyLeaves::read_content(JsonNode content) {
  mark(content, Mark::kText);
  if (!index_.type_is(content, JsonType::kArray)) return;
  std::vector<JsonNode> run;  // adjacent text parts, one text to the model
  for (const JsonNode part : index_.children(content)) read_part(part, run);
  flush(run);
}

void BodyLeaves::read_part(JsonNode part, std::vector<JsonNode>& run) {
  const JsonNode text =
      index_.type_is(part, JsonType::kString) ? part : index_.member(part, "text");
  if (index_.type_is(text, JsonType::kString)) {
    run.push_back(text);
  } else {
    flush(run);
  }
  mark(index_.member(part, "refusal"), Mark::kText);
  bool is_media = false;
  for (const MediaMember& media : kMedia) {
    const JsonNode value = index_.member(part, media.member);
    if (value == kNoJsonNode) continue;
    is_media = true;
    const bool is_string = index_.type_is(value, JsonType::kString);
    add_unscanned(media.member, part, is_string ? value : index_.member(value, media.blob));
  }
  if (is_media) {
    flush(run);
  } else if (text == kNoJsonNode) {
    const JsonNode type = index_.member(part, "type");
    read_unknown_part(part, index_.type_is(type, JsonType::kString) ? index_.text(type) : "");
  }
}

// A part of a type that is not known is unreadable when it holds bytes or points elsewhere; its
// strings are leaves like any other.
void BodyLeaves::read_unknown_part(JsonNode part, std::string_view type) {
  bool is_unreadable = false;
  for (JsonNode node = part; node < index_.after(part); ++node) {
    if (!index_.type_is(node, JsonType::kString)) continue;
    const std::string_view text = index_.text(node);
    const std::string_view key = key_text(node);
    const bool is_bytes = is_data_url(text) || is_blob(text);
    if (is_bytes) leave_out(node);
    is_unreadable = is_unreadable || is_bytes || key.ends_with("url") || key.ends_with("file_id");
  }
  if (is_unreadable) add_unscanned(type.empty() ? "part" : type, part, kNoJsonNode);
}

void BodyLeaves::flush(std::vector<JsonNode>& run) {
  if (run.empty()) return;
  leaves_.add_joined(LeafKind::kMessageText, run, index_);
  for (const JsonNode node : run) mark(node, Mark::kLeftOut);
  run.clear();
}

void BodyLeaves::add_string(JsonNode value) {
  switch (marks_[value]) {
    case Mark::kLeftOut:
      return;
    case Mark::kText:
      return leaves_.add(LeafKind::kMessageText, value, index_);
    case Mark::kJson:
      return leaves_.add(LeafKind::kJsonText, value, index_);
    case Mark::kNone:
      break;
  }
  const std::string_view text = index_.text(value);
  if (is_data_url(text)) return add_unscanned("data_url", value, value);
  const bool may_be_word =
      std::binary_search(kValueKeys.begin(), kValueKeys.end(), key_text(value));
  if (may_be_word && is_format_value(text)) return;
  leaves_.add(LeafKind::kString, value, index_);
}

void BodyLeaves::add_rest() {
  for (JsonNode node = 0; node < index_.node_count(); ++node) {
    if (marks_[node] == Mark::kLeftOut) continue;
    switch (index_.type(node)) {
      case JsonType::kString:
        add_string(node);
        break;
      case JsonType::kKey:
        if (!is_format_key(index_.text(node))) leaves_.add(LeafKind::kKey, node, index_);
        break;
      case JsonType::kNumber:
        if (is_long_number(index_.raw(node))) leaves_.add(LeafKind::kNumber, node, index_);
        break;
      default:
        break;
    }
  }
}

}  // namespace weir::openai
