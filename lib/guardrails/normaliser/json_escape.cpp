#include "guardrails/normaliser/json_escape.h"

#include <algorithm>

namespace weir {
namespace {

constexpr std::string_view kNames = "\"\\/bfnrt";
constexpr std::string_view kValues = "\"\\/\b\f\n\r\t";
constexpr Escape kNone = {};
constexpr Escape kTruncated = {0, 0, true};
constexpr Escape kLoneSurrogate = {0xFFFD, 6, false};

// \uXXXX as one UTF-16 unit.
Escape decode_unit(std::string_view text) {
  char32_t unit = 0;
  for (size_t i = 0; i < 6; ++i) {
    if (i == text.size()) return kTruncated;
    if (i == 0 && text[i] != '\\') return kNone;
    if (i == 1 && text[i] != 'u') return kNone;
    if (i < 2) continue;
    const uint32_t value = hex_digit(text[i]);
    if (value > 15) return kNone;
    unit = unit * 16 + value;
  }
  return {unit, 6, false};
}

}  // namespace

Escape decode_json_escape(std::string_view text) {
  if (text.size() < 2) return kTruncated;
  if (const size_t name = kNames.find(text[1]); name != std::string_view::npos) {
    return {static_cast<char32_t>(kValues[name]), 2, false};
  }
  const Escape high = decode_unit(text);
  if (high.size == 0 || high.code_point < 0xD800 || high.code_point > 0xDFFF) return high;
  if (high.code_point > 0xDBFF) return kLoneSurrogate;
  const Escape low = decode_unit(text.substr(6));
  if (low.is_truncated) return low;
  if (low.code_point < 0xDC00 || low.code_point > 0xDFFF) return kLoneSurrogate;
  return {0x10000 + ((high.code_point - 0xD800) << 10U) + (low.code_point - 0xDC00), 12, false};
}

Escape decode_last_json_escape(std::string_view text) {
  const Escape escape = decode_json_escape(text);
  const bool is_surrogate = escape.is_truncated && decode_unit(text).size != 0;
  return is_surrogate ? kLoneSurrogate : escape;
}

}  // namespace weir
