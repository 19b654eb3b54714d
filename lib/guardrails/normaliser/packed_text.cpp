#include "guardrails/normaliser/packed_text.h"

namespace weir {

namespace {

// Whether the next byte may be text if its first bits are the `count` bits of `high`.
bool may_be_text(const TextCheck& check, uint32_t high, unsigned count) {
  const uint32_t first = high << (8 - count);
  for (uint32_t byte = first; byte < first + (1U << (8 - count)); ++byte) {
    TextCheck copy = check;
    if (copy.take(static_cast<uint8_t>(byte))) return true;
  }
  return false;
}

}  // namespace

// A character is six bits. Where the text ends, the bits of a byte that has only begun may tell
// already: few words are the beginning of packed text, and none has to wait that is not.
Answer begins_base64(std::string_view text) {
  TextCheck check;
  uint32_t bits = 0;
  unsigned count = 0;
  for (size_t at = 0; at < kLeastBase64; ++at) {
    if (at == text.size()) {
      const bool may_begin = count == 0 || may_be_text(check, bits, count);
      return may_begin ? Answer::kMore : Answer::kNo;
    }
    const uint32_t value = base64_value(text[at]);
    if (value == 64) return Answer::kNo;
    bits = bits << 6U | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    if (!check.take(static_cast<uint8_t>(bits >> count))) return Answer::kNo;
    bits &= (1U << count) - 1;
  }
  return Answer::kYes;
}

Answer begins_hex(std::string_view text) {
  TextCheck check;
  for (size_t at = 0; at < kLeastHex; at += 2) {
    for (size_t i = at; i < at + 2; ++i) {
      if (i >= text.size()) return Answer::kMore;
      if (hex_digit(text[i]) > 15) return Answer::kNo;
    }
    const uint32_t value = hex_digit(text[at]) << 4U | hex_digit(text[at + 1]);
    if (!check.take(static_cast<uint8_t>(value))) return Answer::kNo;
  }
  return Answer::kYes;
}

}  // namespace weir
