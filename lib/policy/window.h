// What a quota counts and over which time: the words that the policy, the quotas and their stores
// share.
#pragma once

#include <cstdint>
#include <string>

namespace weir {

enum class Metric : uint8_t { kRequests, kInputTokens, kOutputTokens, kTotalTokens, kNanoUsd };

enum class WindowKind : uint8_t {
  kBucket,    // token bucket: refills `limit` units per `length`, holds at most `limit`
  kSliding,   // never more than `limit` in any window of `length`
  kFixed,     // windows of `length`, counted from 1970 UTC
  kCalendar,  // hour, day, month as people of `timezone` count them (minute is fixed)
};

enum class CalendarUnit : uint8_t { kMinute, kHour, kDay, kMonth };

struct Window {
  WindowKind kind = WindowKind::kFixed;
  int64_t length_us = 0;                     // bucket, sliding, fixed
  CalendarUnit unit = CalendarUnit::kMonth;  // calendar
  std::string timezone = "UTC";              // calendar; an IANA name
};

}  // namespace weir
