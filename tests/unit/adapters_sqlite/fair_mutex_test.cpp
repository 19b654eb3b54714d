#include "adapters/sqlite/fair_mutex.h"

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "support/catch.h"

namespace weir::sqlite {
namespace {

int64_t in_ms(int64_t milliseconds) {
  return system_clock().monotonic_us() + milliseconds * 1000;
}

constexpr int64_t kLongMs = 600'000;

}  // namespace

TEST_CASE("one thread at a time holds a fair mutex") {
  constexpr int kThreads = 16;
  constexpr int kRounds = 2000;
  FairMutex mutex;
  int64_t count = 0;  // guarded by the mutex alone
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < kRounds; ++round) {
        if (!mutex.lock_until(in_ms(kLongMs))) {
          ++refused;
          continue;
        }
        ++count;
        mutex.unlock();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(refused == 0);
  CHECK(count == kThreads * kRounds);
}

TEST_CASE("a thread that takes a fair mutex again and again cannot keep another out") {
  FairMutex mutex;
  std::atomic<bool> is_served = false;
  REQUIRE(mutex.lock_until(in_ms(kLongMs)));
  std::thread other([&] {
    if (!mutex.lock_until(in_ms(kLongMs))) return;
    is_served = true;
    mutex.unlock();
  });
  // Ends only when the other has had its turn.
  while (!is_served) {
    mutex.unlock();
    REQUIRE(mutex.lock_until(in_ms(kLongMs)));
  }
  mutex.unlock();
  other.join();
}

TEST_CASE("who gives up leaves the queue in order") {
  FairMutex mutex;
  REQUIRE(mutex.lock_until(in_ms(kLongMs)));
  CHECK_FALSE(mutex.lock_until(in_ms(-1)));
  std::thread impatient([&] { CHECK_FALSE(mutex.lock_until(in_ms(5))); });
  impatient.join();
  std::atomic<int> served = 0;
  std::vector<std::thread> patient;
  for (int i = 0; i < 4; ++i) {
    patient.emplace_back([&] {
      if (!mutex.lock_until(in_ms(kLongMs))) return;
      ++served;
      mutex.unlock();
    });
  }
  mutex.unlock();
  for (std::thread& thread : patient) thread.join();
  CHECK(served == 4);
}

}  // namespace weir::sqlite
