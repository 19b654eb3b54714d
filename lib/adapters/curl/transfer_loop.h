// A curl multi handle, one easy handle in it, and the epoll that both wait on: what one exchange
// needs to run on its caller's thread. The multi handle keeps the connections, which is why loops
// are pooled.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "adapters/curl/curl_transport.h"
#include "base/status.h"

namespace weir {

// A file descriptor, closed with its owner.
class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  void reset(int value);
  [[nodiscard]] int get() const { return value_; }

 private:
  int value_;
};

// Used by one thread at a time, except wake().
class TransferLoop {
 public:
  static constexpr int64_t kNever = INT64_MAX;

  // `share` is borrowed and outlives the loop.
  [[nodiscard]] static Result<std::unique_ptr<TransferLoop>> make(
      const CurlTransportOptions& options, CURLSH* share);
  ~TransferLoop();
  TransferLoop(const TransferLoop&) = delete;
  TransferLoop& operator=(const TransferLoop&) = delete;

  [[nodiscard]] CURL* easy() const { return easy_; }

  // Starts the transfer that easy() is set up for, as far as it goes without waiting.
  [[nodiscard]] bool begin();
  // Waits until something can go on, a timer is due, wake() was called or `until_us` (monotonic)
  // has come, and goes on.
  void advance(int64_t until_us);
  // How the transfer ended, once it has.
  [[nodiscard]] std::optional<CURLcode> result();
  // Takes the easy handle out, whether the transfer has ended or not; what is unfinished is cut.
  void end();

  // From any thread: the wait in advance() ends.
  void wake();

  // Readable when advance() would do something, or while set_ready(true) holds. From the first
  // call on, every end of a step costs two system calls more.
  [[nodiscard]] int descriptor();
  // What descriptor() is to say until the next step; `until_us` as in advance().
  void publish(bool ready, int64_t until_us);

  // The pool's notes: where the last exchange led, and since when the loop waits.
  std::string origin;
  int64_t idle_since_us = 0;

 private:
  TransferLoop() = default;
  [[nodiscard]] bool open();
  [[nodiscard]] bool configure(const CurlTransportOptions& options, CURLSH* share);
  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* loop, void* known);
  static int on_timer(CURLM* multi, long timeout_ms, void* loop);
  [[nodiscard]] int wait_ms(int64_t until_us) const;
  void run_due_timer();
  void drain_wake();
  bool watch(int operation, int descriptor, uint32_t events) const;

  CURLM* multi_ = nullptr;
  CURL* easy_ = nullptr;
  Descriptor epoll_;
  Descriptor wake_;
  Descriptor timer_;               // made by the first descriptor()
  int64_t timer_due_us_ = kNever;  // curl's own
  bool attached_ = false;
  bool ready_ = false;  // wake_ stands readable on purpose
};

}  // namespace weir
