// A mutex for threads of one process that serves them in the order of their arrival and gives up at
// a deadline. A released mutex is handed to the head of the queue, so nobody overtakes it.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>

namespace weir::sqlite {

class FairMutex {
 public:
  // False when `deadline_us` (system_clock().monotonic_us()) passed before the turn came.
  [[nodiscard]] bool lock_until(int64_t deadline_us);
  void unlock();

 private:
  struct Waiter {
    std::condition_variable turn;
    bool is_owner = false;
  };
  std::mutex mutex_;
  bool is_locked_ = false;
  std::deque<Waiter*> queue_;
};

}  // namespace weir::sqlite
