// Text that is packed as base64 (RFC 4648, both alphabets) or as hexadecimal digits: told from
// words and numbers by what it unpacks to, which is text only if somebody packed text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "guardrails/normaliser/escape.h"

namespace weir {

// Whether bytes that come one after another are text: printable ASCII, tabs, line breaks, UTF-8.
class TextCheck {
 public:
  // False: no text; the check is then of no further use.
  [[nodiscard]] bool take(uint8_t byte) {
    if (wanted_ > 0) {
      --wanted_;
      return byte >= 0x80 && byte <= 0xBF;
    }
    if (byte >= 0xC2 && byte <= 0xF4) {
      wanted_ = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
      return true;
    }
    return (byte >= 0x20 && byte <= 0x7E) || byte == '\t' || byte == '\n' || byte == '\r';
  }

 private:
  uint8_t wanted_ = 0;  // bytes of a UTF-8 sequence that are to come
};

// 0 to 63; 64: not of the alphabet.
[[nodiscard]] constexpr uint32_t base64_value(char byte) {
  if (byte >= 'A' && byte <= 'Z') return static_cast<uint32_t>(byte - 'A');
  if (byte >= 'a' && byte <= 'z') return static_cast<uint32_t>(byte - 'a') + 26;
  if (byte >= '0' && byte <= '9') return static_cast<uint32_t>(byte - '0') + 52;
  if (byte == '+' || byte == '-') return 62;
  return byte == '/' || byte == '_' ? 63 : 64;
}

// Four characters are three bytes, in a word the first one highest. REQUIRES: group.size() >= 4, of
// the alphabet.
[[nodiscard]] constexpr uint32_t base64_group(std::string_view group) {
  return base64_value(group[0]) << 18U | base64_value(group[1]) << 12U |
         base64_value(group[2]) << 6U | base64_value(group[3]);
}

// Shorter ones are left alone: nine bytes of text, or eight.
inline constexpr size_t kLeastBase64 = 12;
inline constexpr size_t kLeastHex = 16;

enum class Answer : uint8_t { kNo, kYes, kMore };  // kMore: the text ends before it can be told

// Whether `text` begins with packed text.
[[nodiscard]] Answer begins_base64(std::string_view text);
[[nodiscard]] Answer begins_hex(std::string_view text);

}  // namespace weir
