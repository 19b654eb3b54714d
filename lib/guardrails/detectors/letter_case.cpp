#include "guardrails/detectors/letter_case.h"

#include <cstdint>

#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

constexpr unsigned kLetters = kEndOfTwoByteLetters - kFirstTwoByteLetter;
using LetterTable = std::array<uint16_t, kLetters>;

constexpr LetterTable small_letters() {
  LetterTable table{};
  for (unsigned i = 0; i < kLetters; ++i) {
    table[i] = static_cast<uint16_t>(small_letter_of(kFirstTwoByteLetter + i));
  }
  return table;
}
constexpr LetterTable kSmall = small_letters();

constexpr LetterTable capital_letters() {
  LetterTable table{};
  for (unsigned i = 0; i < kLetters; ++i) {
    table[i] = static_cast<uint16_t>(kFirstTwoByteLetter + i);
  }
  for (unsigned i = 0; i < kLetters; ++i) {
    const unsigned capital = kFirstTwoByteLetter + i;
    if (kSmall[i] != capital) {
      table[kSmall[i] - kFirstTwoByteLetter] = static_cast<uint16_t>(capital);
    }
  }
  return table;
}
constexpr LetterTable kCapitals = capital_letters();

constexpr unsigned kCapitalSigma = 0x3A3;
constexpr unsigned kFinalSigma = 0x3C2;  // what it becomes at the end of a word

bool is_word_byte(char byte) {
  return is_alphanumeric(byte) || static_cast<unsigned char>(byte) >= 0x80;
}

bool is_of_tables(unsigned letter) {
  return letter >= kFirstTwoByteLetter && letter < kEndOfTwoByteLetters;
}

}  // namespace

unsigned capital_letter_of(unsigned letter) {
  if (letter == kFinalSigma) return kCapitalSigma;
  return is_of_tables(letter) ? kCapitals[letter - kFirstTwoByteLetter] : letter;
}

void lower_in_place(std::span<char> text) {
  for (size_t i = 0; i < text.size(); ++i) {
    text[i] = to_lower(text[i]);
    const unsigned letter = i == 0 ? 0 : two_byte_letter(text[i - 1], text[i]);
    if (!is_of_tables(letter)) continue;
    const bool is_final =
        letter == kCapitalSigma && (i + 1 == text.size() || !is_word_byte(text[i + 1]));
    const auto [first, second] =
        bytes_of_letter(is_final ? kFinalSigma : kSmall[letter - kFirstTwoByteLetter]);
    text[i - 1] = first;
    text[i] = second;
  }
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  lower_in_place(out);
  return out;
}

}  // namespace weir
