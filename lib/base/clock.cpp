#include "base/clock.h"

#include <chrono>

namespace weir {
namespace {

template <typename ClockType>
int64_t now_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(ClockType::now().time_since_epoch())
      .count();
}

class SystemClock final : public Clock {
 public:
  [[nodiscard]] int64_t wall_us() const override { return now_us<std::chrono::system_clock>(); }
  [[nodiscard]] int64_t monotonic_us() const override {
    return now_us<std::chrono::steady_clock>();
  }
};

}  // namespace

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace weir
