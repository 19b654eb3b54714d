// The newest requests, for tests to look at. Safe for concurrent use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "support/provider/answer.h"

namespace weir::testing {

class RequestLog {
 public:
  static constexpr int64_t kMaxKeptBytes = 64 << 20;

  explicit RequestLog(size_t max_requests) : max_requests_(max_requests) {}

  void add(const ReceivedRequest& request) WEIR_EXCLUDES(mutex_);

  [[nodiscard]] std::vector<ReceivedRequest> requests() const WEIR_EXCLUDES(mutex_);
  [[nodiscard]] int64_t count() const WEIR_EXCLUDES(mutex_);
  [[nodiscard]] int64_t bytes() const WEIR_EXCLUDES(mutex_);
  // A JSON array; a key is told by its length only.
  [[nodiscard]] std::string json() const WEIR_EXCLUDES(mutex_);

 private:
  mutable Mutex mutex_;
  size_t max_requests_;
  std::deque<ReceivedRequest> kept_ WEIR_GUARDED_BY(mutex_);
  int64_t kept_bytes_ WEIR_GUARDED_BY(mutex_) = 0;
  int64_t count_ WEIR_GUARDED_BY(mutex_) = 0;
  int64_t bytes_ WEIR_GUARDED_BY(mutex_) = 0;
};

}  // namespace weir::testing
