#include "policy/reference.h"

#include "policy/key_table.h"

namespace weir {
namespace {

std::string choice(std::string_view words) {
  std::string out;
  for (const std::string_view word : split_words(words)) {
    out.append(out.empty() ? "`" : ", `").append(word).append("`");
  }
  return out;
}

std::string range(const KeyRow& row) {
  std::string out = std::to_string(row.low);
  if (row.low != row.high) out.append(" to ").append(std::to_string(row.high));
  return out;
}

std::string type_text(const KeyRow& row) {
  switch (row.type) {
    case KeyType::kObject:
      return "object";
    case KeyType::kMap:
      return "object of " + range(row) + " entries; each key is " +
             std::string(row_of(row.format).expects);
    case KeyType::kArray:
      return "array of " + range(row) + " items" + (row.unique ? ", none of them twice" : "");
    case KeyType::kString:
      return "string of " + range(row) + " characters: " + std::string(row_of(row.format).expects);
    case KeyType::kWord:
      return "one of " + choice(row.words);
    case KeyType::kInteger:
      return "whole number, " + range(row);
    case KeyType::kNumber:
      return "number, " + range(row);
    case KeyType::kUsd:
      return "decimal number, " + range(row);
    case KeyType::kBoolean:
      return "`true` or `false`";
  }
  return {};
}

void append_row(std::string& out, const KeyRow& row) {
  out.append("\n### `").append(row.path.empty() ? "/" : row.path).append("`\n\n");
  out.append(row.description).append("\n\n- Type: ").append(type_text(row));
  if (!row.unit.empty()) out.append(", in ").append(row.unit);
  out.append("\n");
  if (row.required) out.append("- Required\n");
  if (!row.default_json.empty()) out.append("- Default: `").append(row.default_json).append("`\n");
  if (!row.references.empty()) out.append("- A name from `").append(row.references).append("`\n");
  if (!row.unsupported_words.empty()) {
    out.append("- Not in this version: ").append(choice(row.unsupported_words)).append("\n");
  }
  if (!row.unsupported.empty()) {
    out.append("- Not in this version: ").append(row.unsupported).append("\n");
  }
  out.append("- Since: ").append(row.since).append("\n");
}

}  // namespace

std::string reference_markdown() {
  std::string out =
      "# The policy: every key\n\n"
      "A policy is one JSON file; comments and trailing commas are allowed. It is refused whole "
      "when "
      "anything in it is wrong. `*` in a path stands for any name or any item. This page is made "
      "from the table that the parser reads (lib/policy/key_table.cpp).\n";
  for (const KeyRow& row : key_table()) append_row(out, row);
  out.append("\n## Rules between keys\n\n");
  for (const KeyRelation& relation : key_relations()) {
    out.append("- `").append(relation.path).append("`: ").append(relation.message).append(".\n");
  }
  return out;
}

}  // namespace weir
