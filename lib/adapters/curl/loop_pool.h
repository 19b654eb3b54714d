// The idle transfer loops of a transport, with what they share: resolved names and TLS sessions.
#pragma once

#include <curl/curl.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "adapters/curl/transfer_loop.h"
#include "base/mutex.h"
#include "base/status.h"

namespace weir {

// Names and TLS sessions, shared by easy handles of several threads under curl's own locking calls.
class CurlShare {
 public:
  CurlShare();
  ~CurlShare();
  CurlShare(const CurlShare&) = delete;
  CurlShare& operator=(const CurlShare&) = delete;
  [[nodiscard]] CURLSH* get() const { return share_; }

 private:
  static void lock(CURL*, curl_lock_data data, curl_lock_access, void* self);
  static void unlock(CURL*, curl_lock_data data, void* self);
  // std::mutex: locked and unlocked in different functions, which the analysis cannot follow.
  std::array<std::mutex, CURL_LOCK_DATA_LAST> mutexes_;
  CURLSH* share_;
};

// Safe for concurrent use.
class LoopPool {
 public:
  explicit LoopPool(CurlTransportOptions options);
  ~LoopPool();
  LoopPool(const LoopPool&) = delete;
  LoopPool& operator=(const LoopPool&) = delete;

  // The loop last used for `origin`, else any idle one, else a new one.
  [[nodiscard]] Result<std::unique_ptr<TransferLoop>> take(std::string_view origin)
      WEIR_EXCLUDES(mutex_);
  // Adds up the connections that the loop's transfer opened. For destructors: allocates nothing.
  void give(std::unique_ptr<TransferLoop> loop, int64_t opened) noexcept WEIR_EXCLUDES(mutex_);

  [[nodiscard]] int64_t connections_opened() const { return opened_; }

 private:
  void leave_to_parent() WEIR_REQUIRES(mutex_);

  const CurlTransportOptions options_;
  CurlShare share_;
  std::atomic<int64_t> opened_{0};
  mutable Mutex mutex_;
  std::vector<std::unique_ptr<TransferLoop>> idle_ WEIR_GUARDED_BY(mutex_);  // newest last
  int owner_ WEIR_GUARDED_BY(mutex_);                                        // process id
};

}  // namespace weir
