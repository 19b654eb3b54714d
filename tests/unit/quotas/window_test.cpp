#include "quotas/window.h"

#include <date/date.h>

#include <random>

#include "support/catch.h"

namespace weir {
namespace {

constexpr int64_t kSecond = 1'000'000;
constexpr int64_t kHour = 3600 * kSecond;

int64_t utc(int year, unsigned month, unsigned day, int hour = 0, int minute = 0) {
  const date::sys_days days = date::year(year) / static_cast<int>(month) / static_cast<int>(day);
  return days.time_since_epoch().count() * 24 * kHour + hour * kHour + minute * 60 * kSecond;
}

Window calendar(CalendarUnit unit, const char* zone) {
  Window window;
  window.kind = WindowKind::kCalendar;
  window.unit = unit;
  window.timezone = zone;
  return window;
}

Window fixed(int64_t length_us) {
  Window window;
  window.kind = WindowKind::kFixed;
  window.length_us = length_us;
  return window;
}

WindowBounds bounds(const Window& window, int64_t now) {
  const Result<WindowBounds> result = bounds_at(window, now);
  REQUIRE(result.ok());
  return *result;
}

TEST_CASE("a fixed window counts from 1970, before it too") {
  const Window minute = fixed(60 * kSecond);
  CHECK(bounds(minute, 0) == WindowBounds{0, 60 * kSecond});
  CHECK(bounds(minute, 60 * kSecond - 1) == WindowBounds{0, 60 * kSecond});
  CHECK(bounds(minute, 60 * kSecond) == WindowBounds{60 * kSecond, 120 * kSecond});
  CHECK(bounds(minute, -1) == WindowBounds{-60 * kSecond, 0});
}

TEST_CASE("days in Helsinki have 23 and 25 hours when the clocks change") {
  const Window day = calendar(CalendarUnit::kDay, "Europe/Helsinki");
  // 2026-03-29: 03:00 becomes 04:00, +2 becomes +3.
  const WindowBounds spring = bounds(day, utc(2026, 3, 29, 12));
  CHECK(spring == WindowBounds{utc(2026, 3, 28, 22), utc(2026, 3, 29, 21)});
  // 2026-10-25: 04:00 becomes 03:00, +3 becomes +2.
  const WindowBounds autumn = bounds(day, utc(2026, 10, 25, 12));
  CHECK(autumn == WindowBounds{utc(2026, 10, 24, 21), utc(2026, 10, 25, 22)});
  CHECK(bounds(day, utc(2026, 10, 24, 21) - 1).end_us == utc(2026, 10, 24, 21));
}

TEST_CASE("the repeated hour in Helsinki is two windows, the skipped one none") {
  const Window hour = calendar(CalendarUnit::kHour, "Europe/Helsinki");
  CHECK(bounds(hour, utc(2026, 10, 25, 0, 30)) ==
        WindowBounds{utc(2026, 10, 25, 0), utc(2026, 10, 25, 1)});
  CHECK(bounds(hour, utc(2026, 10, 25, 1, 30)) ==
        WindowBounds{utc(2026, 10, 25, 1), utc(2026, 10, 25, 2)});
  CHECK(bounds(hour, utc(2026, 3, 29, 0, 59)).end_us == utc(2026, 3, 29, 1));
  CHECK(bounds(hour, utc(2026, 3, 29, 1)).begin_us == utc(2026, 3, 29, 1));
}

TEST_CASE("an hour is cut where the clocks change by half an hour") {
  // Lord Howe Island, 2026-04-05 02:00 (+11) becomes 01:30 (+10:30), at 15:00 UTC of the 4th.
  const Window hour = calendar(CalendarUnit::kHour, "Australia/Lord_Howe");
  CHECK(bounds(hour, utc(2026, 4, 4, 14, 59)).end_us == utc(2026, 4, 4, 15));
  CHECK(bounds(hour, utc(2026, 4, 4, 15)) ==
        WindowBounds{utc(2026, 4, 4, 15), utc(2026, 4, 4, 15, 30)});
}

TEST_CASE("months end on their last day, leap years too") {
  const Window utc_month = calendar(CalendarUnit::kMonth, "UTC");
  CHECK(bounds(utc_month, utc(2028, 2, 29, 23)) == WindowBounds{utc(2028, 2, 1), utc(2028, 3, 1)});
  CHECK(bounds(utc_month, utc(2027, 2, 28, 23)) == WindowBounds{utc(2027, 2, 1), utc(2027, 3, 1)});
  CHECK(bounds(utc_month, utc(2026, 12, 31, 23)) ==
        WindowBounds{utc(2026, 12, 1), utc(2027, 1, 1)});
  const Window helsinki = calendar(CalendarUnit::kMonth, "Europe/Helsinki");
  // Begins at +2 and ends at +3.
  CHECK(bounds(helsinki, utc(2026, 3, 15)) ==
        WindowBounds{utc(2026, 2, 28, 22), utc(2026, 3, 31, 21)});
  CHECK(bounds(helsinki, utc(2026, 3, 31, 21)).begin_us == utc(2026, 3, 31, 21));
}

TEST_CASE("a week runs from Monday to Monday, over a change of the clocks too") {
  const Window week = calendar(CalendarUnit::kWeek, "Europe/Helsinki");
  // The week of 2026-03-29 begins at +2 and ends at +3.
  const WindowBounds spring{utc(2026, 3, 22, 22), utc(2026, 3, 29, 21)};
  CHECK(bounds(week, utc(2026, 3, 22, 22)) == spring);
  CHECK(bounds(week, utc(2026, 3, 29, 20)) == spring);
  CHECK(bounds(week, utc(2026, 3, 29, 21)).begin_us == utc(2026, 3, 29, 21));
  // Week 1 of 2027 in the count of ISO 8601 is the one with its first Thursday.
  CHECK(bounds(calendar(CalendarUnit::kWeek, "UTC"), utc(2027, 1, 1)) ==
        WindowBounds{utc(2026, 12, 28), utc(2027, 1, 4)});
}

TEST_CASE("a day whose midnight is skipped begins where the clocks land") {
  // Cairo, 2026-04-24 00:00 becomes 01:00, at 22:00 UTC of the 23rd.
  const Window day = calendar(CalendarUnit::kDay, "Africa/Cairo");
  CHECK(bounds(day, utc(2026, 4, 24, 12)) ==
        WindowBounds{utc(2026, 4, 23, 22), utc(2026, 4, 24, 21)});
}

TEST_CASE("windows follow each other without a gap, whatever the zone") {
  std::mt19937_64 random(20260101);
  const int64_t first = utc(2020, 1, 1);
  std::uniform_int_distribution<int64_t> moment(first, utc(2036, 1, 1));
  for (const char* const zone :
       {"UTC", "Europe/Helsinki", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe",
        "America/Havana", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu"}) {
    for (const CalendarUnit unit : {CalendarUnit::kMinute, CalendarUnit::kHour, CalendarUnit::kDay,
                                    CalendarUnit::kWeek, CalendarUnit::kMonth}) {
      const Window window = calendar(unit, zone);
      for (int i = 0; i < 300; ++i) {
        const int64_t now = moment(random);
        const WindowBounds here = bounds(window, now);
        INFO(zone << " " << static_cast<int>(unit) << " " << now);
        REQUIRE(here.begin_us <= now);
        REQUIRE(now < here.end_us);
        REQUIRE(bounds(window, here.begin_us) == here);
        REQUIRE(bounds(window, here.end_us - 1) == here);
        REQUIRE(bounds(window, here.end_us).begin_us == here.end_us);
        REQUIRE(bounds(window, here.begin_us - 1).end_us == here.begin_us);
      }
    }
  }
}

TEST_CASE("bad windows are refused") {
  const Result<WindowBounds> zone = bounds_at(calendar(CalendarUnit::kDay, "Mars/Olympus"), 0);
  REQUIRE_FALSE(zone.ok());
  CHECK(zone.status().reason() == "policy.bad_window");
  for (const int64_t length : {int64_t{0}, int64_t{-1}, INT64_MIN}) {
    CHECK_FALSE(bounds_at(fixed(length), 5).ok());
  }
}

TEST_CASE("a window survives its text") {
  Window bucket = fixed(60 * kSecond);
  bucket.kind = WindowKind::kBucket;
  Window sliding = fixed(INT64_MAX);
  sliding.kind = WindowKind::kSliding;
  CHECK(window_text(bucket) == "bucket/60000000");
  const Window month = calendar(CalendarUnit::kMonth, "America/Argentina/Ushuaia");
  CHECK(window_text(month) == "calendar/month/America/Argentina/Ushuaia");
  const Window lifetime{WindowKind::kLifetime};
  const Window at_once{WindowKind::kConcurrent};
  CHECK(window_text(lifetime) == "lifetime/");
  for (const Window& window : {bucket, sliding, fixed(1), month, lifetime, at_once}) {
    const Result<Window> parsed = parse_window_text(window_text(window));
    REQUIRE(parsed.ok());
    CHECK(window_text(*parsed) == window_text(window));
  }
}

TEST_CASE("a text that is no window is corrupt") {
  for (const char* const text :
       {"", "/", "bucket", "bucket/", "bucket/x", "bucket/1x", "bucket/ 1",
        "bucket/99999999999999999999", "weekly/1", "calendar/year/UTC", "calendar/day",
        "calendar/day/", "Bucket/1", "lifetime/1", "concurrent/x"}) {
    INFO(text);
    const Result<Window> parsed = parse_window_text(text);
    REQUIRE_FALSE(parsed.ok());
    CHECK(parsed.status().reason() == "store.corrupt");
  }
}

}  // namespace
}  // namespace weir
