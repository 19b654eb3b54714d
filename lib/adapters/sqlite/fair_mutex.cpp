#include "adapters/sqlite/fair_mutex.h"

#include <algorithm>
#include <chrono>

#include "base/clock.h"

namespace weir::sqlite {
namespace {

constexpr int64_t kPatienceUs = 10'000;

}  // namespace

bool FairMutex::lock_until(int64_t deadline_us) {
  std::unique_lock lock(mutex_);
  if (!is_locked_) {
    is_locked_ = true;
    return true;
  }
  const int64_t now_us = system_clock().monotonic_us();
  Waiter self{now_us + kPatienceUs};
  queue_.push_back(&self);
  const auto is_turn = [this, &self] {
    if (self.is_owner) return true;
    if (is_locked_ || queue_.front() != &self) return false;
    queue_.pop_front();
    is_locked_ = true;
    return true;
  };
  const auto wait = std::chrono::microseconds(deadline_us - now_us);
  if (self.turn.wait_for(lock, wait, is_turn)) return true;
  queue_.erase(std::find(queue_.begin(), queue_.end(), &self));
  return false;
}

void FairMutex::unlock() {
  const std::lock_guard lock(mutex_);
  is_locked_ = false;
  if (queue_.empty()) return;
  Waiter* const next = queue_.front();
  if (system_clock().monotonic_us() >= next->patient_until_us) {
    queue_.pop_front();
    next->is_owner = true;
    is_locked_ = true;
  }
  next->turn.notify_one();  // under the mutex: the waiter ends as soon as it may run
}

}  // namespace weir::sqlite
