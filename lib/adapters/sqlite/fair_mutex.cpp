#include "adapters/sqlite/fair_mutex.h"

#include <algorithm>
#include <chrono>

#include "base/clock.h"

namespace weir::sqlite {

bool FairMutex::lock_until(int64_t deadline_us) {
  std::unique_lock lock(mutex_);
  if (!is_locked_) {
    is_locked_ = true;
    return true;
  }
  Waiter self;
  queue_.push_back(&self);
  const auto wait = std::chrono::microseconds(deadline_us - system_clock().monotonic_us());
  if (self.turn.wait_for(lock, wait, [&self] { return self.is_owner; })) return true;
  queue_.erase(std::find(queue_.begin(), queue_.end(), &self));
  return false;
}

void FairMutex::unlock() {
  const std::lock_guard lock(mutex_);
  if (queue_.empty()) {
    is_locked_ = false;
    return;
  }
  Waiter* const next = queue_.front();
  queue_.pop_front();
  next->is_owner = true;
  next->turn.notify_one();  // under the mutex: the waiter ends as soon as it may run
}

}  // namespace weir::sqlite
