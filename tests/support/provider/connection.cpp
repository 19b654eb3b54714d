#include "support/provider/connection.h"

#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace weir::testing {
namespace {

constexpr int kMaxWritesAtATime = 64;  // then the other connections have their turn

}  // namespace

Connection::Connection(int64_t id, int socket, std::unique_ptr<SSL, SslFree> ssl)
    : id_(id), socket_(socket), ssl_(std::move(ssl)) {}

Connection::~Connection() {
  if (ssl_) SSL_shutdown(ssl_.get());
  close(socket_);
}

int64_t Connection::ssl_result(int result) {
  if (result > 0) return result;
  const int error = SSL_get_error(ssl_.get(), result);
  ERR_clear_error();
  wants_write_ = error == SSL_ERROR_WANT_WRITE;
  return error == SSL_ERROR_WANT_READ || wants_write_ ? 0 : -1;
}

int64_t Connection::read_some(char* buffer, size_t size) {
  if (ssl_) return ssl_result(SSL_read(ssl_.get(), buffer, static_cast<int>(size)));
  const ssize_t count = recv(socket_, buffer, size, 0);
  if (count > 0) return count;
  return count < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : -1;
}

int64_t Connection::write_some(std::string_view bytes) {
  if (ssl_) return ssl_result(SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())));
  const ssize_t count = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (count >= 0) return count;
  if (errno != EAGAIN && errno != EINTR) return -1;
  wants_write_ = true;
  return 0;
}

bool Connection::advance(int64_t now_ms, const Behaviour& behaviour) {
  wants_write_ = false;
  Outcome outcome = read_more();
  while (outcome == Outcome::kGoOn) {
    outcome = answer_.steps ? play(now_ms) : start_answer(behaviour);
  }
  return outcome != Outcome::kOver;
}

Connection::Outcome Connection::read_more() {
  std::array<char, 16384> buffer;
  for (;;) {
    const int64_t count = read_some(buffer.data(), buffer.size());
    if (count < 0) return Outcome::kOver;
    if (count == 0) return Outcome::kGoOn;
    if (!reader_.feed({buffer.data(), static_cast<size_t>(count)})) return Outcome::kOver;
    if (static_cast<size_t>(count) < buffer.size() && !ssl_) return Outcome::kGoOn;
  }
}

Connection::Outcome Connection::start_answer(const Behaviour& behaviour) {
  ReceivedRequest request;
  switch (reader_.next(request)) {
    case RequestReader::State::kMore:
      return Outcome::kWait;
    case RequestReader::State::kContinue:
      return write_some("HTTP/1.1 100 Continue\r\n\r\n") < 0 ? Outcome::kOver : Outcome::kGoOn;
    case RequestReader::State::kBad:
      answer_ = whole_answer(reader_.fault_status(), "text/plain", "bad request\n");
      answer_.close_after = true;
      return Outcome::kGoOn;
    case RequestReader::State::kRequest:
      break;
  }
  request.connection = id_;
  answer_ = behaviour(request);
  if (request.header("connection") == "close") answer_.close_after = true;
  return Outcome::kGoOn;
}

Connection::Outcome Connection::play(int64_t now_ms) {
  for (int writes = 0; writes < kMaxWritesAtATime; ++writes) {
    if (step_ == answer_.steps->size()) return finish_answer();
    const Outcome outcome = play_step((*answer_.steps)[step_], now_ms);
    if (outcome != Outcome::kGoOn) return outcome;
  }
  wants_write_ = true;
  return Outcome::kWait;
}

Connection::Outcome Connection::play_step(const AnswerStep& step, int64_t now_ms) {
  switch (step.kind) {
    case AnswerStep::Kind::kWrite:
      return write_step(step);
    case AnswerStep::Kind::kWait:
      if (!wake_ms_) wake_ms_ = now_ms + step.wait_ms;
      return now_ms < *wake_ms_ ? Outcome::kWait : next_step();
    case AnswerStep::Kind::kReset: {
      const linger at_once{.l_onoff = 1, .l_linger = 0};  // close() then sends RST
      setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
      ssl_.reset();
      return Outcome::kOver;
    }
    case AnswerStep::Kind::kClose:
      return Outcome::kOver;
    case AnswerStep::Kind::kHang:
      return Outcome::kWait;
  }
  return Outcome::kOver;
}

Connection::Outcome Connection::write_step(const AnswerStep& step) {
  if (step.bytes.empty()) return next_step();
  const int64_t count = write_some(std::string_view(step.bytes).substr(written_));
  if (count < 0) return Outcome::kOver;
  if (count == 0) return Outcome::kWait;
  written_ += static_cast<size_t>(count);
  if (written_ < step.bytes.size()) return Outcome::kGoOn;
  written_ = 0;
  if (step.repeat < 0 || ++repeated_ < step.repeat) return Outcome::kGoOn;
  return next_step();
}

Connection::Outcome Connection::next_step() {
  ++step_;
  repeated_ = 0;
  wake_ms_.reset();
  return Outcome::kGoOn;
}

Connection::Outcome Connection::finish_answer() {
  const bool over = answer_.close_after;
  answer_ = {};
  step_ = 0;
  return over ? Outcome::kOver : Outcome::kGoOn;
}

}  // namespace weir::testing
