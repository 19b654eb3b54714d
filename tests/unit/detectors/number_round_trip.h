// Round trips of a country's numbers: numbers made at random, and judged by a second reckoning that
// the test brings with it, are found exactly when that one calls them valid.
#pragma once

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

struct NumberScheme {
  std::string_view entity;
  // A number as it might be, without separators: '#' a digit, '@' a capital, other bytes stand for
  // themselves. Random ones that are not valid are tried again.
  std::vector<std::string_view> forms;
  bool (*is_valid)(const std::string& number) = nullptr;
};

// The value of the bytes from `start`, decimal.
[[nodiscard]] long long value_of(const std::string& digits, size_t start = 0,
                                 size_t count = std::string::npos);
// Their weighted sum; weights from the left.
[[nodiscard]] int dot(const std::string& digits, const std::vector<int>& weights);
// A day of the calendar, by <chrono>.
[[nodiscard]] bool is_day(int year, int month, int day);

[[nodiscard]] std::string random_valid(const NumberScheme& scheme, std::mt19937* random);

// CHECKs that 300 valid numbers are found whole at threshold 0, and 2,000 with one character
// changed if and only if they are valid after all.
void check_round_trip(const NumberScheme& scheme);

// CHECK that each text is found whole, or nothing of it.
void check_found(std::string_view entity, const std::vector<std::string>& texts,
                 double threshold = 0);
void check_absent(std::string_view entity, const std::vector<std::string>& texts,
                  double threshold = 0);

}  // namespace weir
