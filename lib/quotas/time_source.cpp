#include "quotas/time_source.h"

#include <time.h>

#include <algorithm>
#include <fstream>

namespace weir {
namespace {

int64_t read_clock_us(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return int64_t{now.tv_sec} * 1'000'000 + now.tv_nsec / 1000;
}

class SystemTimeSource final : public TimeSource {
 public:
  SystemTimeSource() {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::getline(file, boot_id_);
  }
  [[nodiscard]] int64_t wall_us() const override { return read_clock_us(CLOCK_REALTIME); }
  [[nodiscard]] int64_t boot_us() const override { return read_clock_us(CLOCK_BOOTTIME); }
  [[nodiscard]] std::string boot_id() const override { return boot_id_; }

 private:
  std::string boot_id_;
};

}  // namespace

const TimeSource& system_time_source() {
  static const SystemTimeSource source;
  return source;
}

int64_t TimeAnchor::now_us(const TimeSource& source) const {
  return std::max(last_us, wall_us + (source.boot_us() - boot_us));
}

TimeAnchor anchored(const TimeAnchor& previous, const TimeSource& source) {
  TimeAnchor anchor;
  anchor.boot_id = source.boot_id();
  anchor.boot_us = source.boot_us();
  anchor.wall_us = std::max(previous.last_us, source.wall_us());
  anchor.last_us = anchor.wall_us;
  return anchor;
}

}  // namespace weir
