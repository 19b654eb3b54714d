// The fair gate before a database's writers, over all processes of the machine.
//
// SQLite's own waiting polls with a growing pause, while the winner takes the lock again at once:
// of two writers one got 1 transaction in 2 s and the other 3,000. Here a writer passes two byte
// locks of the sidecar `store.lock`: it waits for the queue byte, then for the baton byte, and
// gives the queue byte up when it has the baton. Whoever returns the baton has to queue again,
// behind the one that waits for it. While nobody waits, the baton is taken without the queue.
// Threads of the process queue in a FairMutex before that, because an open-file-description lock
// belongs to the descriptor, not to a thread.
//
// The locks are the truth and die with their process. Words in the mapped file only hint: a release
// wakes the first waiter by futex(2), and a waiter looks again every 10 ms in case the holder was
// killed. A holder that is stopped (SIGSTOP) blocks everyone: waiting has a deadline, and the fault
// "store.busy" names its process id.
//
// Layout of store.lock, 4096 bytes: databases have regions (0: quota.db, 1: log.db); region r owns
// the lock bytes 16 r + {0 queue, 1 baton, 2 checkpointer} and the words at 64 + 64 r. The lock
// byte 100000 + slot is held while the owner of that slot lives.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "adapters/sqlite/fair_mutex.h"
#include "base/status.h"

namespace weir::sqlite {

inline constexpr uint32_t kMaxSlots = 65'536;

// Safe for concurrent use.
class GateLock {
 public:
  // Opens (creates, mode 0600) `path`. `region`: 0 to 62.
  [[nodiscard]] static Result<std::unique_ptr<GateLock>> open(const std::string& path,
                                                              uint32_t region);
  ~GateLock();
  GateLock(const GateLock&) = delete;
  GateLock& operator=(const GateLock&) = delete;

  // `deadline_us`: system_clock().monotonic_us(). Success: the caller holds the gate until
  // release(), from whichever thread.
  [[nodiscard]] Status acquire(int64_t deadline_us);
  void release();

  // The role of the one process that checkpoints this database; kept until this object ends.
  [[nodiscard]] bool try_take_checkpointer_role();

  // Commits of all processes since the file was made, modulo 2^32; a hint.
  void count_commit();
  [[nodiscard]] uint32_t commits() const;

  // Liveness: the lowest slot that no living owner holds; kept until this object ends.
  [[nodiscard]] Result<uint32_t> claim_slot();
  // Whether another object, of this or of another process, holds `slot` now.
  [[nodiscard]] bool is_slot_held_elsewhere(uint32_t slot) const;

 private:
  struct Words;
  GateLock(std::string path, int fd, Words* words, uint32_t region)
      : path_(std::move(path)),
        fd_(fd),
        words_(words),
        region_(region),
        process_id_(static_cast<uint32_t>(::getpid())) {}

  [[nodiscard]] bool try_lock_byte(int64_t offset) const;
  void unlock_byte(int64_t offset) const;
  [[nodiscard]] bool take_idle_baton();
  [[nodiscard]] bool wait_for_byte(int stage, int64_t deadline_us);
  void leave_byte(int stage);
  [[nodiscard]] Status busy_status(int stage) const;
  [[nodiscard]] int64_t byte_of(int stage) const { return int64_t{16} * region_ + stage; }

  [[nodiscard]] int64_t slot_byte(uint32_t slot) const {
    return kFirstSlotByte + int64_t{kMaxSlots} * region_ + slot;
  }

  static constexpr int64_t kFirstSlotByte = 100'000;

  std::string path_;
  int fd_;
  Words* words_;  // inside the mapped file
  uint32_t region_;
  uint32_t process_id_;  // a forked child does not pass the gate
  FairMutex threads_;
  bool has_checkpointer_role_ = false;
};

}  // namespace weir::sqlite
