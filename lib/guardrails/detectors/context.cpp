#include "guardrails/detectors/context.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

bool is_high(char byte) {
  return static_cast<unsigned char>(byte) >= 0x80;
}
bool is_word_byte(char byte) {
  return is_alphanumeric(byte) || is_high(byte);
}

// ASCII, and the Latin-1 letters in UTF-8 (C3 80-9E become C3 A0-BE).
std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (size_t i = 0; i < lower.size(); ++i) {
    const auto byte = static_cast<unsigned char>(lower[i]);
    const bool is_capital = i > 0 && lower[i - 1] == '\xC3' && byte >= 0x80 && byte <= 0x9E;
    lower[i] = is_capital ? static_cast<char>(byte + 0x20) : to_lower(lower[i]);
  }
  return lower;
}

// A piece of the text beside a candidate. An open side is one where the text may go on unseen.
struct Surroundings {
  std::string text;
  bool is_open_left = false;
  bool is_open_right = false;
};

bool is_bounded(const Surroundings& where, size_t begin, size_t end, bool is_stem) {
  const bool left = begin == 0 ? !where.is_open_left : !is_word_byte(where.text[begin - 1]);
  if (!left || is_stem) return left;
  return end == where.text.size() ? !where.is_open_right : !is_word_byte(where.text[end]);
}

bool holds_word(const Surroundings& where, std::string_view word) {
  const bool is_stem = word.ends_with('*');
  if (is_stem) word.remove_suffix(1);
  for (size_t at = where.text.find(word); at != std::string::npos;
       at = where.text.find(word, at + 1)) {
    if (is_bounded(where, at, at + word.size(), is_stem)) return true;
  }
  return false;
}

bool holds_any(const Surroundings& where, std::string_view words) {
  while (!words.empty()) {
    const size_t comma = words.find(',');
    if (holds_word(where, words.substr(0, comma))) return true;
    words = comma == std::string_view::npos ? std::string_view() : words.substr(comma + 1);
  }
  return false;
}

}  // namespace

bool has_context_word(std::string_view words, std::string_view text, size_t start, size_t end) {
  const size_t left = std::min(start, kLeftContext);
  const size_t right = std::min(text.size() - end, kRightContext);
  return holds_any({lower_case(text.substr(start - left, left)), left == kLeftContext, false},
                   words) ||
         holds_any({lower_case(text.substr(end, right)), false, right == kRightContext}, words);
}

}  // namespace weir
