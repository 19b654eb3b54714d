// A mutex that Clang's thread-safety analysis understands, and the macros for it.
// Source of the annotations: https://clang.llvm.org/docs/ThreadSafetyAnalysis.html
#pragma once

#include <condition_variable>
#include <mutex>

#if defined(__clang__)
#define WEIR_TSA(x) __attribute__((x))
#else
#define WEIR_TSA(x)
#endif
#define WEIR_GUARDED_BY(x) WEIR_TSA(guarded_by(x))
#define WEIR_REQUIRES(...) WEIR_TSA(requires_capability(__VA_ARGS__))
#define WEIR_EXCLUDES(...) WEIR_TSA(locks_excluded(__VA_ARGS__))

namespace weir {

class WEIR_TSA(capability("mutex")) Mutex {
 public:
  void lock() WEIR_TSA(acquire_capability()) { mutex_.lock(); }
  void unlock() WEIR_TSA(release_capability()) { mutex_.unlock(); }
  bool try_lock() WEIR_TSA(try_acquire_capability(true)) { return mutex_.try_lock(); }

 private:
  std::mutex mutex_;
};

class WEIR_TSA(scoped_lockable) MutexLock {
 public:
  explicit MutexLock(Mutex& mutex) WEIR_TSA(acquire_capability(mutex)) : mutex_(mutex) {
    mutex_.lock();
  }
  ~MutexLock() WEIR_TSA(release_capability()) { mutex_.unlock(); }
  MutexLock(const MutexLock&) = delete;
  MutexLock& operator=(const MutexLock&) = delete;

 private:
  Mutex& mutex_;
};

// Waits on a Mutex that the caller holds.
using ConditionVariable = std::condition_variable_any;

}  // namespace weir
