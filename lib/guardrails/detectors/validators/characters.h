// ASCII classes and the neighbours of a candidate. No locale.
#pragma once

#include <string>
#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

[[nodiscard]] constexpr bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}
[[nodiscard]] constexpr char to_lower(char byte) {
  return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}
[[nodiscard]] constexpr bool is_letter(char byte) {
  return to_lower(byte) >= 'a' && to_lower(byte) <= 'z';
}
[[nodiscard]] constexpr bool is_alphanumeric(char byte) {
  return is_digit(byte) || is_letter(byte);
}
[[nodiscard]] constexpr bool is_word(char byte) {
  return is_alphanumeric(byte) || byte == '_';
}
[[nodiscard]] constexpr bool is_hex(char byte) {
  return is_digit(byte) || (to_lower(byte) >= 'a' && to_lower(byte) <= 'f');
}

// The digits of `text`, and nothing else.
[[nodiscard]] std::string digits_of(std::string_view text);

// True if no word byte touches the candidate: what \b says, for ends that a validator moved.
[[nodiscard]] bool is_whole(const Candidate& candidate);

// True if a letter beyond ASCII touches the candidate and makes one word with it: "ä123ö". Letters
// of the scripts that put spaces between words, up to Arabic (U+00C0 to U+06FF), their combining
// marks, and Latin and Greek with further marks (U+1E00 to U+1FFF); Chinese, Thai or Korean text
// stands right beside a number that is a word of its own.
[[nodiscard]] bool touches_letter_beyond_ascii(const Candidate& candidate);

// True if a digit touches the candidate, or stands beyond one of `joints` that touches it: the
// candidate is then a piece of a longer number, and a weak checksum proves nothing.
[[nodiscard]] bool is_glued_before(const Candidate& candidate, std::string_view joints);
[[nodiscard]] bool is_glued_after(const Candidate& candidate, std::string_view joints);

}  // namespace weir
