#include "control_filter.h"

#include <algorithm>
#include <array>

namespace cli {
namespace {

// The Unicode Standard, table 3-7: the bytes that well-formed UTF-8 begins with, how many each
// begins, and what the second may be. The others are from 0x80 to 0xBF.
struct Lead {
  unsigned char first, last;
  size_t size;
  unsigned char second_first, second_last;
};
constexpr std::array<Lead, 8> kLeads = {{{0xC2, 0xDF, 2, 0x80, 0xBF},
                                         {0xE0, 0xE0, 3, 0xA0, 0xBF},
                                         {0xE1, 0xEC, 3, 0x80, 0xBF},
                                         {0xED, 0xED, 3, 0x80, 0x9F},
                                         {0xEE, 0xEF, 3, 0x80, 0xBF},
                                         {0xF0, 0xF0, 4, 0x90, 0xBF},
                                         {0xF1, 0xF3, 4, 0x80, 0xBF},
                                         {0xF4, 0xF4, 4, 0x80, 0x8F}}};

unsigned char byte_at(std::string_view text, size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool is_within(unsigned char byte, unsigned char first, unsigned char last) {
  return byte >= first && byte <= last;
}

struct Character {
  size_t size = 0;  // 0: the text does not begin with a character
  bool is_whole = true;
};

Character first_character(std::string_view text) {
  const auto* const lead = std::find_if(kLeads.begin(), kLeads.end(), [&](const Lead& one) {
    return is_within(byte_at(text, 0), one.first, one.last);
  });
  if (lead == kLeads.end()) return {};
  const size_t here = std::min(lead->size, text.size());
  for (size_t at = 1; at < here; ++at) {
    const bool is_good = at == 1
                             ? is_within(byte_at(text, at), lead->second_first, lead->second_last)
                             : is_within(byte_at(text, at), 0x80, 0xBF);
    if (!is_good) return {};
  }
  return {here, here == lead->size};
}

// "\x9b", or "\u009b" with the prefix "\\u00".
void put_escape(std::string_view prefix, unsigned char value, std::string& shown) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  shown += prefix;
  shown += kDigits[value >> 4U];
  shown += kDigits[value & 0xFU];
}

bool is_c1(std::string_view character) {
  return character.size() == 2 && byte_at(character, 0) == 0xC2 && byte_at(character, 1) < 0xA0;
}

}  // namespace

void ControlFilter::put_ascii(char c, std::string& shown) const {
  const auto value = static_cast<unsigned char>(c);
  const bool is_control = value < 0x20 || value == 0x7F;
  if (is_control && kept_.find(c) == std::string_view::npos) {
    put_escape("\\u00", value, shown);
  } else {
    shown += c;
  }
}

std::string ControlFilter::filter(std::string_view piece) {
  std::string text = std::move(held_);
  text += piece;
  held_.clear();
  std::string shown;
  shown.reserve(text.size());
  for (std::string_view rest = text; !rest.empty();) {
    size_t taken = 1;
    const Character next = first_character(rest);
    if (byte_at(rest, 0) < 0x80) {
      put_ascii(rest.front(), shown);
    } else if (next.size == 0) {
      put_escape("\\x", byte_at(rest, 0), shown);
    } else if (!next.is_whole) {
      held_ = rest;
      break;
    } else {
      taken = next.size;
      const std::string_view character = rest.substr(0, taken);
      if (is_c1(character)) {
        put_escape("\\u00", byte_at(character, 1), shown);
      } else {
        shown += character;
      }
    }
    rest.remove_prefix(taken);
  }
  return shown;
}

std::string ControlFilter::finish() {
  std::string shown;
  for (const char c : held_) put_escape("\\x", static_cast<unsigned char>(c), shown);
  held_.clear();
  return shown;
}

}  // namespace cli
