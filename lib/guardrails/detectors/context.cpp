#include "guardrails/detectors/context.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

struct Byte {
  char lower = 0;
  bool is_word = false;
};

constexpr std::array<Byte, 256> bytes() {
  std::array<Byte, 256> all{};
  for (size_t i = 0; i < all.size(); ++i) {
    const char byte = static_cast<char>(i);
    all[i] = {to_lower(byte), is_alphanumeric(byte) || i >= 0x80};
  }
  return all;
}
constexpr std::array<Byte, 256> kBytes = bytes();

bool is_word_byte(char byte) {
  return kBytes[static_cast<unsigned char>(byte)].is_word;
}

// A piece of the text beside a candidate, in lower case: ASCII, and the Latin-1 letters in UTF-8
// (C3 80-9E become C3 A0-BE). An open side is one where the text may go on unseen.
class Surroundings {
 public:
  Surroundings(std::string_view text, bool is_open_left, bool is_open_right)
      : size_(text.size()), is_open_right_(is_open_right) {
    bool may_begin = !is_open_left;
    for (size_t i = 0; i < size_; ++i) {
      const Byte byte = kBytes[static_cast<unsigned char>(text[i])];
      text_[i] = byte.lower;
      begins_[begin_count_] = static_cast<uint8_t>(i);
      begin_count_ += static_cast<uint8_t>(may_begin);
      first_bytes_ |= uint64_t{may_begin} << (static_cast<unsigned char>(byte.lower) % 64);
      may_begin = !byte.is_word;
    }
    if (text.find('\xC3') != std::string_view::npos) lower_latin();
  }

  // REQUIRES: !word.empty().
  [[nodiscard]] bool holds(std::string_view word) const {
    if ((first_bytes_ & bit(word.front())) == 0) return false;
    const bool is_stem = word.ends_with('*');
    if (is_stem) word.remove_suffix(1);
    const std::string_view all(text_.data(), size_);
    return std::any_of(begins_.begin(), begins_.begin() + begin_count_, [&](uint8_t begin) {
      return text_[begin] == word.front() && all.substr(begin).starts_with(word) &&
             (is_stem || ends_at(begin + word.size()));
    });
  }

 private:
  void lower_latin() {
    for (size_t i = 1; i < size_; ++i) {
      const auto byte = static_cast<unsigned char>(text_[i]);
      const bool is_capital = text_[i - 1] == '\xC3' && byte >= 0x80 && byte <= 0x9E;
      if (is_capital) text_[i] = static_cast<char>(byte + 0x20);
    }
  }
  static uint64_t bit(char byte) { return uint64_t{1} << (static_cast<unsigned char>(byte) % 64); }
  [[nodiscard]] bool ends_at(size_t end) const {
    return end == size_ ? !is_open_right_ : !is_word_byte(text_[end]);
  }

  std::array<char, kLeftContext> text_;
  std::array<uint8_t, kLeftContext + 1> begins_;  // where a word may begin
  uint8_t begin_count_ = 0;
  uint64_t first_bytes_ = 0;  // the bytes there, folded to 64 bits
  size_t size_;
  bool is_open_right_;
};
static_assert(kRightContext <= kLeftContext);

}  // namespace

bool has_context_word(std::string_view words, std::string_view text, size_t start, size_t end) {
  const size_t left = std::min(start, kLeftContext);
  const size_t right = std::min(text.size() - end, kRightContext);
  const Surroundings before(text.substr(start - left, left), left == kLeftContext, false);
  const Surroundings behind(text.substr(end, right), false, right == kRightContext);
  while (!words.empty()) {
    const size_t comma = words.find(',');
    const std::string_view word = words.substr(0, comma);
    if (before.holds(word) || behind.holds(word)) return true;
    words = comma == std::string_view::npos ? std::string_view() : words.substr(comma + 1);
  }
  return false;
}

}  // namespace weir
