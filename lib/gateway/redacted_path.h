// The paths by which findings, refusals and rows name a place (RFC 6901). Keys that the rules find
// something in stand as what was found, and other keys that are no names as "*".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/json_index.h"
#include "guardrails/scanner.h"

namespace weir {

// A longer path is cut at a key, and ends in "/...".
inline constexpr size_t kMaxRedactedPathBytes = 4096;

// The redacted paths of one body. Each key is read once, however many places lie below it. Borrows
// the rules and the index. Used by one thread.
class RedactedPaths {
 public:
  RedactedPaths(const Ruleset& rules, const JsonIndex& index) : rules_(rules), index_(index) {}

  // Of a value, or of a key: of its value. Valid until the next call.
  [[nodiscard]] const std::string& of(JsonNode node);

  [[nodiscard]] int64_t keys_scanned() const { return keys_scanned_; }

 private:
  [[nodiscard]] std::string token(JsonNode value);

  const Ruleset& rules_;
  const JsonIndex& index_;
  std::unordered_map<JsonNode, std::string> tokens_;  // by key
  JsonNode last_ = kNoJsonNode;
  std::string path_;  // of last_
  int64_t keys_scanned_ = 0;
};

[[nodiscard]] std::string redacted_pointer(const Ruleset& rules, std::string_view pointer);

// Where nobody has looked at the keys: those that are no words of the format stand as "*".
[[nodiscard]] std::string masked_pointer(std::string_view pointer);

}  // namespace weir
