#include "gateway/redacted_path.h"

#include <algorithm>
#include <vector>

#include "providers/openai/words.h"

namespace weir {
namespace {

constexpr std::string_view kCut = "/...";

bool is_ordinal(std::string_view token) {
  constexpr size_t kMaxDigits = 8;  // fewer than any identifier has
  return token.size() <= kMaxDigits &&
         std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_plain(std::string_view token) {
  return openai::is_format_key(token) || is_ordinal(token);
}

std::string unescaped(std::string_view token) {
  std::string out;
  for (size_t i = 0; i < token.size(); ++i) {
    const bool is_escape = token[i] == '~' && i + 1 < token.size();
    out += is_escape ? (token[++i] == '0' ? '~' : '/') : token[i];
  }
  return out;
}

// A name as programmers give them, and no prose.
bool is_name(std::string_view key) {
  constexpr size_t kMaxBytes = 64;
  return key.size() <= kMaxBytes && std::all_of(key.begin(), key.end(), [](char c) {
           const char lower = static_cast<char>(c | 0x20);
           return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
                  c == '-' || c == '.';
         });
}

// A path stands in reports, errors and the log: of a key that is text it tells what was found.
std::string redacted_key(const Ruleset& rules, std::string_view key) {
  const auto result = scan(rules, key);
  if (!result.ok() || result->verdict.blocked) return "<WITHHELD>";
  if (!result->findings.empty()) return "<" + std::string(result->findings.front().entity) + ">";
  return is_name(key) ? std::string(key) : "*";
}

// Whether there was room for it.
bool append(std::string& path, std::string_view token) {
  const bool has_room = path.size() + token.size() + kCut.size() <= kMaxRedactedPathBytes;
  path += has_room ? token : kCut;
  return has_room;
}

std::string as_token(std::string_view key) {
  std::string token;
  append_json_pointer_token(token, key);
  return token;
}

template <typename Replace>
std::string with_each_token(std::string_view pointer, Replace replace) {
  std::string out;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);  // the slash
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    const bool has_room = append(
        out, is_plain(token) ? "/" + std::string(token) : as_token(replace(unescaped(token))));
    if (!has_room) break;
  }
  return out;
}

}  // namespace

const std::string& RedactedPaths::of(JsonNode node) {
  if (index_.type(node) == JsonType::kKey) ++node;
  if (node == last_) return path_;
  last_ = node;
  std::vector<JsonNode> way;  // from the node up to below the root
  for (; index_.parent(node) != kNoJsonNode; node = index_.parent(node)) way.push_back(node);
  std::reverse(way.begin(), way.end());
  path_.clear();
  for (const JsonNode value : way) {
    if (!append(path_, token(value))) break;
  }
  return path_;
}

std::string RedactedPaths::token(JsonNode value) {
  const JsonNode key = index_.key_of(value);
  if (key == kNoJsonNode) return "/" + std::to_string(index_.ordinal(value));
  const std::string_view text = index_.text(key);
  if (is_plain(text)) return "/" + std::string(text);
  const auto [place, is_new] = tokens_.try_emplace(key);
  if (is_new) {
    ++keys_scanned_;
    place->second = as_token(redacted_key(rules_, text));
  }
  return place->second;
}

std::string redacted_pointer(const Ruleset& rules, std::string_view pointer) {
  return with_each_token(pointer,
                         [&rules](const std::string& key) { return redacted_key(rules, key); });
}

std::string masked_pointer(std::string_view pointer) {
  return with_each_token(pointer, [](const std::string&) { return "*"; });
}

}  // namespace weir
