#include "inference_log/column_text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace weir {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool is_continuation(char c) {
  return (static_cast<uint8_t>(c) & 0xC0) == 0x80;
}

// Length of a sequence by its first byte, 0 when no sequence starts so. The lowest and highest
// second byte shut out overlong forms, surrogates and values above U+10FFFF (RFC 3629, section 4).
struct Lead {
  size_t length;
  uint8_t low, high;
};

Lead lead_of(uint8_t first) {
  if (first < 0x80) return {1, 0, 0};
  if (first < 0xC2) return {0, 0, 0};
  if (first < 0xE0) return {2, 0x80, 0xBF};
  if (first == 0xE0) return {3, 0xA0, 0xBF};
  if (first == 0xED) return {3, 0x80, 0x9F};
  if (first < 0xF0) return {3, 0x80, 0xBF};
  if (first == 0xF0) return {4, 0x90, 0xBF};
  if (first < 0xF4) return {4, 0x80, 0xBF};
  if (first == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

// Bytes of the valid character, other than NUL, at the front of `text`; 0 when there is none.
size_t character_length(std::string_view text) {
  const auto first = static_cast<uint8_t>(text[0]);
  if (first == 0) return 0;
  const Lead lead = lead_of(first);
  if (lead.length <= 1) return lead.length;
  if (text.size() < lead.length) return 0;
  const auto second = static_cast<uint8_t>(text[1]);
  if (second < lead.low || second > lead.high) return 0;
  for (size_t i = 2; i < lead.length; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  return lead.length;
}

// Bytes at the front that are ASCII other than NUL: most of most texts, looked at eight at a time.
size_t ascii_length(std::string_view text) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHighBits = 0x8080808080808080;
  size_t length = 0;
  for (uint64_t word = 0; length + sizeof(word) <= text.size(); length += sizeof(word)) {
    std::memcpy(&word, text.data() + length, sizeof(word));
    // A byte of 0 borrows into its high bit; one above 127 has it.
    if (((word | (word - kOnes)) & kHighBits) != 0) break;
  }
  while (length < text.size() && static_cast<signed char>(text[length]) > 0) ++length;
  return length;
}

}  // namespace

std::string column_text(std::string_view text, size_t max_bytes) {
  std::string out;
  out.reserve(text.size() < max_bytes ? text.size() : max_bytes);
  while (true) {
    const size_t plain = std::min(ascii_length(text), max_bytes - out.size());
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    const size_t length = character_length(text);
    const std::string_view next = length > 0 ? text.substr(0, length) : kReplacement;
    if (next.size() > max_bytes - out.size()) break;
    out.append(next);
    text.remove_prefix(length > 0 ? length : 1);
  }
  return out;
}

size_t prefix_of_whole_characters(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text.size();
  size_t end = max_bytes;
  for (int back = 0; back < 3 && end > 0 && is_continuation(text[end]); ++back) --end;
  return is_continuation(text[end]) ? max_bytes : end;
}

}  // namespace weir
