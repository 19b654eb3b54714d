// Strict UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing over U+10FFFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir {

// The length (1 to 4) of the well-formed character that `text` begins with; 0 if there is none.
[[nodiscard]] inline size_t utf8_length(const char* text, size_t size) {
  if (size == 0) return 0;
  const auto byte = [text](size_t i) { return static_cast<uint8_t>(text[i]); };
  const auto is_tail = [&byte](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2) return 0;
  if (lead < 0xE0) return size >= 2 && is_tail(1) ? 2 : 0;
  if (lead < 0xF0) {
    if (size < 3 || !is_tail(1) || !is_tail(2)) return 0;
    if (lead == 0xE0 && byte(1) < 0xA0) return 0;
    if (lead == 0xED && byte(1) > 0x9F) return 0;
    return 3;
  }
  if (lead > 0xF4 || size < 4 || !is_tail(1) || !is_tail(2) || !is_tail(3)) return 0;
  if (lead == 0xF0 && byte(1) < 0x90) return 0;
  if (lead == 0xF4 && byte(1) > 0x8F) return 0;
  return 4;
}

[[nodiscard]] inline bool is_utf8_tail(char c) {
  return (static_cast<uint8_t>(c) & 0xC0) == 0x80;
}

}  // namespace weir
