#include "interruption.h"

#include <csignal>

#include <pthread.h>

namespace cli {
namespace {

sigset_t signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

void hold_interruptions() {
  const sigset_t set = signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Interruption::Interruption(std::function<void()> then) : then_(std::move(then)) {
  waiter_ = std::thread([this] { wait(); });
}

Interruption::~Interruption() {
  is_ending_ = true;
  // The thread waits for this signal with sigwait: it is woken, not ended.
  pthread_kill(waiter_.native_handle(), SIGTERM);  // NOLINT(bugprone-bad-signal-to-kill-thread)
  waiter_.join();
}

void Interruption::wait() {
  const sigset_t set = signals();
  while (true) {
    int signal = 0;
    if (sigwait(&set, &signal) != 0 || is_ending_) return;
    interrupted_ = true;
    then_();
  }
}

}  // namespace cli
