// Time, as values that a test can set.
#pragma once

#include <cstdint>

namespace weir {

// Safe for concurrent use.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual int64_t wall_us() const = 0;       // UTC, since 1970
  [[nodiscard]] virtual int64_t monotonic_us() const = 0;  // for durations and deadlines
};

// The machine's clock; lives for ever.
[[nodiscard]] const Clock& system_clock();

}  // namespace weir
