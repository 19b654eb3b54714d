// Small letters for capitals, of those that UTF-8 writes with one or two bytes: ASCII, Latin (with
// the marks of European languages), Greek and Cyrillic. A letter keeps its number of bytes, so
// that places in a text stay what they are; the Turkish dotted capital I, whose small letter is
// shorter, stays as it is; a capital sigma at the end of a word becomes the final one. No locale.
// Source: Unicode Standard, UnicodeData.txt, simple lower case.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace weir {

// The first code point whose UTF-8 takes two bytes and that may have another case, and the end.
inline constexpr unsigned kFirstTwoByteLetter = 0xC0;
inline constexpr unsigned kEndOfTwoByteLetters = 0x460;

// The small letter of a capital; anything else itself. Below kEndOfTwoByteLetters alone.
[[nodiscard]] constexpr unsigned small_letter_of(unsigned letter) {
  struct Range {  // its capitals, each `step` from the next, and how far their small letters are
    unsigned first;
    unsigned last;
    unsigned step;
    unsigned distance;
  };
  constexpr Range kRanges[] = {
      {0xC0, 0xD6, 1, 0x20},   {0xD8, 0xDE, 1, 0x20},   {0x100, 0x12E, 2, 1},
      {0x132, 0x136, 2, 1},    {0x139, 0x147, 2, 1},    {0x14A, 0x176, 2, 1},
      {0x179, 0x17D, 2, 1},    {0x218, 0x21A, 2, 1},    {0x386, 0x386, 1, 0x26},
      {0x388, 0x38A, 1, 0x25}, {0x38C, 0x38C, 1, 0x40}, {0x38E, 0x38F, 1, 0x3F},
      {0x391, 0x3A1, 1, 0x20}, {0x3A3, 0x3AB, 1, 0x20}, {0x400, 0x40F, 1, 0x50},
      {0x410, 0x42F, 1, 0x20},
  };
  for (const Range& range : kRanges) {
    const bool is_capital =
        letter >= range.first && letter <= range.last && (letter - range.first) % range.step == 0;
    if (is_capital) return letter + range.distance;
  }
  return letter;
}

// The capital of a small letter (of both sigmas the same); anything else itself. Below
// kEndOfTwoByteLetters alone.
[[nodiscard]] unsigned capital_letter_of(unsigned letter);

// The code point of two bytes of UTF-8; 0 if they are none below kEndOfTwoByteLetters.
[[nodiscard]] constexpr unsigned two_byte_letter(char first, char second) {
  const auto lead = static_cast<unsigned char>(first);
  const auto next = static_cast<unsigned char>(second);
  if (lead < 0xC3 || lead > 0xD1 || (next & 0xC0U) != 0x80) return 0;
  return (lead & 0x1FU) << 6U | (next & 0x3FU);
}
[[nodiscard]] constexpr std::array<char, 2> bytes_of_letter(unsigned letter) {
  return {static_cast<char>(0xC0U | letter >> 6U), static_cast<char>(0x80U | (letter & 0x3FU))};
}

// `text` in small letters, as above. A letter cut at an end of it stays as it is.
void lower_in_place(std::span<char> text);
[[nodiscard]] std::string lower_case(std::string_view text);

}  // namespace weir
