// Lengths of time, as a policy writes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "policy/window.h"

namespace weir {

// "1s", "15m", "1h", "90d": at most six digits, no leading zero. In microseconds.
[[nodiscard]] std::optional<int64_t> parse_duration_us(std::string_view text);

// "minute", "hour", "day", "week", "month".
[[nodiscard]] std::optional<CalendarUnit> parse_calendar_unit(std::string_view text);

}  // namespace weir
