#include "adapters/curl/loop_pool.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/clock.h"

namespace weir {
namespace {

constexpr int64_t kMaxIdleUs = 60'000'000;  // by then its connections are too old to be used again

}  // namespace

CurlShare::CurlShare() : share_(curl_share_init()) {
  curl_share_setopt(share_, CURLSHOPT_USERDATA, this);
  curl_share_setopt(share_, CURLSHOPT_LOCKFUNC, &lock);
  curl_share_setopt(share_, CURLSHOPT_UNLOCKFUNC, &unlock);
  curl_share_setopt(share_, CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
  curl_share_setopt(share_, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
}

CurlShare::~CurlShare() {
  curl_share_cleanup(share_);
}

void CurlShare::lock(CURL*, curl_lock_data data, curl_lock_access, void* self) {
  static_cast<CurlShare*>(self)->mutexes_.at(data).lock();
}

void CurlShare::unlock(CURL*, curl_lock_data data, void* self) {
  static_cast<CurlShare*>(self)->mutexes_.at(data).unlock();
}

LoopPool::LoopPool(CurlTransportOptions options) : options_(std::move(options)), owner_(getpid()) {
  const MutexLock lock(mutex_);
  idle_.reserve(options_.max_idle_loops + 1);  // all that give() ever puts there
}

LoopPool::~LoopPool() {
  const MutexLock lock(mutex_);
  leave_to_parent();
}

// After a fork the connections are the parent's: to use or to close them here would break them
// there. The child lets go of them without a word.
void LoopPool::leave_to_parent() {
  if (owner_ == getpid()) return;
  for (std::unique_ptr<TransferLoop>& loop : idle_) static_cast<void>(loop.release());
  idle_.clear();
  owner_ = getpid();
}

Result<std::unique_ptr<TransferLoop>> LoopPool::take(std::string_view origin) {
  {
    const MutexLock lock(mutex_);
    leave_to_parent();
    auto chosen = std::find_if(idle_.rbegin(), idle_.rend(),
                               [&](const auto& loop) { return loop->origin == origin; });
    if (chosen == idle_.rend()) chosen = idle_.rbegin();
    if (chosen != idle_.rend()) {
      std::unique_ptr<TransferLoop> loop = std::move(*chosen);
      idle_.erase(std::next(chosen).base());
      loop->origin = origin;
      return loop;
    }
  }
  Result<std::unique_ptr<TransferLoop>> made = TransferLoop::make(options_, share_.get());
  if (made.ok()) (*made)->origin = origin;
  return made;
}

void LoopPool::give(std::unique_ptr<TransferLoop> loop, int64_t opened) noexcept {
  opened_ += opened;
  const int64_t now_us = system_clock().monotonic_us();
  std::unique_ptr<TransferLoop> surplus;  // ends outside the lock
  const MutexLock lock(mutex_);
  if (owner_ != getpid()) {
    static_cast<void>(loop.release());
    return;
  }
  loop->idle_since_us = now_us;
  idle_.push_back(std::move(loop));
  const bool stale = now_us - idle_.front()->idle_since_us > kMaxIdleUs;
  if (!stale && idle_.size() <= options_.max_idle_loops) return;
  surplus = std::move(idle_.front());
  idle_.erase(idle_.begin());
}

}  // namespace weir
