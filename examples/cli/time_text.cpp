#include "time_text.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace cli {
namespace {

constexpr int64_t kSecondUs = 1'000'000;

// Reads exactly `digits` digits off the front.
bool take_number(std::string_view& text, size_t digits, int& value) {
  if (text.size() < digits) return false;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + digits, value);
  if (fault != std::errc() || end != text.data() + digits || value < 0) return false;
  text.remove_prefix(digits);
  return true;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<int64_t> parse_ago(std::string_view text) {
  int64_t count = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (fault != std::errc() || end + 1 != text.data() + text.size()) return {};
  constexpr std::array<std::pair<char, int64_t>, 4> kUnits = {
      {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}}};
  for (const auto& [unit, seconds] : kUnits) {
    if (*end == unit && count >= 0 && count <= 1'000'000) return count * seconds * kSecondUs;
  }
  return {};
}

struct Clock {
  int hour = 0;
  int minute = 0;
  int second = 0;
};

bool take_clock(std::string_view& text, Clock& clock) {
  if (!take_number(text, 2, clock.hour) || !take(text, ":") || !take_number(text, 2, clock.minute))
    return false;
  if (take(text, ":") && !take_number(text, 2, clock.second)) return false;
  if (take(text, ".")) {
    if (!take(text, "0123456789")) return false;
    while (take(text, "0123456789")) continue;
  }
  return clock.hour < 24 && clock.minute < 60 && clock.second <= 60;
}

bool take_offset(std::string_view& text, int64_t& seconds) {
  if (take(text, "Zz")) return true;
  const int64_t sign = !text.empty() && text.front() == '-' ? -1 : 1;
  Clock offset;
  if (!take(text, "+-") || !take_number(text, 2, offset.hour) || !take(text, ":") ||
      !take_number(text, 2, offset.minute)) {
    return false;
  }
  seconds = sign * (offset.hour * 3600 + offset.minute * 60);
  return offset.hour < 24 && offset.minute < 60;
}

std::optional<int64_t> parse_date(std::string_view text) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (!take_number(text, 4, year) || !take(text, "-") || !take_number(text, 2, month) ||
      !take(text, "-") || !take_number(text, 2, day)) {
    return {};
  }
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  Clock clock;
  int64_t offset = 0;
  if (!text.empty() &&
      (!take(text, "Tt ") || !take_clock(text, clock) || !take_offset(text, offset))) {
    return {};
  }
  if (!date.ok() || !text.empty()) return {};
  const int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const int64_t seconds = clock.hour * int64_t{3600} + clock.minute * int64_t{60} + clock.second;
  return (days * 86400 + seconds - offset) * kSecondUs;
}

}  // namespace

int64_t now_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::optional<int64_t> parse_since(std::string_view text, int64_t now_us) {
  if (text.empty()) return 0;
  if (const auto ago = parse_ago(text)) return now_us > *ago ? now_us - *ago : 0;
  return parse_date(text);
}

std::string utc_text(int64_t time_us) {
  const std::chrono::sys_seconds at{std::chrono::seconds(time_us / kSecondUs)};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(at - day);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u %02d:%02d:%02d",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

std::string duration_text(int64_t duration_ms) {
  constexpr std::array<std::pair<const char*, int64_t>, 4> kUnits = {
      {{" d", 86400}, {" h", 3600}, {" min", 60}, {" s", 1}}};
  int64_t left = (duration_ms + 999) / 1000;
  const int64_t step = left > 86400 ? 3600 : left > 3600 ? 60 : 1;
  left = (left + step - 1) / step * step;
  std::string text;
  for (const auto& [unit, seconds] : kUnits) {
    if (left < seconds) continue;
    if (!text.empty()) text += ' ';
    text += std::to_string(left / seconds) + unit;
    left %= seconds;
  }
  return text.empty() ? "0 s" : text;
}

}  // namespace cli
