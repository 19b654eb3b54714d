// What a quota counts and over which time: the words that the policy, the quotas and their stores
// share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace weir {

// Kept in stores by number.
enum class Metric : uint8_t {
  kRequests,
  kInputTokens,
  kOutputTokens,
  kTotalTokens,
  kNanoUsd,
  kConcurrentCalls,  // under way at once; always over WindowKind::kConcurrent
};
inline constexpr size_t kMetricCount = 6;

enum class WindowKind : uint8_t {
  kBucket,      // token bucket: refills `limit` units per `length`, holds at most its capacity
  kSliding,     // never more than `limit` in any window of `length`
  kFixed,       // windows of `length`, counted from 1970 UTC
  kCalendar,    // hour, day, week, month as people of `timezone` count them (minute is fixed)
  kLifetime,    // never ends
  kConcurrent,  // no time at all: only what is reserved counts
};

// A week begins on Monday (ISO 8601).
enum class CalendarUnit : uint8_t { kMinute, kHour, kDay, kMonth, kWeek };

struct Window {
  WindowKind kind = WindowKind::kFixed;
  int64_t length_us = 0;                     // bucket, sliding, fixed
  CalendarUnit unit = CalendarUnit::kMonth;  // calendar
  std::string timezone = "UTC";              // calendar; an IANA name
};

}  // namespace weir
