#include "adapters/sqlite/gate_lock.h"

#include <fcntl.h>
#include <linux/futex.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstring>
#include <ctime>

#include "adapters/sqlite/open_file_locks.h"
#include "base/clock.h"

namespace weir::sqlite {

struct GateLock::Words {
  struct Stage {
    std::atomic<uint32_t> releases;
    std::atomic<uint32_t> waiters;  // a killed waiter stays counted: a needless wake, no harm
    std::atomic<uint32_t> holder;   // process id, for the fault text
  };
  Stage stages[2];
  std::atomic<uint32_t> commits;
};

namespace {

constexpr size_t kFileBytes = 4096;
constexpr size_t kRegionBytes = 64;
constexpr int64_t kLookAgainUs = 10'000;
constexpr int kQueue = 0;
constexpr int kBaton = 1;
constexpr int kCheckpointer = 2;

static_assert(std::atomic<uint32_t>::is_always_lock_free);

struct flock byte_lock(short type, int64_t offset) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = offset;
  lock.l_len = 1;
  return lock;
}

void futex_wait(std::atomic<uint32_t>& word, uint32_t seen, int64_t timeout_us) {
  timespec timeout{};
  timeout.tv_sec = timeout_us / 1'000'000;
  timeout.tv_nsec = timeout_us % 1'000'000 * 1000;
  (void)syscall(SYS_futex, &word, FUTEX_WAIT, seen, &timeout, nullptr, 0);
}

void futex_wake_one(std::atomic<uint32_t>& word) {
  (void)syscall(SYS_futex, &word, FUTEX_WAKE, 1, nullptr, nullptr, 0);
}

Status open_fault(const std::string& path, int error) {
  const bool is_read_only = error == EROFS || error == EACCES || error == EPERM;
  if (error == ENOSPC || error == EDQUOT) {
    return Status(Code::kUnavailable, "store.full", path + ": the disk is full: free some space");
  }
  return Status(Code::kUnavailable, is_read_only ? "store.read_only" : "store.cannot_open",
                path + " cannot be opened for writing: " + std::string(strerrordesc_np(error)));
}

// Real blocks, because a write to a mapped hole of a full disk is a signal.
int prepare_file(int fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) return errno;
  if (status.st_size >= static_cast<off_t>(kFileBytes)) return 0;
  return posix_fallocate(fd, 0, kFileBytes);
}

}  // namespace

Result<std::unique_ptr<GateLock>> GateLock::open(const std::string& path, uint32_t region) {
  static_assert(sizeof(Words) <= kRegionBytes);
  if (region >= kFileBytes / kRegionBytes - 1) {
    return Status(Code::kInternal, "store.region", "a gate region outside of store.lock");
  }
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return open_fault(path, errno);
  if (const int error = prepare_file(fd); error != 0) {
    ::close(fd);
    return open_fault(path, error);
  }
  void* const map = ::mmap(nullptr, kFileBytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED) {
    const int error = errno;
    ::close(fd);
    return open_fault(path, error);
  }
  close_in_forked_child(fd);
  auto* const bytes = static_cast<std::byte*>(map) + kRegionBytes * (region + 1);
  // The private constructor keeps std::make_unique out.
  return std::unique_ptr<GateLock>(
      new GateLock(path, fd, std::launder(reinterpret_cast<Words*>(bytes)), region));
}

GateLock::~GateLock() {
  forget_in_forked_child(fd_);
  auto* const bytes = reinterpret_cast<std::byte*>(words_) - kRegionBytes * (region_ + 1);
  ::munmap(bytes, kFileBytes);
  ::close(fd_);
}

bool GateLock::try_lock_byte(int64_t offset) const {
  struct flock lock = byte_lock(F_WRLCK, offset);
  return ::fcntl(fd_, F_OFD_SETLK, &lock) == 0;
}

void GateLock::unlock_byte(int64_t offset) const {
  struct flock lock = byte_lock(F_UNLCK, offset);
  (void)::fcntl(fd_, F_OFD_SETLK, &lock);
}

bool GateLock::wait_for_byte(int stage, int64_t deadline_us) {
  Words::Stage& words = words_->stages[stage];
  if (!try_lock_byte(byte_of(stage))) {
    words.waiters.fetch_add(1);
    while (true) {
      const uint32_t seen = words.releases.load();
      if (try_lock_byte(byte_of(stage))) break;
      const int64_t left_us = deadline_us - system_clock().monotonic_us();
      if (left_us <= 0) {
        words.waiters.fetch_sub(1);
        return false;
      }
      futex_wait(words.releases, seen, std::min(left_us, kLookAgainUs));
    }
    words.waiters.fetch_sub(1);
  }
  words.holder.store(process_id_, std::memory_order_relaxed);
  return true;
}

void GateLock::leave_byte(int stage) {
  Words::Stage& words = words_->stages[stage];
  unlock_byte(byte_of(stage));
  words.releases.fetch_add(1);
  if (words.waiters.load() > 0) futex_wake_one(words.releases);
}

Status GateLock::busy_status(int stage) const {
  const uint32_t holder = words_->stages[stage].holder.load(std::memory_order_relaxed);
  return Status(Code::kUnavailable, "store.busy",
                path_ + " is held by process " + std::to_string(holder) +
                    ", which did not let go in time: is it stopped?")
      .with_retry_after_ms(1000);
}

// Without the queue while nobody waits: a waiter counts himself before he sleeps, and is overtaken
// once at most by each process that did not see him.
bool GateLock::take_idle_baton() {
  const bool has_waiters =
      words_->stages[kQueue].waiters.load() > 0 || words_->stages[kBaton].waiters.load() > 0;
  if (has_waiters || !try_lock_byte(byte_of(kBaton))) return false;
  words_->stages[kBaton].holder.store(process_id_, std::memory_order_relaxed);
  return true;
}

Status GateLock::acquire(int64_t deadline_us) {
  if (!threads_.lock_until(deadline_us)) {
    return Status(Code::kUnavailable, "store.busy",
                  path_ + ": too many threads of this process wait for the store")
        .with_retry_after_ms(1000);
  }
  if (take_idle_baton()) return Status();
  if (!wait_for_byte(kQueue, deadline_us)) {
    threads_.unlock();
    // Whoever waits in the queue waits for the holder of the baton.
    return busy_status(kBaton);
  }
  const bool has_baton = wait_for_byte(kBaton, deadline_us);
  leave_byte(kQueue);
  if (has_baton) return Status();
  threads_.unlock();
  return busy_status(kBaton);
}

void GateLock::release() {
  leave_byte(kBaton);
  threads_.unlock();
}

bool GateLock::try_take_checkpointer_role() {
  if (!has_checkpointer_role_) has_checkpointer_role_ = try_lock_byte(byte_of(kCheckpointer));
  return has_checkpointer_role_;
}

void GateLock::count_commit() {
  words_->commits.fetch_add(1, std::memory_order_relaxed);
}

uint32_t GateLock::commits() const {
  return words_->commits.load(std::memory_order_relaxed);
}

Result<uint32_t> GateLock::claim_slot() {
  for (uint32_t slot = 0; slot < kMaxSlots; ++slot) {
    if (try_lock_byte(slot_byte(slot))) return slot;
  }
  return Status(Code::kUnavailable, "store.too_many_owners",
                path_ + ": every liveness slot is taken: too many processes use this store");
}

bool GateLock::is_slot_held_elsewhere(uint32_t slot) const {
  struct flock lock = byte_lock(F_WRLCK, slot_byte(slot));
  return ::fcntl(fd_, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

}  // namespace weir::sqlite
