// Times as people write and read them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cli {

// "90s", "30m", "24h", "7d" before now, or a time as in RFC 3339 ("2026-03-01T12:00:00+02:00"; a
// date alone is its midnight in UTC): microseconds since 1970. "" is 0, the first of all. Nothing
// where the text is none of these.
[[nodiscard]] std::optional<int64_t> parse_since(std::string_view text, int64_t now_us);

[[nodiscard]] int64_t now_us();

// "2026-03-01 10:00:00", in UTC.
[[nodiscard]] std::string utc_text(int64_t time_us);

// "4 s", "59 min 59 s", "3 h 5 min", "9 d 1 h": how long from now, rounded up.
[[nodiscard]] std::string duration_text(int64_t duration_ms);

}  // namespace cli
