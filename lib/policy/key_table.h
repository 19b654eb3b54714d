// The one table of everything that a policy may say (the idea: librdkafka, src/rdkafka_conf.c,
// struct rd_kafka_property). The validator, the error texts, the defaults, the JSON Schema and the
// reference page are made from its rows, so that they cannot disagree.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/text_format.h"

namespace weir {

enum class KeyType : uint8_t {
  kObject,   // the keys are rows of this table
  kMap,      // the keys are names that the policy chooses, in the form `format`
  kArray,    // `low` to `high` items
  kString,   // `low` to `high` characters in the form `format`
  kWord,     // one of `words`
  kInteger,  // `low` to `high`
  kNumber,   // `low` to `high`, with a fraction
  kUsd,      // a decimal number of US dollars, exact to 1e-9, up to `high` dollars
  kBoolean,
};

struct KeyRow {
  std::string_view path = {};  // JSON pointer; "*" stands for any name of a map or item of an array
  KeyType type = KeyType::kObject;
  bool required = false;
  // Range of the value, of its characters or of its entries, as the type says.
  int64_t low = 0;
  int64_t high = 0;
  TextFormat format = TextFormat::kText;
  std::string_view words = {};              // kWord: "block|allow"
  std::string_view unsupported_words = {};  // kWord: reserved for later, refused today
  std::string_view unit = {};               // "milliseconds"
  std::string_view default_json = {};  // filled in where the enclosing object stands; empty: none
  std::string_view references = {};    // "/providers": the text must be a name of that map
  bool unique = false;                 // kArray: no item twice
  std::string_view since = "0.1";
  std::string_view description = {};
  std::string_view unsupported = {};  // why this version refuses the key; empty: it does not
};

// What no single row can say.
struct KeyRelation {
  enum class Kind : uint8_t {
    kAnyOf,        // at least one of `keys` must stand
    kForbids,      // where `key` is not `value`, `keys` must not stand
    kWordsIf,      // where `key` is `value`, the only key of `keys` is one of `words`
    kWordsUnless,  // where `key` is not `value`, it is none of `words`
    kForbidsIf,    // where `key` is `value`, the only key of `keys` must not stand
    kNeedsUnless,  // where `key` is not `value`, the only key of `keys` must stand
  };
  std::string_view path = {};  // of the object
  Kind kind = Kind::kAnyOf;
  std::string_view keys = {};  // "detect|keywords|patterns"
  std::string_view key = {};
  std::string_view value = {};
  std::string_view words = {};
  std::string_view message = {};  // of the error
};

[[nodiscard]] std::span<const KeyRow> key_table();
[[nodiscard]] std::span<const KeyRelation> key_relations();

// Null when no row has this path.
[[nodiscard]] const KeyRow* find_row(std::string_view path);

// The rows one step below `path`, in the order of the table; the last step alone is their name.
[[nodiscard]] std::vector<const KeyRow*> rows_below(std::string_view path);
[[nodiscard]] std::string_view last_step(std::string_view path);

// "block|allow" -> {"block", "allow"}.
[[nodiscard]] std::vector<std::string_view> split_words(std::string_view words);

}  // namespace weir
