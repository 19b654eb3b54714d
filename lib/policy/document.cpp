#include "policy/document.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "policy/utf8.h"

namespace weir {
namespace {

constexpr unsigned kReaderFlags =
    rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag |
    rapidjson::kParseCommentsFlag | rapidjson::kParseTrailingCommasFlag |
    rapidjson::kParseNumbersAsStringsFlag;

// The opening quote of a string that ends just before `end`. Every quote inside it follows a
// backslash; the opening one never does.
size_t opening_quote(std::string_view text, size_t end) {
  size_t at = end - 1;
  do {
    --at;
  } while (at > 0 && (text[at] != '"' || text[at - 1] == '\\'));
  return at;
}

// Builds the tree from the reader's events. A pointer on the stack stays valid, because a parent
// gets its next child only after the present one has left the stack.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, const rapidjson::MemoryStream& stream, Node& root,
              SyntaxFault& fault)
      : text_(text), stream_(stream), root_(root), fault_(fault) {}

  bool Null() { return leaf(NodeKind::kNull, "null", stream_.Tell() - 4); }
  bool Bool(bool value) {
    const std::string_view word = value ? "true" : "false";
    return leaf(NodeKind::kBoolean, word, stream_.Tell() - word.size());
  }
  bool Int(int /*value*/) { return false; }  // numbers arrive as RawNumber
  bool Uint(unsigned /*value*/) { return false; }
  bool Int64(int64_t /*value*/) { return false; }
  bool Uint64(uint64_t /*value*/) { return false; }
  bool Double(double /*value*/) { return false; }
  bool RawNumber(const char* digits, rapidjson::SizeType length, bool /*copy*/) {
    return leaf(NodeKind::kNumber, {digits, length}, stream_.Tell() - length);
  }
  bool String(const char* bytes, rapidjson::SizeType length, bool /*copy*/) {
    const size_t offset = opening_quote(text_, stream_.Tell());
    return is_clean({bytes, length}, offset) && leaf(NodeKind::kString, {bytes, length}, offset);
  }
  bool Key(const char* bytes, rapidjson::SizeType length, bool /*copy*/) {
    const size_t offset = opening_quote(text_, stream_.Tell());
    if (!is_clean({bytes, length}, offset)) return false;
    if (!names_.back().emplace(bytes, length).second) {
      return refuse("policy.duplicate_key", "the same key stands twice in one object", offset);
    }
    open_.back()->members.push_back({std::string(bytes, length), offset, Node{}});
    return true;
  }
  bool StartObject() { return open(NodeKind::kObject); }
  bool EndObject(rapidjson::SizeType /*count*/) { return close(); }
  bool StartArray() { return open(NodeKind::kArray); }
  bool EndArray(rapidjson::SizeType /*count*/) { return close(); }

 private:
  bool refuse(std::string_view reason, std::string_view message, size_t offset) {
    fault_ = {std::string(reason), std::string(message), offset};
    return false;
  }

  // RapidJSON 1.1.0 lets a lone low surrogate escape through.
  bool is_clean(std::string_view decoded, size_t offset) {
    if (find_invalid_utf8(decoded) == std::string_view::npos) return true;
    return refuse("policy.encoding", "the string holds an escape that is no character", offset);
  }

  Node* place(NodeKind kind, size_t offset) {
    if (++nodes_ > kMaxPolicyNodes) {
      refuse("policy.too_large", "the policy holds more than 200000 values", offset);
      return nullptr;
    }
    Node* node = &root_;
    if (!open_.empty() && open_.back()->kind == NodeKind::kArray) {
      node = &open_.back()->items.emplace_back();
    } else if (!open_.empty()) {
      node = &open_.back()->members.back().value;
    }
    node->kind = kind;
    node->offset = offset;
    return node;
  }

  bool leaf(NodeKind kind, std::string_view text, size_t offset) {
    Node* node = place(kind, offset);
    if (node != nullptr) node->text = text;
    return node != nullptr;
  }

  bool open(NodeKind kind) {
    const size_t offset = stream_.Tell();  // the iterative reader takes the bracket afterwards
    if (open_.size() == kMaxPolicyDepth) {
      return refuse("policy.too_large", "the policy is nested deeper than 32 levels", offset);
    }
    Node* node = place(kind, offset);
    if (node == nullptr) return false;
    open_.push_back(node);
    names_.emplace_back();
    return true;
  }

  bool close() {
    open_.pop_back();
    names_.pop_back();
    return true;
  }

  std::string_view text_;
  const rapidjson::MemoryStream& stream_;
  Node& root_;
  SyntaxFault& fault_;
  std::vector<Node*> open_;
  std::vector<std::unordered_set<std::string>> names_;
  size_t nodes_ = 0;
};

bool check_bytes(std::string_view text, SyntaxFault& fault) {
  if (text.size() > kMaxPolicyBytes) {
    fault = {"policy.too_large", "the policy is larger than 1 MiB", kMaxPolicyBytes};
    return false;
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    fault = {"policy.encoding", "the policy begins with a byte order mark; save it without one", 0};
    return false;
  }
  const size_t nul = text.find('\0');
  const size_t invalid = std::min(nul, find_invalid_utf8(text));
  if (invalid == std::string_view::npos) return true;
  fault = {"policy.encoding",
           invalid == nul ? "the policy holds a NUL byte" : "the policy is not UTF-8 here",
           invalid};
  return false;
}

}  // namespace

std::string_view describe(NodeKind kind) {
  constexpr std::array<std::string_view, 6> kWords = {"null",     "true or false", "a number",
                                                      "a string", "an array",      "an object"};
  return kWords[static_cast<size_t>(kind)];
}

const Node* Node::find(std::string_view name) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [name](const Member& member) { return member.name == name; });
  return found == members.end() ? nullptr : &found->value;
}

Node* Node::find(std::string_view name) {
  return const_cast<Node*>(static_cast<const Node&>(*this).find(name));
}

Position position_at(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const size_t newline = before.rfind('\n');
  const size_t start = newline == std::string_view::npos ? 0 : newline + 1;
  return {1 + std::count(before.begin(), before.end(), '\n'),
          static_cast<int64_t>(before.size() - start) + 1};
}

bool parse_document(std::string_view text, Node& document, SyntaxFault& fault) {
  if (!check_bytes(text, fault)) return false;
  rapidjson::MemoryStream stream(text.data(), text.size());
  TreeBuilder builder(text, stream, document, fault);
  rapidjson::Reader reader;
  const rapidjson::ParseResult result = reader.Parse<kReaderFlags>(stream, builder);
  if (!result.IsError()) return true;
  if (fault.reason.empty()) {
    fault = {"policy.syntax", rapidjson::GetParseError_En(result.Code()), result.Offset()};
  }
  return false;
}

void append_json_string(std::string& out, std::string_view text) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  out.append(buffer.GetString(), buffer.GetSize());
}

std::string pointer_step(std::string_view name) {
  std::string step = "/";
  for (const char byte : name) {
    if (byte == '~') {
      step += "~0";
    } else if (byte == '/') {
      step += "~1";
    } else {
      step += byte;
    }
  }
  return step;
}

}  // namespace weir
