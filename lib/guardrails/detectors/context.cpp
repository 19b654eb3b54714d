#include "guardrails/detectors/context.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "guardrails/detectors/letter_case.h"
#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

struct Byte {
  char lower = 0;
  bool is_word = false;
  uint8_t kind = 0;  // below 64: each letter has its own, which digits and signs do not share
};

constexpr uint8_t kind_of(char lower) {
  constexpr uint8_t kLetters = 26;
  const auto value = static_cast<unsigned char>(lower);
  if (lower >= 'a' && lower <= 'z') return static_cast<uint8_t>(lower - 'a');
  if (value >= 0x80) return kLetters + 2 + value % 32;
  return lower >= '0' && lower <= '9' ? kLetters : kLetters + 1;
}

constexpr std::array<Byte, 256> bytes() {
  std::array<Byte, 256> all{};
  for (size_t i = 0; i < all.size(); ++i) {
    const char byte = static_cast<char>(i);
    const char lower = to_lower(byte);
    all[i] = {lower, is_alphanumeric(byte) || i >= 0x80, kind_of(lower)};
  }
  return all;
}
constexpr std::array<Byte, 256> kBytes = bytes();

bool is_word_byte(char byte) {
  return kBytes[static_cast<unsigned char>(byte)].is_word;
}

uint64_t bit(char byte) {
  return uint64_t{1} << kBytes[static_cast<unsigned char>(byte)].kind;
}

bool holds_one(const Surroundings& side, std::string_view words) {
  for (size_t at = 0; at < words.size();) {
    const bool is_likely = (side.first_bytes() & bit(words[at])) != 0;
    const size_t begin = at;
    while (at < words.size() && words[at] != ',') ++at;
    if (is_likely && side.holds(words.substr(begin, at - begin))) return true;
    ++at;
  }
  return false;
}

static_assert(kRightContext <= kLeftContext);

}  // namespace

void Surroundings::read(std::string_view text, bool is_open_left, bool is_open_right) {
  size_ = text.size();
  is_open_right_ = is_open_right;
  bool may_begin = !is_open_left;
  size_t count = 0;  // these two not as members, which the compiler would keep storing
  uint64_t first_bytes = 0;
  bool has_letters = false;  // of more than one byte
  for (size_t i = 0; i < text.size(); ++i) {
    const Byte byte = kBytes[static_cast<unsigned char>(text[i])];
    text_[i] = byte.lower;
    begins_[count] = static_cast<uint8_t>(i);
    count += may_begin ? 1 : 0;
    first_bytes |= may_begin ? bit(byte.lower) : 0;
    has_letters |= static_cast<unsigned char>(text[i]) >= 0xC3;
    may_begin = !byte.is_word;
  }
  begin_count_ = count;
  first_bytes_ = first_bytes;
  if (has_letters) lower_letters();
}

bool Surroundings::holds(std::string_view word) const {
  const bool is_stem = word.ends_with('*');
  if (is_stem) word.remove_suffix(1);
  const std::string_view all(text_.data(), size_);
  return std::any_of(begins_.begin(), begins_.begin() + begin_count_, [&](uint8_t begin) {
    return text_[begin] == word.front() && all.substr(begin).starts_with(word) &&
           (is_stem || ends_at(begin + word.size()));
  });
}

void Surroundings::lower_letters() {
  lower_in_place({text_.data(), size_});
  for (size_t i = 0; i < begin_count_; ++i) first_bytes_ |= bit(text_[begins_[i]]);
}

bool Surroundings::ends_at(size_t end) const {
  return end == size_ ? !is_open_right_ : !is_word_byte(text_[end]);
}

void ContextWords::read(const Candidate& candidate) {
  const auto [text, start, end, beyond] = candidate;
  if (start == start_ && end == end_) return;
  const size_t left = std::min(start, kLeftContext);
  const size_t right = std::min(text.size() - end, kRightContext);
  before_.read(text.substr(start - left, left), left == kLeftContext, false);
  behind_.read(text.substr(end, right), false, right == kRightContext);
  start_ = start;
  end_ = end;
}

bool ContextWords::lead_to(std::string_view words, const Candidate& candidate) {
  read(candidate);
  return holds_one(before_, words);
}

bool ContextWords::hold_one_of(std::string_view words, const Candidate& candidate) {
  if (lead_to(words, candidate)) return true;
  candidate.note_right_context();
  return holds_one(behind_, words);
}

bool has_context_word(std::string_view words, const Candidate& candidate) {
  return ContextWords().hold_one_of(words, candidate);
}

}  // namespace weir
