// Random numbers with every check character there is: found exactly with the right one, which the
// test reckons in a way of its own.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

namespace weir {

inline constexpr std::string_view kDigits = "0123456789";
inline constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

// `count` random characters of `alphabet`.
[[nodiscard]] inline std::string random_of(std::string_view alphabet, size_t count,
                                           std::mt19937* random) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += alphabet[(*random)() % alphabet.size()];
  return text;
}

[[nodiscard]] inline bool is_found(std::string_view entity, const std::string& text,
                                   double threshold = 0) {
  return found(entity, text, threshold) == std::vector<std::string>{text};
}

// `head(random)` is all but the last character; `check(head)` the only one that makes it right, or
// 0 where there is none.
template <typename Head, typename Check>
void check_round_trip(std::string_view entity, std::string_view alphabet, const Head& head,
                      const Check& check, double threshold = 0) {
  constexpr int kRounds = 200;
  std::mt19937 random(7);
  int right = 0;
  for (int round = 0; round < kRounds; ++round) {
    const std::string begin = head(&random);
    const char wanted = check(begin);
    for (const char last : alphabet) {
      const std::string text = begin + last;
      INFO(entity << " " << text);
      CHECK(is_found(entity, text, threshold) == (last == wanted));
    }
    right += wanted != '\0' ? 1 : 0;
  }
  CHECK(right > kRounds / 2);
}

// Which of the 10 digits, put behind `head`, makes `remainder` nothing; 0 if none does.
template <typename Remainder>
[[nodiscard]] char digit_of(const std::string& head, const Remainder& remainder) {
  for (const char digit : kDigits) {
    if (remainder(head + digit) == 0) return digit;
  }
  return '\0';
}

}  // namespace weir
