// An HTTP/1.1 server on 127.0.0.1 that plays the provider in tests, examples and benchmarks. One
// epoll thread of its own; what it answers is a Behaviour (a case file: case_script.h; an
// imitation of OpenAI's API: openai_behaviour.h).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/status.h"
#include "support/provider/answer.h"

namespace weir::testing {

class LoopbackProvider {
 public:
  struct Options {
    Behaviour behaviour;
    uint16_t port = 0;           // 0: the kernel chooses
    bool tls = false;            // a self-signed certificate, made at start
    size_t max_recorded = 1000;  // requests kept, the newest; bodies of 64 MiB in all at most
  };

  // Listens and answers when it returns.
  [[nodiscard]] static Result<std::unique_ptr<LoopbackProvider>> start(Options options);
  ~LoopbackProvider();  // stop()
  LoopbackProvider(const LoopbackProvider&) = delete;
  LoopbackProvider& operator=(const LoopbackProvider&) = delete;

  // Ends every connection and the thread. May be called twice.
  void stop();

  // Safe for concurrent use:
  [[nodiscard]] uint16_t port() const;
  [[nodiscard]] std::string base_url() const;        // "http://127.0.0.1:PORT"
  [[nodiscard]] const std::string& ca_pem() const;   // with tls: what a client must trust
  [[nodiscard]] const std::string& key_pem() const;  // with tls: its key, for a proxy in front
  [[nodiscard]] std::vector<ReceivedRequest> requests() const;  // keys and all: for tests
  [[nodiscard]] int64_t request_count() const;                  // all, also those no longer kept
  [[nodiscard]] int64_t connection_count() const;               // accepted so far
  [[nodiscard]] int64_t open_connection_count() const;
  [[nodiscard]] int64_t bytes_requested() const;  // of bodies, in all

 private:
  class Server;
  explicit LoopbackProvider(std::unique_ptr<Server> server);
  std::unique_ptr<Server> server_;
};

}  // namespace weir::testing
