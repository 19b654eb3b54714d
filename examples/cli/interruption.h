// Ctrl-C (SIGINT) and SIGTERM, as something a program can act on: a thread of its own waits for
// them.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace cli {

// While it lives, a signal calls `then` on the waiting thread and sets was_interrupted(). Threads
// that are started before it should be told apart by their own masks: weir's block all signals.
class Interruption {
 public:
  explicit Interruption(std::function<void()> then);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  [[nodiscard]] bool was_interrupted() const { return interrupted_; }

 private:
  void wait();

  std::function<void()> then_;
  std::atomic<bool> interrupted_ = false;
  std::atomic<bool> is_ending_ = false;
  std::thread waiter_;
};

// Blocks both signals in this thread and in those that it starts, so that only an Interruption gets
// them. To be called before the first thread is started.
void hold_interruptions();

}  // namespace cli
