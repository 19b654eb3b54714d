// Bytes -> requests, HTTP/1.1 (RFC 9112), Content-Length bodies only. No I/O.
#pragma once

#include <cstddef>
#include <string>

#include "base/bounded_buffer.h"
#include "support/provider/answer.h"

namespace weir::testing {

class RequestReader {
 public:
  static constexpr size_t kMaxHeadBytes = 64 << 10;
  static constexpr size_t kMaxBodyBytes = 64 << 20;

  enum class State : uint8_t { kMore, kRequest, kContinue, kBad };

  // False when more arrived than one request may hold.
  [[nodiscard]] bool feed(std::string_view bytes) { return buffer_.append(bytes); }

  // kRequest fills `request` and drops its bytes; kContinue is said once, where the client waits
  // for "100 Continue"; kBad: the connection is of no more use, fault_status() says why.
  [[nodiscard]] State next(ReceivedRequest& request);
  [[nodiscard]] int fault_status() const { return fault_status_; }

 private:
  [[nodiscard]] bool parse_head(std::string_view head);
  State fail(int status);

  BoundedBuffer buffer_{kMaxHeadBytes + kMaxBodyBytes};
  ReceivedRequest parsed_;
  size_t head_bytes_ = 0;  // 0: the head has not come whole
  size_t body_bytes_ = 0;
  bool wants_continue_ = false;
  int fault_status_ = 0;
};

}  // namespace weir::testing
