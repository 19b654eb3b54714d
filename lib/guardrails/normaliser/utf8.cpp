#include "guardrails/normaliser/utf8.h"

#include <cstdint>

namespace weir {
namespace {

struct Lead {
  size_t size;        // of the whole sequence; 0: no lead byte
  unsigned char low;  // bounds of the second byte
  unsigned char high;
};

Lead classify(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {2, 0x80, 0xBF};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {3, 0x80, 0xBF};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {4, 0x80, 0xBF};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

}  // namespace

Utf8Sequence decode_utf8(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1, 0};
  const Lead lead = classify(first);
  if (lead.size == 0) return {};
  auto code_point = static_cast<char32_t>(first & (0x7FU >> lead.size));
  for (size_t i = 1; i < lead.size; ++i) {
    if (i == text.size()) return {0, 0, i};
    const auto byte = static_cast<unsigned char>(text[i]);
    const unsigned char low = i == 1 ? lead.low : 0x80;
    const unsigned char high = i == 1 ? lead.high : 0xBF;
    if (byte < low || byte > high) return {0, 0, i};
    code_point = (code_point << 6U) | (byte & 0x3FU);
  }
  return {code_point, lead.size, 0};
}

void append_utf8(char32_t code_point, std::string* out) {
  const auto byte = [](uint32_t value) { return static_cast<char>(value); };
  if (code_point < 0x80) {
    out->push_back(byte(code_point));
    return;
  }
  if (code_point < 0x800) {
    out->push_back(byte(0xC0U | (code_point >> 6U)));
  } else {
    if (code_point < 0x10000) {
      out->push_back(byte(0xE0U | (code_point >> 12U)));
    } else {
      out->push_back(byte(0xF0U | (code_point >> 18U)));
      out->push_back(byte(0x80U | ((code_point >> 12U) & 0x3FU)));
    }
    out->push_back(byte(0x80U | ((code_point >> 6U) & 0x3FU)));
  }
  out->push_back(byte(0x80U | (code_point & 0x3FU)));
}

}  // namespace weir
