#include "guardrails/normaliser/json_escape.h"

#include <algorithm>

namespace weir {
namespace {

constexpr std::string_view kNames = "\"\\/bfnrt";
constexpr std::string_view kValues = "\"\\/\b\f\n\r\t";
constexpr JsonEscape kNone = {};
constexpr JsonEscape kTruncated = {0, 0, true};

int hex_value(char byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return -1;
}

// \uXXXX as one UTF-16 unit.
JsonEscape decode_unit(std::string_view text) {
  char32_t unit = 0;
  for (size_t i = 0; i < 6; ++i) {
    if (i == text.size()) return kTruncated;
    if (i == 0 && text[i] != '\\') return kNone;
    if (i == 1 && text[i] != 'u') return kNone;
    if (i < 2) continue;
    const int value = hex_value(text[i]);
    if (value < 0) return kNone;
    unit = unit * 16 + static_cast<char32_t>(value);
  }
  return {unit, 6, false};
}

}  // namespace

JsonEscape decode_json_escape(std::string_view text) {
  if (text.size() < 2) return kTruncated;
  if (const size_t name = kNames.find(text[1]); name != std::string_view::npos) {
    return {static_cast<char32_t>(kValues[name]), 2, false};
  }
  const JsonEscape high = decode_unit(text);
  if (high.size == 0 || high.code_point < 0xD800 || high.code_point > 0xDFFF) return high;
  if (high.code_point > 0xDBFF) return kNone;
  const JsonEscape low = decode_unit(text.substr(6));
  if (low.size == 0) return low;
  if (low.code_point < 0xDC00 || low.code_point > 0xDFFF) return kNone;
  return {0x10000 + ((high.code_point - 0xD800) << 10U) + (low.code_point - 0xDC00), 12, false};
}

}  // namespace weir
