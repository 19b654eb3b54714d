#include "policy/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weir {
namespace {

// RFC 3629, section 4: the second byte's range depends on the first byte.
struct Lead {
  uint8_t first;
  uint8_t last;
  uint8_t second_low;
  uint8_t second_high;
  uint8_t length;
};

constexpr std::array<Lead, 9> kLeads = {{{0x00, 0x7F, 0, 0, 1},
                                         {0xC2, 0xDF, 0x80, 0xBF, 2},
                                         {0xE0, 0xE0, 0xA0, 0xBF, 3},
                                         {0xE1, 0xEC, 0x80, 0xBF, 3},
                                         {0xED, 0xED, 0x80, 0x9F, 3},
                                         {0xEE, 0xEF, 0x80, 0xBF, 3},
                                         {0xF0, 0xF0, 0x90, 0xBF, 4},
                                         {0xF1, 0xF3, 0x80, 0xBF, 4},
                                         {0xF4, 0xF4, 0x80, 0x8F, 4}}};

bool is_within(char byte, uint8_t low, uint8_t high) {
  const auto value = static_cast<uint8_t>(byte);
  return value >= low && value <= high;
}

// Bytes of the sequence at the front of `text`, 0 when it is not well formed.
size_t sequence_length(std::string_view text) {
  const auto lead = std::find_if(kLeads.begin(), kLeads.end(), [&](const Lead& row) {
    return is_within(text.front(), row.first, row.last);
  });
  if (lead == kLeads.end() || text.size() < lead->length) return 0;
  if (lead->length > 1 && !is_within(text[1], lead->second_low, lead->second_high)) return 0;
  for (size_t i = 2; i < lead->length; ++i) {
    if (!is_within(text[i], 0x80, 0xBF)) return 0;
  }
  return lead->length;
}

}  // namespace

size_t find_invalid_utf8(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t length = sequence_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

size_t count_code_points(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(),
                                           [](char byte) { return !is_within(byte, 0x80, 0xBF); }));
}

}  // namespace weir
