// A set of byte values: what one position of a regular expression accepts.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace weir::regex {

class ByteSet {
 public:
  constexpr ByteSet() = default;
  static constexpr ByteSet of(uint8_t byte) { return range(byte, byte); }
  static constexpr ByteSet range(uint8_t first, uint8_t last) {
    ByteSet set;
    for (unsigned byte = first; byte <= last; ++byte) set.add(static_cast<uint8_t>(byte));
    return set;
  }
  static constexpr ByteSet all() { return range(0, 255); }

  constexpr void add(uint8_t byte) { words_[byte >> 6] |= uint64_t{1} << (byte & 63); }
  [[nodiscard]] constexpr bool contains(uint8_t byte) const {
    return ((words_[byte >> 6] >> (byte & 63)) & 1) != 0;
  }
  constexpr ByteSet& operator|=(const ByteSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  [[nodiscard]] constexpr ByteSet complement() const {
    ByteSet out;
    for (size_t i = 0; i < words_.size(); ++i) out.words_[i] = ~words_[i];
    return out;
  }
  [[nodiscard]] constexpr size_t count() const {
    size_t sum = 0;
    for (const uint64_t word : words_) sum += static_cast<size_t>(std::popcount(word));
    return sum;
  }
  [[nodiscard]] constexpr bool empty() const { return *this == ByteSet(); }
  // With each ASCII letter its other case.
  [[nodiscard]] constexpr ByteSet caseless() const {
    ByteSet out = *this;
    for (uint8_t upper = 'A'; upper <= 'Z'; ++upper) {
      const auto lower = static_cast<uint8_t>(upper + 32);
      if (contains(upper)) out.add(lower);
      if (contains(lower)) out.add(upper);
    }
    return out;
  }
  constexpr bool operator==(const ByteSet&) const = default;

 private:
  std::array<uint64_t, 4> words_{};
};

}  // namespace weir::regex
