#include "quotas/window.h"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <stdexcept>

namespace weir {
namespace {

using std::chrono::microseconds;
using SysTime = date::sys_time<microseconds>;

constexpr int64_t kMinuteUs = 60'000'000;
constexpr std::array<std::string_view, 6> kKindNames = {"bucket",   "sliding",  "fixed",
                                                        "calendar", "lifetime", "concurrent"};
constexpr std::array<std::string_view, 5> kUnitNames = {"minute", "hour", "day", "month", "week"};

int64_t floor_to(int64_t value, int64_t step) {
  const int64_t rest = value % step;
  return value - (rest < 0 ? rest + step : rest);
}

WindowBounds fixed_bounds(int64_t length_us, int64_t now_us) {
  const int64_t begin = floor_to(now_us, length_us);
  return {begin, begin + length_us};
}

// Hours are cut where the offset from UTC changes, so that they cannot overlap.
WindowBounds hour_bounds(const date::time_zone& zone, SysTime now) {
  const auto info = zone.get_info(now);
  const auto local_hour = date::floor<std::chrono::hours>(now + info.offset);
  const SysTime begin = local_hour - info.offset;
  const SysTime end = begin + std::chrono::hours(1);
  return {std::max(begin, SysTime(info.begin)).time_since_epoch().count(),
          std::min(end, SysTime(info.end)).time_since_epoch().count()};
}

// A midnight that the clocks skip is the moment of the change; of two midnights the first.
int64_t midnight_us(const date::time_zone& zone, date::local_days day) {
  const auto time = zone.to_sys(day, date::choose::earliest);
  return std::chrono::duration_cast<microseconds>(time.time_since_epoch()).count();
}

WindowBounds day_bounds(const date::time_zone& zone, SysTime now) {
  const auto day = date::floor<date::days>(zone.to_local(now));
  return {midnight_us(zone, day), midnight_us(zone, day + date::days(1))};
}

// From Monday on: ISO 8601, 5.5.2 (2004: 3.2.2).
WindowBounds week_bounds(const date::time_zone& zone, SysTime now) {
  const auto day = date::floor<date::days>(zone.to_local(now));
  const auto monday = day - (date::weekday(day) - date::Monday);
  return {midnight_us(zone, monday), midnight_us(zone, monday + date::weeks(1))};
}

WindowBounds month_bounds(const date::time_zone& zone, SysTime now) {
  const date::year_month_day day(date::floor<date::days>(zone.to_local(now)));
  const auto first = day.year() / day.month() / date::day(1);
  return {midnight_us(zone, date::local_days(first)),
          midnight_us(zone, date::local_days(first + date::months(1)))};
}

WindowBounds calendar_bounds(const date::time_zone& zone, CalendarUnit unit, SysTime now) {
  switch (unit) {
    case CalendarUnit::kMinute:
      return fixed_bounds(kMinuteUs, now.time_since_epoch().count());
    case CalendarUnit::kHour:
      return hour_bounds(zone, now);
    case CalendarUnit::kDay:
      return day_bounds(zone, now);
    case CalendarUnit::kWeek:
      return week_bounds(zone, now);
    case CalendarUnit::kMonth:
      break;
  }
  return month_bounds(zone, now);
}

Status corrupt_text(std::string_view text) {
  return Status(Code::kUnavailable, "store.corrupt",
                "the store holds an unreadable window: " + std::string(text));
}

// -1: none of them.
template <size_t Count>
int index_of(const std::array<std::string_view, Count>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

std::string_view take_part(std::string_view& rest) {
  const size_t slash = rest.find('/');
  const std::string_view part = rest.substr(0, slash);
  rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  return part;
}

}  // namespace

Result<WindowBounds> bounds_at(const Window& window, int64_t now_us) {
  if (window.kind != WindowKind::kCalendar) {
    if (window.length_us < 1) {
      return Status(Code::kInvalidPolicy, "policy.bad_window", "a window must be longer than 0");
    }
    return fixed_bounds(window.length_us, now_us);
  }
  try {
    const date::time_zone* const zone = date::locate_zone(window.timezone);
    return calendar_bounds(*zone, window.unit, SysTime(microseconds(now_us)));
  } catch (const std::runtime_error&) {  // the library's only way to say so
    return Status(Code::kInvalidPolicy, "policy.bad_window",
                  "the time zone \"" + window.timezone +
                      "\" is not in the system's database: install tzdata or name another one");
  }
}

std::string window_text(const Window& window) {
  std::string text(kKindNames[static_cast<size_t>(window.kind)]);
  text.push_back('/');
  if (is_endless(window.kind)) return text;
  if (window.kind != WindowKind::kCalendar) return text.append(std::to_string(window.length_us));
  text.append(kUnitNames[static_cast<size_t>(window.unit)]);
  return text.append("/").append(window.timezone);
}

Result<Window> parse_window_text(std::string_view text) {
  std::string_view rest = text;
  const int kind = index_of(kKindNames, take_part(rest));
  if (kind < 0) return corrupt_text(text);
  Window window;
  window.kind = static_cast<WindowKind>(kind);
  if (is_endless(window.kind)) return rest.empty() ? Result<Window>(window) : corrupt_text(text);
  if (window.kind == WindowKind::kCalendar) {
    const int unit = index_of(kUnitNames, take_part(rest));
    if (unit < 0 || rest.empty()) return corrupt_text(text);
    window.unit = static_cast<CalendarUnit>(unit);
    window.timezone = rest;
    return window;
  }
  const char* const end = rest.data() + rest.size();
  const auto parsed = std::from_chars(rest.data(), end, window.length_us);
  if (parsed.ec != std::errc() || parsed.ptr != end) return corrupt_text(text);
  return window;
}

}  // namespace weir
