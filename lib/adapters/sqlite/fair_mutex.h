// A mutex for threads of one process that gives up at a deadline and lets nobody wait much longer
// than others. A thread that runs may take a mutex that is free before the head of the queue has
// woken up, for else each transaction would wait for a context switch (a lock convoy); but who has
// waited for 10 ms is handed the mutex, in the order of arrival, and is not overtaken any more (as
// Go's sync.Mutex does after 1 ms).
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
    explicit Waiter(int64_t until_us) : patient_until_us(until_us) {}
    int64_t patient_until_us;  // system_clock().monotonic_us()
    std::condition_variable turn;
    bool is_owner = false;
  };
  std::mutex mutex_;
  bool is_locked_ = false;
  std::deque<Waiter*> queue_;
};

}  // namespace weir::sqlite
