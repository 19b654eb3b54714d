// JSON pointers (RFC 6901) of an index.
#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_index.h"

namespace weir {
namespace {

std::string unescaped(std::string_view token) {
  std::string out;
  for (size_t i = 0; i < token.size(); ++i) {
    const bool is_escape = token[i] == '~' && i + 1 < token.size();
    if (is_escape && (token[i + 1] == '0' || token[i + 1] == '1')) {
      out += token[++i] == '0' ? '~' : '/';
    } else {
      out += token[i];
    }
  }
  return out;
}

JsonNode element(const JsonIndex& index, JsonNode array, std::string_view token) {
  size_t wanted = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), wanted);
  const bool is_number = error == std::errc() && end == token.data() + token.size();
  if (!is_number || (token.size() > 1 && token[0] == '0')) return kNoJsonNode;
  for (const JsonNode node : index.children(array)) {
    if (wanted-- == 0) return node;
  }
  return kNoJsonNode;
}

}  // namespace

void append_json_pointer_token(std::string& out, std::string_view key) {
  out += '/';
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
}

JsonNode JsonIndex::at(std::string_view pointer) const {
  JsonNode node = root();
  while (!pointer.empty() && node != kNoJsonNode) {
    if (pointer[0] != '/') return kNoJsonNode;
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    node = type_is(node, JsonType::kArray) ? element(*this, node, token)
                                           : member(node, unescaped(token));
  }
  return node;
}

std::string JsonIndex::pointer(JsonNode node) const {
  std::vector<JsonNode> path;  // from the node up to below the root
  if (type(node) == JsonType::kKey) ++node;
  for (; parent(node) != kNoJsonNode; node = parent(node)) path.push_back(node);
  std::string out;
  std::reverse(path.begin(), path.end());
  for (const JsonNode value : path) {
    const JsonNode key = key_of(value);
    append_json_pointer_token(
        out, key != kNoJsonNode ? std::string(text(key)) : std::to_string(ordinal(value)));
  }
  return out;
}

}  // namespace weir
