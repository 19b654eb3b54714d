#include "providers/openai/stream_chunk.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/json_edit.h"

namespace weir::openai {
namespace {

constexpr auto kEnvelopeKeys =
    std::to_array<std::string_view>({"choices", "created", "id", "model", "object", "provider",
                                     "service_tier", "system_fingerprint"});

constexpr size_t kMaxTypeBytes = 64;

// The delta that holds `value`: the one member of a choice, which is an element of the root's
// choices.
JsonNode delta_of(const JsonIndex& index, JsonNode value) {
  const auto depth_three_above_is_root = [&index](JsonNode node) {
    return index.parent(index.parent(index.parent(node))) == JsonIndex::root();
  };
  JsonNode node = index.parent(value);
  while (!depth_three_above_is_root(node)) node = index.parent(node);
  return node;
}

// `json` as the member of an object: with the object's number, or with its type where it has none,
// so that the reader can tell which object is meant.
std::string as_member(const JsonIndex& index, JsonNode value, const std::string& json) {
  std::string out = "{";
  const JsonNode object = index.parent(value);
  const JsonNode number = index.member(object, "index");
  const JsonNode type = index.member(object, "type");
  if (index.type_is(number, JsonType::kNumber) && index.integer(number)) {
    out.append("\"index\":").append(index.raw(number)).append(",");
  } else if (type != value && index.type_is(type, JsonType::kString) &&
             index.raw(type).size() <= kMaxTypeBytes) {
    out.append("\"type\":").append(index.raw(type)).append(",");
  }
  return out.append(index.raw(index.key_of(value))).append(":").append(json).append("}");
}

// `json` as an element of an array: at its old place, unless it says its number itself.
std::string as_element(const JsonIndex& index, JsonNode value, const std::string& json) {
  std::string out = "[";
  if (index_member(index, value, -1) < 0) {
    const bool is_string = index.type_is(value, JsonType::kString);
    for (size_t i = index.ordinal(value); i > 0; --i) out.append(is_string ? "\"\"," : "{},");
  }
  return out.append(json).append("]");
}

std::string delta_with(const JsonIndex& index, JsonNode delta, JsonNode value,
                       std::string_view text) {
  std::string json = json_quoted(text);
  for (JsonNode node = value; node != delta; node = index.parent(node)) {
    json = index.key_of(node) == kNoJsonNode ? as_element(index, node, json)
                                             : as_member(index, node, json);
  }
  return json;
}

}  // namespace

int64_t index_member(const JsonIndex& index, JsonNode object, int64_t otherwise) {
  const JsonNode number = index.member(object, "index");
  return number == kNoJsonNode ? otherwise : index.integer(number).value_or(otherwise);
}

std::string path_below(const JsonIndex& index, JsonNode delta, JsonNode value) {
  std::vector<std::string> tokens;  // from the value up
  for (JsonNode node = value; node != delta; node = index.parent(node)) {
    const JsonNode key = index.key_of(node);
    tokens.push_back(
        key != kNoJsonNode
            ? std::string(index.text(key))
            : std::to_string(index_member(index, node, static_cast<int64_t>(index.ordinal(node)))));
  }
  std::string path;
  std::reverse(tokens.begin(), tokens.end());
  for (const std::string& token : tokens) append_json_pointer_token(path, token);
  return path;
}

std::string chunk_with(const JsonIndex& index, JsonNode value, int64_t choice,
                       std::string_view text, bool with_envelope) {
  std::string choices = "[{\"index\":";
  choices.append(std::to_string(choice)).append(",\"delta\":");
  choices.append(delta_with(index, delta_of(index, value), value, text));
  choices.append(",\"finish_reason\":null}]");
  if (!with_envelope) return "{\"choices\":" + choices + "}";
  JsonEdit out(index);
  for (const JsonNode member : index.children(JsonIndex::root())) {
    const std::string_view key = index.text(index.key_of(member));
    if (std::find(kEnvelopeKeys.begin(), kEnvelopeKeys.end(), key) == kEnvelopeKeys.end()) {
      out.remove(member);
    }
  }
  out.replace_value(index.member(JsonIndex::root(), "choices"), std::move(choices));
  return out.apply();
}

}  // namespace weir::openai
