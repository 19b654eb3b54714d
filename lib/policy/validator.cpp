#include "policy/validator.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "policy/decimal.h"
#include "policy/key_table.h"
#include "policy/suggestion.h"
#include "policy/utf8.h"

namespace weir {
namespace {

constexpr int64_t kNanoPerUnit = 1'000'000'000;

std::vector<std::string_view> names_of(const Node& object) {
  std::vector<std::string_view> names;
  names.reserve(object.members.size());
  for (const Member& member : object.members) names.push_back(member.name);
  return names;
}

NodeKind kind_of(KeyType type) {
  switch (type) {
    case KeyType::kObject:
    case KeyType::kMap:
      return NodeKind::kObject;
    case KeyType::kArray:
      return NodeKind::kArray;
    case KeyType::kString:
    case KeyType::kWord:
      return NodeKind::kString;
    case KeyType::kInteger:
    case KeyType::kNumber:
    case KeyType::kUsd:
      return NodeKind::kNumber;
    case KeyType::kBoolean:
      return NodeKind::kBoolean;
  }
  return NodeKind::kNull;
}

std::string range_text(const KeyRow& row, std::string_view counted) {
  std::string text = row.low == row.high
                         ? std::to_string(row.low)
                         : std::to_string(row.low) + " to " + std::to_string(row.high);
  return "must " + std::string(counted) + text +
         (row.unit.empty() ? "" : " (" + std::string(row.unit) + ")");
}

class Validator {
 public:
  Validator(const Node& document, ErrorList& errors) : document_(document), errors_(errors) {}

  // `row` is the row of `node`; `pointer` is where the node stands.
  void check(const Node& node, const KeyRow& row, const std::string& pointer) {
    if (node.kind != kind_of(row.type)) {
      add("policy.type", pointer, node, "must be " + std::string(describe(kind_of(row.type))));
      return;
    }
    switch (row.type) {
      case KeyType::kObject:
        check_object(node, row, pointer);
        break;
      case KeyType::kMap:
        check_map(node, row, pointer);
        break;
      case KeyType::kArray:
        check_array(node, row, pointer);
        break;
      case KeyType::kString:
        check_string(node, row, pointer);
        break;
      case KeyType::kWord:
        check_word(node, row, pointer);
        break;
      case KeyType::kInteger:
      case KeyType::kNumber:
      case KeyType::kUsd:
        check_number(node, row, pointer);
        break;
      case KeyType::kBoolean:
        break;
    }
  }

 private:
  // Errors that are only counted need none: it would cost more than linear time.
  [[nodiscard]] std::string suggestion(std::string_view word,
                                       const std::vector<std::string_view>& known) const {
    return errors_.count() < ErrorList::kMaxErrors ? suggest(word, known) : std::string();
  }

  void add(std::string_view reason, const std::string& pointer, const Node& node,
           std::string_view message) {
    errors_.add(reason, pointer, node.offset, message);
  }

  void check_object(const Node& node, const KeyRow& row, const std::string& pointer) {
    const std::vector<const KeyRow*> rows = rows_below(row.path);
    for (const Member& member : node.members) check_member(member, rows, pointer);
    for (const KeyRow* key : rows) {
      if (!key->required || node.find(last_step(key->path)) != nullptr) continue;
      add("policy.required", pointer, node,
          "the key \"" + std::string(last_step(key->path)) + "\" is missing");
    }
    for (const KeyRelation& relation : key_relations()) {
      if (relation.path == row.path) check_relation(node, relation, pointer);
    }
  }

  void check_member(const Member& member, const std::vector<const KeyRow*>& rows,
                    const std::string& pointer) {
    const std::string place = pointer + pointer_step(member.name);
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const KeyRow* key) {
      return last_step(key->path) == member.name;
    });
    if (row == rows.end()) {
      std::vector<std::string_view> known;
      known.reserve(rows.size());
      for (const KeyRow* key : rows) known.push_back(last_step(key->path));
      errors_.add("policy.unknown_key", place, member.offset,
                  "there is no such key" + suggestion(member.name, known));
    } else if (!(*row)->unsupported.empty()) {
      errors_.add("policy.unsupported", place, member.offset, (*row)->unsupported);
    } else {
      check(member.value, **row, place);
    }
  }

  void check_map(const Node& node, const KeyRow& row, const std::string& pointer) {
    check_count(node, row, pointer, node.members.size(), "entries");
    const KeyRow* const entry = find_row(std::string(row.path) + "/*");
    const TextFormatRow& format = row_of(row.format);
    for (const Member& member : node.members) {
      const std::string place = pointer + pointer_step(member.name);
      if (member.name.empty() || !format.fits(member.name)) {
        errors_.add("policy.value", place, member.offset,
                    "the key must be " + std::string(format.expects));
      }
      check(member.value, *entry, place);
    }
  }

  void check_array(const Node& node, const KeyRow& row, const std::string& pointer) {
    check_count(node, row, pointer, node.items.size(), "items");
    const KeyRow* const item = find_row(std::string(row.path) + "/*");
    std::unordered_set<std::string_view> seen;
    for (size_t i = 0; i < node.items.size(); ++i) {
      const std::string place = pointer + pointer_step(std::to_string(i));
      check(node.items[i], *item, place);
      if (row.unique && node.items[i].kind == NodeKind::kString &&
          !seen.insert(node.items[i].text).second) {
        add("policy.value", place, node.items[i], "the same item stands twice in the list");
      }
    }
  }

  void check_count(const Node& node, const KeyRow& row, const std::string& pointer, size_t count,
                   std::string_view noun) {
    const auto signed_count = static_cast<int64_t>(count);
    if (signed_count >= row.low && signed_count <= row.high) return;
    add("policy.range", pointer, node, range_text(row, "have ") + " " + std::string(noun));
  }

  void check_string(const Node& node, const KeyRow& row, const std::string& pointer) {
    const auto length = static_cast<int64_t>(count_code_points(node.text));
    const TextFormatRow& format = row_of(row.format);
    if (length < row.low || length > row.high) {
      add("policy.range", pointer, node, range_text(row, "have ") + " characters");
    } else if (row.format == TextFormat::kStore && node.text.substr(0, 8) == "postgres") {
      add("policy.unsupported", pointer, node,
          "PostgreSQL keeps quotas alone: name it in quota_store, and use \"sqlite:DIRECTORY\" "
          "here");
    } else if (!format.fits(node.text)) {
      add("policy.value", pointer, node, "must be " + std::string(format.expects));
    } else if (!row.references.empty()) {
      check_reference(node, row, pointer);
    }
  }

  void check_reference(const Node& node, const KeyRow& row, const std::string& pointer) {
    const Node* const map = document_.find(row.references.substr(1));
    if (map != nullptr && map->find(node.text) != nullptr) return;
    const std::vector<std::string_view> known =
        map == nullptr ? std::vector<std::string_view>() : names_of(*map);
    add("policy.reference", pointer, node,
        "there is no such name in " + std::string(row.references) + suggestion(node.text, known));
  }

  void check_word(const Node& node, const KeyRow& row, const std::string& pointer) {
    const std::vector<std::string_view> words = split_words(row.words);
    if (std::find(words.begin(), words.end(), node.text) != words.end()) return;
    std::string choice;
    for (const std::string_view word : words) {
      choice.append(choice.empty() ? "" : ", ").append(word);
    }
    const std::vector<std::string_view> later = split_words(row.unsupported_words);
    const auto reserved = std::find(later.begin(), later.end(), node.text);
    if (reserved != later.end()) {
      add("policy.unsupported", pointer, node,
          std::string(*reserved) + " is not in this version; use one of " + choice);
    } else {
      add("policy.value", pointer, node, "must be one of " + choice + suggestion(node.text, words));
    }
  }

  void check_number(const Node& node, const KeyRow& row, const std::string& pointer) {
    const bool is_integer = row.type == KeyType::kInteger;
    int64_t value = 0;
    const DecimalFault fault = parse_decimal(node.text, is_integer ? 0 : 9, value);
    const int64_t unit = is_integer ? 1 : kNanoPerUnit;
    if (row.path == "/weir" && (fault != DecimalFault::kNone || value != 1)) {
      add("policy.version", pointer, node, "this version of weir reads policies of version 1 only");
    } else if (fault == DecimalFault::kTooFine) {
      add("policy.range", pointer, node,
          is_integer ? "must be a whole number" : "must not be finer than 0.000000001");
    } else if (fault != DecimalFault::kNone || value < row.low * unit || value > row.high * unit) {
      add("policy.range", pointer, node, range_text(row, "be "));
    }
  }

  void check_relation(const Node& node, const KeyRelation& relation, const std::string& pointer) {
    using Kind = KeyRelation::Kind;
    const std::vector<std::string_view> keys = split_words(relation.keys);
    const Node* const first = node.find(keys.front());
    const Node* const key = node.find(relation.key);
    // A condition on a key that is missing or misspelt is not judged: that is an error by itself.
    if (relation.kind != Kind::kAnyOf && (key == nullptr || key->kind != NodeKind::kString)) return;
    const bool holds = key != nullptr && key->text == relation.value;
    const std::vector<std::string_view> words = split_words(relation.words);
    const bool in_words =
        first != nullptr && std::find(words.begin(), words.end(), first->text) != words.end();
    bool broken = false;
    switch (relation.kind) {
      case Kind::kAnyOf:
        broken = std::none_of(keys.begin(), keys.end(),
                              [&](std::string_view name) { return node.find(name) != nullptr; });
        break;
      case Kind::kForbids:
        broken = !holds && first != nullptr;
        break;
      case Kind::kWordsIf:
        broken = holds && first != nullptr && !in_words;
        break;
      case Kind::kWordsUnless:
        broken = !holds && in_words;
        break;
      case Kind::kForbidsIf:
        broken = holds && first != nullptr;
        break;
      case Kind::kNeedsUnless:
        broken = !holds && first == nullptr;
        break;
    }
    if (!broken) return;
    const bool is_missing = first == nullptr;
    add(is_missing ? "policy.required" : "policy.value",
        is_missing ? pointer : pointer + pointer_step(keys.front()), is_missing ? node : *first,
        relation.message);
  }

  const Node& document_;
  ErrorList& errors_;
};

void fill_in(Node& node, const KeyRow& row) {
  if (row.type == KeyType::kArray || row.type == KeyType::kMap) {
    const KeyRow* const entry = find_row(std::string(row.path) + "/*");
    for (Node& item : node.items) fill_in(item, *entry);
    for (Member& member : node.members) fill_in(member.value, *entry);
  }
  if (row.type != KeyType::kObject) return;
  for (const KeyRow* key : rows_below(row.path)) {
    const std::string_view name = last_step(key->path);
    if (node.find(name) == nullptr && !key->default_json.empty()) {
      Node value;
      SyntaxFault fault;
      if (!parse_document(key->default_json, value, fault))
        continue;  // a test parses every default
      value.offset = node.offset;
      node.members.push_back({std::string(name), node.offset, std::move(value)});
    }
    if (Node* const value = node.find(name)) fill_in(*value, *key);
  }
}

}  // namespace

void validate(const Node& document, ErrorList& errors) {
  Validator(document, errors).check(document, *find_row(""), "");
}

void fill_in_defaults(Node& document) {
  fill_in(document, *find_row(""));
}

}  // namespace weir
