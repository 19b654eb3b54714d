// Numbers made for the tests of the detectors, and check digits reckoned apart from the library.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace weir {

using Random = std::mt19937;

[[nodiscard]] inline std::string random_digits(Random* random, size_t count) {
  std::string digits;
  while (digits.size() < count) digits.push_back(static_cast<char>('0' + (*random)() % 10));
  return digits;
}

// From `least` to `most`.
[[nodiscard]] inline int random_number(Random* random, int least, int most) {
  return least + static_cast<int>((*random)() % static_cast<unsigned>(most - least + 1));
}

// `value` in `width` digits.
[[nodiscard]] inline std::string padded(int value, size_t width = 2) {
  std::string text = std::to_string(value);
  if (text.size() < width) text.insert(0, width - text.size(), '0');
  return text;
}

// The check digit of the schemes whose weights, from the right, are 2 3 4 5 6 7 and again (to
// `highest`); 'X' where there would be ten.
[[nodiscard]] inline char mod_11_check(std::string_view digits, int highest = 7) {
  int sum = 0;
  int weight = 2;
  for (size_t i = digits.size(); i > 0; --i) {
    for (int times = 0; times < digits[i - 1] - '0'; ++times) sum += weight;
    weight = weight == highest ? 2 : weight + 1;
  }
  for (int check = 0; check <= 10; ++check) {
    if ((sum + check) % 11 == 0) return check == 10 ? 'X' : static_cast<char>('0' + check);
  }
  return 'X';
}

// The digit that makes `digits` pass the Luhn formula, by the table of doubled digits.
[[nodiscard]] inline char luhn_check(std::string_view digits) {
  constexpr int kDoubled[] = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int value = digits[i] - '0';
    sum += (digits.size() - i) % 2 == 1 ? kDoubled[value] : value;
  }
  return static_cast<char>('0' + (1000 - sum) % 10);
}

// `text` with `old` replaced, at its first place.
[[nodiscard]] inline std::string with(std::string text, std::string_view old,
                                      std::string_view replacement) {
  return text.replace(text.find(old), old.size(), replacement);
}

// `text` with another digit at `at`, `step` (1 to 9) further on.
[[nodiscard]] inline std::string with_digit_moved(std::string text, size_t at, int step) {
  text[at] = static_cast<char>('0' + (text[at] - '0' + step) % 10);
  return text;
}

}  // namespace weir
