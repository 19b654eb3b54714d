// The clocks that the one time authority of a store stands on, and its arithmetic.
//
// Windows must not move when somebody sets the wall clock. So the wall clock is read once per boot,
// when the first process opens the store, and from then on CLOCK_BOOTTIME (which counts sleep, is
// shared by all processes and never stepped) carries the time forward. After a reboot the wall
// clock is read again, but time never runs back behind what the store has seen. A wall clock that
// is wrong by years at boot makes windows end early; nothing here can tell.
#pragma once

#include <cstdint>
#include <string>

namespace weir {

// Safe for concurrent use.
class TimeSource {
 public:
  virtual ~TimeSource() = default;
  [[nodiscard]] virtual int64_t wall_us() const = 0;  // UTC, since 1970
  [[nodiscard]] virtual int64_t boot_us() const = 0;  // since boot, sleep counted
  [[nodiscard]] virtual std::string boot_id() const = 0;
};

// The machine's clocks; lives for ever.
[[nodiscard]] const TimeSource& system_time_source();

// A store's record of its time, shared by its processes.
struct TimeAnchor {
  std::string boot_id;
  int64_t wall_us = 0;  // the authority's time at boot_us
  int64_t boot_us = 0;
  int64_t last_us = 0;  // the latest time on record

  // Whether the record is of another boot and must be renewed by anchored().
  [[nodiscard]] bool is_stale(const TimeSource& source) const {
    return boot_id != source.boot_id();
  }
  [[nodiscard]] int64_t now_us(const TimeSource& source) const;
};

// An anchor for this boot that does not run back behind `previous`.
[[nodiscard]] TimeAnchor anchored(const TimeAnchor& previous, const TimeSource& source);

}  // namespace weir
