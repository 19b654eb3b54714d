// Dates as identifiers hold them. Gregorian.
#pragma once

#include <cstddef>
#include <string_view>

namespace weir {

// The latest year of birth that a number may say where the number itself leaves the century open: a
// later one is a mistake, or the century before. Nobody is born yet in the years that it refuses.
inline constexpr int kLatestBirthYear = 2035;

// The two digits of `digits` at `at`, as a number. REQUIRES: they are there, and digits.
[[nodiscard]] constexpr int two_digits_at(std::string_view digits, size_t at) {
  return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

[[nodiscard]] constexpr bool is_leap_year(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

[[nodiscard]] constexpr bool is_date(int year, int month, int day) {
  if (month < 1 || month > 12 || day < 1) return false;
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return day <= kDays[month - 1] + (month == 2 && is_leap_year(year) ? 1 : 0);
}

}  // namespace weir
