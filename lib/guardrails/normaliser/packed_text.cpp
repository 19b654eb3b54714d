#include "guardrails/normaliser/packed_text.h"

namespace weir {

Answer begins_base64(std::string_view text) {
  TextCheck check;
  for (size_t at = 0; at < kLeastBase64; at += 4) {
    for (size_t i = at; i < at + 4; ++i) {
      if (i >= text.size()) return Answer::kMore;
      if (base64_value(text[i]) == 64) return Answer::kNo;
    }
    const uint32_t group = base64_group(text.substr(at));
    for (const unsigned shift : {16U, 8U, 0U}) {
      if (!check.take(static_cast<uint8_t>(group >> shift))) return Answer::kNo;
    }
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
