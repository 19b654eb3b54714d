#include "policy/duration.h"

#include <charconv>

namespace weir {
namespace {

std::optional<int64_t> unit_us(char unit) {
  constexpr int64_t kSecond = 1'000'000;
  switch (unit) {
    case 's':
      return kSecond;
    case 'm':
      return 60 * kSecond;
    case 'h':
      return 3'600 * kSecond;
    case 'd':
      return 86'400 * kSecond;
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<int64_t> parse_duration_us(std::string_view text) {
  constexpr size_t kMaxDigits = 6;
  if (text.size() < 2 || text.size() > kMaxDigits + 1) return std::nullopt;
  const std::optional<int64_t> unit = unit_us(text.back());
  if (!unit || text.front() < '1' || text.front() > '9') return std::nullopt;
  int64_t count = 0;
  const char* const end = text.data() + text.size() - 1;
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || stop != end) return std::nullopt;
  return count * *unit;
}

std::optional<CalendarUnit> parse_calendar_unit(std::string_view text) {
  if (text == "minute") return CalendarUnit::kMinute;
  if (text == "hour") return CalendarUnit::kHour;
  if (text == "day") return CalendarUnit::kDay;
  if (text == "week") return CalendarUnit::kWeek;
  if (text == "month") return CalendarUnit::kMonth;
  return std::nullopt;
}

}  // namespace weir
