#include "adapters/sqlite/checkpointer.h"

#include <pthread.h>
#include <sqlite3.h>

#include <chrono>
#include <utility>

namespace weir::sqlite {
namespace {

constexpr auto kPause = std::chrono::milliseconds(100);
constexpr uint32_t kManyCommits = 256;  // worth a checkpoint at once
constexpr int kIdleRounds = 10;         // a single commit is copied after this many pauses

}  // namespace

Checkpointer::Checkpointer(GateLock& gate, std::unique_ptr<Connection> connection)
    : gate_(gate), connection_(std::move(connection)), thread_([this] { run(); }) {}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Checkpointer::run() {
  pthread_setname_np(pthread_self(), "weir-checkpoint");
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kPause, [this] { return is_stopping_; })) {
    lock.unlock();
    look();
    lock.lock();
  }
}

void Checkpointer::look() {
  if (!gate_.try_take_checkpointer_role()) return;
  const uint32_t new_commits = gate_.commits() - seen_commits_;
  if (new_commits == 0) return;
  if (new_commits < kManyCommits && ++idle_rounds_ < kIdleRounds) return;
  checkpoint();
}

void Checkpointer::checkpoint() {
  const uint32_t commits = gate_.commits();
  int in_wal = 0;
  int copied = 0;
  const int rc = sqlite3_wal_checkpoint_v2(connection_->raw(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                           &in_wal, &copied);
  if (rc != SQLITE_OK) return;  // busy or a full disk: the next round tries again
  idle_rounds_ = 0;
  wal_pages_.store(in_wal, std::memory_order_relaxed);
  if (in_wal == copied) seen_commits_ = commits;
}

}  // namespace weir::sqlite
