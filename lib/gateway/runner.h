// The run door: drives a call over an HttpTransport, on the caller's thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <variant>

#include "base/mutex.h"
#include "gateway/call.h"
#include "gateway/driver.h"
#include "gateway/transport.h"

namespace weir {

class Runner {
 public:
  // All borrowed.
  Runner(Call& call, Edges& edges, HttpTransport& transport)
      : call_(call), edges_(edges), transport_(transport) {}

  struct Waiting {};   // timeout_ms is over, nothing is lost
  struct Accepted {};  // the provider has begun to answer a stream (once)
  using Step = std::variant<Waiting, Accepted, Show, Done>;

  // Goes on until there is something to tell. timeout_ms: 0 does not wait for the network, -1 waits
  // as long as the policy allows. One thread at a time.
  [[nodiscard]] Step step(int64_t timeout_ms);

  // From any thread; a step that waits comes back within 10 ms.
  void cancel() WEIR_EXCLUDES(mutex_);

  [[nodiscard]] int64_t exchange_id() const { return exchange_id_; }
  // How long the last step would have waited for the exchange.
  [[nodiscard]] int64_t wait_ms() const { return wait_ms_; }

  // Readable when a step may have something to tell; -1 between exchanges. Borrowed.
  [[nodiscard]] int descriptor() const;

 private:
  void send(Send& effect) WEIR_EXCLUDES(mutex_);
  void abandon(int64_t exchange) WEIR_EXCLUDES(mutex_);
  // False: the caller's limit came first.
  [[nodiscard]] bool pause(int64_t wait_ms, int64_t timeout_ms) WEIR_EXCLUDES(mutex_);
  // False: the wait is over and nothing came.
  [[nodiscard]] bool receive(const Await& effect, int64_t timeout_ms);

  Call& call_;
  Edges& edges_;
  HttpTransport& transport_;
  std::atomic<bool> is_cancelled_{false};
  bool has_told_accepted_ = false;
  int64_t exchange_id_ = 0;
  int64_t wait_ms_ = 0;
  ConditionVariable cancelled_;
  Mutex mutex_;  // held to change exchange_, and by cancel(); the stepping thread reads it freely
  std::unique_ptr<HttpExchange> exchange_;
};

}  // namespace weir
