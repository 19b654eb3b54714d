// Round trips of identifiers: numbers that a test makes by its own reckoning are found, and with
// one digit changed they are found exactly where that reckoning still holds.
#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

namespace weir {

using Texts = std::vector<std::string>;

inline std::string random_digits(std::mt19937* random, size_t count) {
  std::string digits;
  while (digits.size() < count) digits += static_cast<char>('0' + (*random)() % 10);
  return digits;
}

inline std::string padded(long value, size_t size) {
  std::string text = std::to_string(value);
  return text.size() < size ? std::string(size - text.size(), '0') + text : text;
}

// The digits of `text` as one number, modulo `modulus`.
inline long remainder_of(std::string_view digits, long modulus) {
  long remainder = 0;
  for (const char digit : digits) remainder = (remainder * 10 + digit - '0') % modulus;
  return remainder;
}

inline int digit_at(std::string_view text, size_t at) {
  return text[at] - '0';
}

inline bool is_found(std::string_view entity, const std::string& text, double threshold = 0) {
  return found(entity, text, threshold) == Texts{text};
}

inline void check_found(std::string_view entity, const Texts& texts, double threshold = 0) {
  for (const std::string& text : texts) {
    INFO(entity << " " << text);
    CHECK(is_found(entity, text, threshold));
  }
}

inline void check_not_found(std::string_view entity, const Texts& texts, double threshold = 0) {
  for (const std::string& text : texts) {
    INFO(entity << " " << text);
    CHECK(found(entity, text, threshold).empty());
  }
}

// `make(random)` gives a number that is right; `is_right(number)` is the test's own reckoning.
template <typename Make, typename IsRight>
void check_round_trip(std::string_view entity, const Make& make, const IsRight& is_right,
                      int rounds = 1000) {
  std::mt19937 random(17);
  for (int round = 0; round < rounds; ++round) {
    const std::string good = make(&random);
    INFO(entity << " " << good);
    REQUIRE(is_right(good));
    REQUIRE(is_found(entity, good));
    std::string changed = good;
    char& byte = changed[random() % changed.size()];
    if (byte < '0' || byte > '9') continue;
    byte = static_cast<char>('0' + random() % 10);
    INFO("changed to " << changed);
    REQUIRE(is_found(entity, changed) == is_right(changed));
  }
}

// Draws of `shape(random)` until one is right.
template <typename Shape, typename IsRight>
std::string draw_right(std::mt19937* random, const Shape& shape, const IsRight& is_right) {
  for (;;) {
    std::string number = shape(random);
    if (is_right(number)) return number;
  }
}

}  // namespace weir
