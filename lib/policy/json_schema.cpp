#include "policy/json_schema.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include "policy/key_table.h"

namespace weir {
namespace {

class SchemaWriter {
 public:
  std::string write() {
    writer_.SetIndent(' ', 2);
    writer_.StartObject();
    text("$schema", "https://json-schema.org/draft/2020-12/schema");
    text("title", "A policy of weir");
    body(*find_row(""));
    writer_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  void key(std::string_view name) {
    writer_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  }
  void string(std::string_view value) {
    writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
  void text(std::string_view name, std::string_view value) {
    key(name);
    string(value);
  }
  void number(std::string_view name, int64_t value) {
    key(name);
    writer_.Int64(value);
  }
  void flag(std::string_view name, bool value) {
    key(name);
    writer_.Bool(value);
  }
  void strings(std::string_view name, std::string_view words) {
    key(name);
    writer_.StartArray();
    for (const std::string_view word : split_words(words)) string(word);
    writer_.EndArray();
  }

  void schema(const KeyRow& row) {
    writer_.StartObject();
    body(row);
    writer_.EndObject();
  }

  void body(const KeyRow& row) {
    text("description", row.unit.empty()
                            ? std::string(row.description)
                            : std::string(row.description) + " In " + std::string(row.unit) + ".");
    if (!row.default_json.empty()) {
      key("default");
      writer_.RawValue(row.default_json.data(), row.default_json.size(), rapidjson::kNullType);
    }
    if (!row.unsupported.empty()) {
      text("$comment", row.unsupported);
      key("not");  // nothing fits "not everything"
      writer_.StartObject();
      writer_.EndObject();
      return;
    }
    constraints(row);
  }

  void constraints(const KeyRow& row) {
    switch (row.type) {
      case KeyType::kObject:
        object(row);
        break;
      case KeyType::kMap:
        map(row);
        break;
      case KeyType::kArray:
        array(row);
        break;
      case KeyType::kString:
        text("type", "string");
        number("minLength", row.low);
        number("maxLength", row.high);
        pattern("pattern", row.format);
        break;
      case KeyType::kWord:
        strings("enum", row.words);
        break;
      case KeyType::kBoolean:
        text("type", "boolean");
        break;
      case KeyType::kInteger:
      case KeyType::kNumber:
      case KeyType::kUsd:
        text("type", row.type == KeyType::kInteger ? "integer" : "number");
        number("minimum", row.low);
        number("maximum", row.high);
        break;
    }
  }

  void pattern(std::string_view name, TextFormat format) {
    if (!row_of(format).pattern.empty()) text(name, row_of(format).pattern);
  }

  void object(const KeyRow& row) {
    const std::vector<const KeyRow*> rows = rows_below(row.path);
    text("type", "object");
    flag("additionalProperties", false);
    key("properties");
    writer_.StartObject();
    for (const KeyRow* below : rows) {
      key(last_step(below->path));
      schema(*below);
    }
    writer_.EndObject();
    required(rows);
    relations(row.path);
  }

  void required(const std::vector<const KeyRow*>& rows) {
    std::string words;
    for (const KeyRow* row : rows) {
      if (row->required) words.append(words.empty() ? "" : "|").append(last_step(row->path));
    }
    if (!words.empty()) strings("required", words);
  }

  void map(const KeyRow& row) {
    text("type", "object");
    number("minProperties", row.low);
    number("maxProperties", row.high);
    key("propertyNames");
    writer_.StartObject();
    number("minLength", 1);
    pattern("pattern", row.format);
    writer_.EndObject();
    key("additionalProperties");
    schema(*find_row(std::string(row.path) + "/*"));
  }

  void array(const KeyRow& row) {
    text("type", "array");
    number("minItems", row.low);
    number("maxItems", row.high);
    if (row.unique) flag("uniqueItems", true);
    key("items");
    schema(*find_row(std::string(row.path) + "/*"));
  }

  void relations(std::string_view path) {
    bool is_open = false;
    for (const KeyRelation& relation : key_relations()) {
      if (relation.path != path) continue;
      if (!is_open) key("allOf");
      if (!is_open) writer_.StartArray();
      is_open = true;
      writer_.StartObject();
      text("$comment", relation.message);
      condition(relation);
      writer_.EndObject();
    }
    if (is_open) writer_.EndArray();
  }

  void condition(const KeyRelation& relation) {
    if (relation.kind == KeyRelation::Kind::kAnyOf) {
      any_of(relation.keys);
      return;
    }
    key("if");
    writer_.StartObject();
    property(relation.key, [&] { text("const", relation.value); });
    strings("required", relation.key);
    writer_.EndObject();
    const bool is_then = relation.kind == KeyRelation::Kind::kWordsIf ||
                         relation.kind == KeyRelation::Kind::kForbidsIf;
    key(is_then ? "then" : "else");
    writer_.StartObject();
    consequence(relation);
    writer_.EndObject();
  }

  void consequence(const KeyRelation& relation) {
    switch (relation.kind) {
      case KeyRelation::Kind::kAnyOf:
        break;
      case KeyRelation::Kind::kNeedsUnless:
        strings("required", relation.keys);
        break;
      case KeyRelation::Kind::kForbids:
      case KeyRelation::Kind::kForbidsIf:
        negated([&] { strings("required", relation.keys); });
        break;
      case KeyRelation::Kind::kWordsIf:
        property(relation.keys, [&] { strings("enum", relation.words); });
        break;
      case KeyRelation::Kind::kWordsUnless:
        property(relation.keys, [&] { negated([&] { strings("enum", relation.words); }); });
        break;
    }
  }

  void any_of(std::string_view keys) {
    key("anyOf");
    writer_.StartArray();
    for (const std::string_view name : split_words(keys)) {
      writer_.StartObject();
      strings("required", name);
      writer_.EndObject();
    }
    writer_.EndArray();
  }

  template <typename Body>
  void property(std::string_view name, Body inside) {
    key("properties");
    writer_.StartObject();
    key(name);
    writer_.StartObject();
    inside();
    writer_.EndObject();
    writer_.EndObject();
  }

  template <typename Body>
  void negated(Body inside) {
    key("not");
    writer_.StartObject();
    inside();
    writer_.EndObject();
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace

std::string json_schema() {
  return SchemaWriter().write() + "\n";
}

}  // namespace weir
