#include "guardrails/detectors/validators/characters.h"

#include <algorithm>
#include <iterator>

namespace weir {
namespace {

bool is_joined(char nearest, char next, std::string_view joints) {
  return is_digit(nearest) ||
         (nearest != '\0' && joints.find(nearest) != std::string_view::npos && is_digit(next));
}

// Of the first two bytes of a UTF-8 sequence, or the first two and the last two of one of two.
bool begins_letter(char first, char second) {
  const auto lead = static_cast<unsigned char>(first);
  const auto next = static_cast<unsigned char>(second);
  if (lead == 0xC3)
    return next != 0x97 && next != 0xB7;  // the signs of multiplication and division
  return (lead >= 0xC4 && lead <= 0xDB) || (lead == 0xE1 && next >= 0xB8);
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

}  // namespace

std::string digits_of(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  return digits;
}

bool is_whole(const Candidate& candidate) {
  return !is_word(candidate.before()) && !is_word(candidate.after());
}

bool touches_letter_beyond_ascii(const Candidate& candidate) {
  const std::string_view match = candidate.match();
  if (match.empty()) return false;
  if (is_alphanumeric(match.front()) && is_continuation(candidate.before())) {
    if (begins_letter(candidate.before(1), candidate.before())) return true;
    if (begins_letter(candidate.before(2), candidate.before(1))) return true;
  }
  return is_alphanumeric(match.back()) && begins_letter(candidate.after(), candidate.after(1));
}

bool is_glued_before(const Candidate& candidate, std::string_view joints) {
  return is_joined(candidate.before(), candidate.before(1), joints);
}

bool is_glued_after(const Candidate& candidate, std::string_view joints) {
  return is_joined(candidate.after(), candidate.after(1), joints);
}

}  // namespace weir
