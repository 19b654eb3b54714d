// One client of the loopback provider: reads requests, plays answers. Used by the server's thread
// alone; never blocks.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "support/provider/answer.h"
#include "support/provider/request_reader.h"

namespace weir::testing {

struct SslFree {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
};

class Connection {
 public:
  // Owns `socket`. `ssl` is empty for plain HTTP.
  Connection(int64_t id, int socket, std::unique_ptr<SSL, SslFree> ssl);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Goes on as far as it can; false when the connection is over. `now_ms` is a monotonic time.
  [[nodiscard]] bool advance(int64_t now_ms, const Behaviour& behaviour);

  [[nodiscard]] int socket() const { return socket_; }
  [[nodiscard]] bool wants_write() const { return wants_write_; }
  // When advance() is due although nothing arrives; nothing: never.
  [[nodiscard]] std::optional<int64_t> wake_ms() const { return wake_ms_; }

 private:
  enum class Outcome : uint8_t { kGoOn, kWait, kOver };

  Outcome read_more();
  Outcome start_answer(const Behaviour& behaviour);
  Outcome play(int64_t now_ms);
  Outcome play_step(const AnswerStep& step, int64_t now_ms);
  Outcome write_step(const AnswerStep& step);
  Outcome next_step();
  Outcome finish_answer();
  // >0: bytes moved; 0: would block; -1: the connection is over.
  int64_t read_some(char* buffer, size_t size);
  int64_t write_some(std::string_view bytes);
  int64_t ssl_result(int result);

  int64_t id_;
  int socket_;
  std::unique_ptr<SSL, SslFree> ssl_;
  RequestReader reader_;
  Answer answer_;  // steps: null when none is being played
  size_t step_ = 0;
  int64_t repeated_ = 0;
  size_t written_ = 0;  // of the step's bytes
  bool wants_write_ = false;
  std::optional<int64_t> wake_ms_;
};

}  // namespace weir::testing
