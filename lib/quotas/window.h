// The arithmetic of windows: where the window that holds a moment begins and ends. Pure functions;
// times are UTC microseconds since 1970. Time zones: Howard Hinnant's date library over the
// system's IANA database.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"
#include "policy/window.h"

namespace weir {

// Half open: begin_us <= t < end_us. The windows of one definition follow each other without a gap
// and without an overlap, over changes of the clocks too: a day has 23 or 25 hours then, and a
// repeated hour is two windows.
struct WindowBounds {
  int64_t begin_us = 0;
  int64_t end_us = 0;
  friend bool operator==(const WindowBounds&, const WindowBounds&) = default;
};

// Of the windows that begin and end: fixed and calendar. What never ends has no bounds.
[[nodiscard]] constexpr bool has_bounds(WindowKind kind) {
  return kind == WindowKind::kFixed || kind == WindowKind::kCalendar;
}

[[nodiscard]] constexpr bool is_endless(WindowKind kind) {
  return kind == WindowKind::kLifetime || kind == WindowKind::kConcurrent;
}

// REQUIRES: has_bounds(window.kind). Faults: kInvalidPolicy "policy.bad_window" for an unknown time
// zone or a length below 1.
[[nodiscard]] Result<WindowBounds> bounds_at(const Window& window, int64_t now_us);

// The definition as one line, "calendar/month/Europe/Helsinki", "bucket/60000000" (microseconds),
// "lifetime/" or "concurrent/":
// a part of an account's identity in the stores, and shown to people.
[[nodiscard]] std::string window_text(const Window& window);
// The reverse; a text that window_text() did not make is "store.corrupt".
[[nodiscard]] Result<Window> parse_window_text(std::string_view text);

}  // namespace weir
