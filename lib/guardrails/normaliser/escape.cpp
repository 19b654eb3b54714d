#include "guardrails/normaliser/escape.h"

#include <algorithm>

#include "guardrails/normaliser/json_escape.h"

namespace weir {
namespace {

// Exactly `count` hexadecimal digits behind the first two bytes.
Escape fixed_width(std::string_view text, size_t count) {
  constexpr size_t kPrefix = 2;
  const std::string_view digits = text.substr(kPrefix, count);
  const auto [value, found] = read_number(digits, 16, count);
  if (found < digits.size()) return {};
  if (found < count) return {0, 0, true};
  return code_point_escape(value, kPrefix + count);
}

Escape braced(std::string_view text) {
  constexpr size_t kPrefix = 3;
  const auto [value, count] = read_number(text.substr(kPrefix), 16, kMostHexDigits);
  if (kPrefix + count == text.size()) return {0, 0, true};
  if (count == 0 || text[kPrefix + count] != '}') return {};
  return code_point_escape(value, kPrefix + count + 1);
}

}  // namespace

std::pair<uint32_t, size_t> read_number(std::string_view text, uint32_t base, size_t most) {
  uint32_t value = 0;
  size_t count = 0;
  for (; count < std::min(text.size(), most); ++count) {
    const uint32_t digit = hex_digit(text[count]);
    if (digit >= base) break;
    value = value * base + digit;
  }
  return {value, count};
}

Escape code_point_escape(uint32_t value, size_t size) {
  const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (is_surrogate || value > 0x10FFFF) return {};
  return {static_cast<char32_t>(value), size, false};
}

Escape decode_percent(std::string_view text) {
  constexpr size_t kSize = 3;
  const auto [value, count] = read_number(text.substr(1), 16, kSize - 1);
  if (1 + count == text.size() && count < kSize - 1) return {0, 0, true};
  if (count < kSize - 1) return {};
  return {static_cast<char32_t>(value), kSize, false};
}

Escape decode_backslash(std::string_view text) {
  if (text.size() == 1) return {0, 0, true};
  if (text[1] == 'x') return fixed_width(text, 2);
  if (text[1] == 'U') return fixed_width(text, 8);
  if (text.substr(1).starts_with("u{")) return braced(text);
  return decode_json_escape(text);
}

}  // namespace weir
