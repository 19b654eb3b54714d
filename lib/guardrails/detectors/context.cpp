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

uint64_t bit(char byte) {
  return uint64_t{1} << (static_cast<unsigned char>(byte) % 64);
}

// A piece of the text beside a candidate, in lower case: ASCII, and the Latin-1 letters in UTF-8
// (C3 80-9E become C3 A0-BE). An open side is one where the text may go on unseen.
class Surroundings {
 public:
  Surroundings(std::string_view text, bool is_open_left, bool is_open_right)
      : size_(text.size()), is_open_right_(is_open_right) {
    bool may_begin = !is_open_left;
    size_t count = 0;  // these two not as members, which the compiler would keep storing
    uint64_t first_bytes = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      const Byte byte = kBytes[static_cast<unsigned char>(text[i])];
      text_[i] = byte.lower;
      begins_[count] = static_cast<uint8_t>(i);
      count += may_begin ? 1 : 0;
      first_bytes |= may_begin ? bit(byte.lower) : 0;
      may_begin = !byte.is_word;
    }
    begin_count_ = count;
    first_bytes_ = first_bytes;
    if (text.find('\xC3') != std::string_view::npos) lower_latin();
  }

  // The bytes that words may begin with, each a bit(); others with the same bit too.
  [[nodiscard]] uint64_t first_bytes() const { return first_bytes_; }

  // REQUIRES: !word.empty().
  [[nodiscard]] bool holds(std::string_view word) const {
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
  [[nodiscard]] bool ends_at(size_t end) const {
    return end == size_ ? !is_open_right_ : !is_word_byte(text_[end]);
  }

  std::array<char, kLeftContext> text_;
  std::array<uint8_t, kLeftContext + 1> begins_;  // where a word may begin
  size_t begin_count_ = 0;
  uint64_t first_bytes_ = 0;
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
  const uint64_t first_bytes = before.first_bytes() | behind.first_bytes();
  for (size_t at = 0; at < words.size();) {
    const bool is_likely = (first_bytes & bit(words[at])) != 0;
    const size_t begin = at;
    while (at < words.size() && words[at] != ',') ++at;
    const std::string_view word = words.substr(begin, at - begin);
    if (is_likely && (before.holds(word) || behind.holds(word))) return true;
    ++at;
  }
  return false;
}

}  // namespace weir
