#include "base/json_index.h"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "base/json_reader.h"

namespace weir {
namespace {

Status refuse(std::string_view reason, size_t offset, std::string_view what) {
  if (what.ends_with('.')) what.remove_suffix(1);
  return {Code::kInvalidRequest, reason,
          std::string(what) + " at byte " + std::to_string(offset) + " of the JSON text"};
}

constexpr size_t kPairwiseKeys = 8;  // up to here comparing all pairs is faster than sorting

}  // namespace

// The handler of RapidJSON's reader; its method names are RapidJSON's.
class JsonIndexBuilder {
 public:
  JsonIndexBuilder(const JsonLimits& limits, std::string text) : limits_(limits) {
    index_.body_ = std::make_unique<const std::string>(std::move(text));
    index_.nodes_.reserve(std::min<size_t>(index_.body_->size() / 8 + 1, 64));
  }

  Result<JsonIndex> build() {
    JsonStream stream(*index_.body_);
    stream_ = &stream;
    rapidjson::GenericReader<JsonUtf8, JsonUtf8> reader;
    constexpr unsigned kFlags = rapidjson::kParseIterativeFlag |
                                rapidjson::kParseValidateEncodingFlag |
                                rapidjson::kParseNumbersAsStringsFlag | rapidjson::kParseInsituFlag;
    const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, *this);
    stream_ = nullptr;
    WEIR_RETURN_IF_ERROR(fault_of(result, stream));
    index_.arena_ = stream.take_arena();
    return std::move(index_);
  }

  bool Null() { return add_literal(JsonType::kNull, 4); }
  bool Bool(bool value) {
    return value ? add_literal(JsonType::kTrue, 4) : add_literal(JsonType::kFalse, 5);
  }
  bool RawNumber(const char* /*text*/, rapidjson::SizeType size, bool /*copy*/) {
    return add_literal(JsonType::kNumber, size);
  }
  bool String(const char* /*text*/, rapidjson::SizeType /*size*/, bool /*copy*/) {
    return add_string(JsonType::kString);
  }
  bool Key(const char* /*text*/, rapidjson::SizeType /*size*/, bool /*copy*/) {
    return add_string(JsonType::kKey);
  }
  bool StartObject() { return open(JsonType::kObject); }
  bool StartArray() { return open(JsonType::kArray); }
  bool EndArray(rapidjson::SizeType /*count*/) { return close(); }
  bool EndObject(rapidjson::SizeType count) {
    return (count < 2 || has_distinct_keys(open_.back().node, count)) && close();
  }
  // The reader never calls these with numbers as strings.
  bool Int(int /*value*/) { return false; }
  bool Uint(unsigned /*value*/) { return false; }
  bool Int64(int64_t /*value*/) { return false; }
  bool Uint64(uint64_t /*value*/) { return false; }
  bool Double(double /*value*/) { return false; }

 private:
  using Node = JsonIndex::Node;
  struct Open {  // a container that is not closed yet
    JsonNode node = 0;
    uint32_t children = 0;
  };

  // The reader stands at the end of what is added, before the bracket of a container.
  Node* add(JsonType type, size_t begin, size_t end) {
    std::vector<Node>& nodes = index_.nodes_;
    if (nodes.size() >= limits_.max_nodes) {
      fault_ = refuse("json.too_many_nodes", begin, "more values and keys than the limit");
      return nullptr;
    }
    Node& node = nodes.emplace_back();
    node.begin = static_cast<uint32_t>(begin);
    node.end = static_cast<uint32_t>(end);
    node.parent = open_.empty() ? kNoJsonNode : open_.back().node;
    node.after = static_cast<JsonNode>(nodes.size());
    node.type = type;
    if (!open_.empty()) node.ordinal = open_.back().children;
    if (!open_.empty() && type != JsonType::kKey) ++open_.back().children;
    node.is_member = nodes.size() > 1 && nodes[nodes.size() - 2].type == JsonType::kKey;
    return &node;
  }

  bool add_literal(JsonType type, size_t size) {
    const size_t end = stream_->Tell();
    return add(type, end - size, end) != nullptr;
  }

  bool add_string(JsonType type) {
    Node* node = add(type, stream_->string_begin() - 1, stream_->string_end() + 1);
    if (node == nullptr) return false;
    node->text_begin = static_cast<uint32_t>(stream_->text_begin());
    node->text_size = static_cast<uint32_t>(stream_->text_size());
    node->is_verbatim = stream_->is_verbatim();
    return true;
  }

  bool open(JsonType type) {
    const size_t begin = stream_->Tell();
    if (open_.size() >= limits_.max_depth) {
      fault_ = refuse("json.too_deep", begin, "arrays and objects nested deeper than the limit");
      return false;
    }
    if (add(type, begin, begin + 1) == nullptr) return false;
    open_.push_back({static_cast<JsonNode>(index_.nodes_.size() - 1)});
    return true;
  }

  bool close() {
    Node& node = index_.nodes_[open_.back().node];
    node.end = static_cast<uint32_t>(stream_->Tell() + 1);
    node.after = static_cast<JsonNode>(index_.nodes_.size());
    open_.pop_back();
    return true;
  }

  // The arena is still the stream's.
  std::string_view key(JsonNode node) const {
    const Node& it = index_.nodes_[node];
    const char* base = it.is_verbatim ? index_.body_->data() : stream_->arena();
    return {base + it.text_begin, it.text_size};
  }

  bool has_distinct_keys(JsonNode object, size_t count) {
    keys_.clear();
    for (JsonNode node = object + 1; node < index_.nodes_.size();
         node = index_.nodes_[node + 1].after) {
      keys_.push_back(node);
    }
    const auto is_same = [this](JsonNode a, JsonNode b) { return key(a) == key(b); };
    if (count > kPairwiseKeys) {
      std::sort(keys_.begin(), keys_.end(), [this](JsonNode a, JsonNode b) {
        const int order = key(a).compare(key(b));
        return order != 0 ? order < 0 : a < b;
      });
      const auto twin = std::adjacent_find(keys_.begin(), keys_.end(), is_same);
      return twin == keys_.end() || refuse_key(*std::next(twin));
    }
    for (size_t i = 1; i < keys_.size(); ++i) {
      for (size_t k = 0; k < i; ++k) {
        if (is_same(keys_[i], keys_[k])) return refuse_key(keys_[i]);
      }
    }
    return true;
  }

  bool refuse_key(JsonNode node) {
    fault_ = refuse("json.duplicate_key", index_.nodes_[node].begin,
                    "the same key a second time in one object");
    return false;
  }

  Status fault_of(const rapidjson::ParseResult& result, const JsonStream& stream) {
    if (!fault_.ok()) return std::move(fault_);
    if (stream.has_lone_surrogate()) {
      return refuse("json.invalid_utf8", stream.lone_surrogate(), "half of a surrogate pair");
    }
    if (!result.IsError()) {
      if (stream.is_at_end()) return {};
      return refuse("json.trailing_bytes", stream.Tell(), "bytes behind the JSON value");
    }
    switch (result.Code()) {
      case rapidjson::kParseErrorStringInvalidEncoding:
        return refuse("json.invalid_utf8", stream.Tell(), "a byte that is not UTF-8");
      case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
        return refuse("json.invalid_utf8", result.Offset(), "half of a surrogate pair");
      case rapidjson::kParseErrorDocumentRootNotSingular:
        return refuse("json.trailing_bytes", result.Offset(), "bytes behind the JSON value");
      default:
        return refuse("json.syntax", result.Offset(), rapidjson::GetParseError_En(result.Code()));
    }
  }

  JsonLimits limits_;
  JsonIndex index_;
  JsonStream* stream_ = nullptr;
  std::vector<Open> open_;
  std::vector<JsonNode> keys_;
  Status fault_;
};

Result<JsonIndex> JsonIndex::parse(std::string text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes || text.size() >= kNoJsonNode) {
    return Status(Code::kInvalidRequest, "body.too_large",
                  "the body is larger than the limit of " + std::to_string(limits.max_bytes) +
                      " bytes (max_body_bytes)");
  }
  if (text.starts_with("\xEF\xBB\xBF")) {
    return refuse("json.byte_order_mark", 0, "a byte order mark");
  }
  return JsonIndexBuilder(limits, std::move(text)).build();
}

std::string_view JsonIndex::raw(JsonNode node) const {
  return std::string_view(*body_).substr(nodes_[node].begin, nodes_[node].end - nodes_[node].begin);
}

std::string_view JsonIndex::text(JsonNode node) const {
  const Node& it = nodes_[node];
  if (it.type != JsonType::kString && it.type != JsonType::kKey) return raw(node);
  return {(it.is_verbatim ? body_->data() : arena_.get()) + it.text_begin, it.text_size};
}

bool JsonIndex::is_verbatim(JsonNode node) const {
  return nodes_[node].is_verbatim;
}

std::optional<int64_t> JsonIndex::integer(JsonNode node) const {
  if (!type_is(node, JsonType::kNumber)) return std::nullopt;
  const std::string_view digits = raw(node);
  int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<bool> JsonIndex::boolean(JsonNode node) const {
  if (type_is(node, JsonType::kTrue)) return true;
  if (type_is(node, JsonType::kFalse)) return false;
  return std::nullopt;
}

JsonNode JsonIndex::key_of(JsonNode value) const {
  return nodes_[value].is_member ? value - 1 : kNoJsonNode;
}

JsonChildren JsonIndex::children(JsonNode node) const {
  const JsonNode first = node + 1;
  return {this, first, std::max(first, nodes_[node].after)};
}

JsonNode JsonIndex::member(JsonNode object, std::string_view key) const {
  if (!type_is(object, JsonType::kObject)) return kNoJsonNode;
  for (const JsonNode value : children(object)) {
    if (text(value - 1) == key) return value;
  }
  return kNoJsonNode;
}

}  // namespace weir
