#include "adapters/sqlite/open_file_locks.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstring>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::sqlite {
namespace {

using InodeKey = std::pair<dev_t, ino_t>;

struct Descriptor {
  int fd = -1;
  int access_mode = 0;
  bool is_parked = false;
};

struct Inode {
  int lock_fd = -1;  // one description, so that the locks live exactly as long as we say
  size_t open_count = 0;
  std::vector<Descriptor> descriptors;
};

struct Map {
  void* address = nullptr;
  size_t length = 0;
};

// Everything below is reached from plain C function pointers and from fork handlers, which carry no
// context: hence the one global state. Never destroyed, since SQLite may run past static
// destructors.
struct State {
  std::mutex mutex;
  std::map<InodeKey, Inode> inodes;
  std::map<int, InodeKey> by_descriptor;
  std::vector<Map> maps;
  std::vector<int> closed_in_child;
  std::vector<InodeKey> forked_inodes;
  int null_fd = -1;
  std::atomic<uint32_t> fork_generation{0};
};

State& state() {
  static State* const instance = new State();  // NOLINT(cppcoreguidelines-owning-memory)
  return *instance;
}

bool stat_key(const char* path, InodeKey* key) {
  struct stat status {};
  if (::stat(path, &status) != 0 || !S_ISREG(status.st_mode)) return false;
  *key = {status.st_dev, status.st_ino};
  return true;
}

bool is_kept_path(std::string_view path) {
  return !path.ends_with("-wal") && !path.ends_with("-journal") &&
         path.find("/etilqs_") == std::string_view::npos;
}

bool is_unlinked(int fd) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 && status.st_nlink == 0;
}

bool is_forked_inode(const State& all, const InodeKey& key) {
  return std::find(all.forked_inodes.begin(), all.forked_inodes.end(), key) !=
         all.forked_inodes.end();
}

// SQLite refuses descriptors 0 to 2 by closing them, which parking would turn into a loop.
void fill_standard_descriptors() {
  for (int fd = 0; fd <= 2; ++fd) {
    if (::fcntl(fd, F_GETFD) == -1 && errno == EBADF) (void)::open("/dev/null", O_RDWR);
  }
}

int open_lock_descriptor(int fd) {
  const std::string path = "/proc/self/fd/" + std::to_string(fd);
  const int writable = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  return writable >= 0 ? writable : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
}

void close_for_good(State& all, const InodeKey& key, Inode& inode) {
  for (const Descriptor& each : inode.descriptors) {
    all.by_descriptor.erase(each.fd);
    ::close(each.fd);
  }
  if (inode.lock_fd >= 0) ::close(inode.lock_fd);
  all.inodes.erase(key);
}

// Files that were deleted while their descriptors lay parked.
void close_unlinked(State& all) {
  std::vector<InodeKey> gone;
  for (const auto& [key, inode] : all.inodes) {
    if (inode.open_count == 0 && is_unlinked(inode.descriptors.front().fd)) gone.push_back(key);
  }
  for (const InodeKey& key : gone) close_for_good(all, key, all.inodes.at(key));
}

int take_parked(State& all, const InodeKey& key, int flags) {
  const auto found = all.inodes.find(key);
  if (found == all.inodes.end()) return -1;
  for (Descriptor& each : found->second.descriptors) {
    if (!each.is_parked || each.access_mode != (flags & O_ACCMODE)) continue;
    each.is_parked = false;
    ++found->second.open_count;
    return each.fd;
  }
  return -1;
}

void keep(State& all, int fd, int flags) {
  struct stat status {};
  if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return;
  const InodeKey key{status.st_dev, status.st_ino};
  Inode& inode = all.inodes[key];
  if (inode.lock_fd < 0) inode.lock_fd = open_lock_descriptor(fd);
  if (inode.lock_fd < 0) {  // no /proc: SQLite's own POSIX locks
    all.inodes.erase(key);
    return;
  }
  inode.descriptors.push_back({fd, flags & O_ACCMODE, false});
  ++inode.open_count;
  all.by_descriptor[fd] = key;
}

int kept_open(const char* path, int flags, int mode) {
  fill_standard_descriptors();
  State& all = state();
  const std::lock_guard lock(all.mutex);
  const bool is_kept = is_kept_path(path);
  InodeKey key;
  if (is_kept && stat_key(path, &key)) {
    if (is_forked_inode(all, key)) {
      errno = EACCES;
      return -1;
    }
    if ((flags & O_EXCL) == 0) {
      // Before any open(): closing a second descriptor would drop the locks of another copy.
      if (const int parked = take_parked(all, key, flags); parked >= 0) return parked;
    }
  }
  const int fd = ::open(path, flags | O_CLOEXEC, mode);
  if (fd >= 0 && is_kept) {
    close_unlinked(all);
    keep(all, fd, flags);
  }
  return fd;
}

int kept_close(int fd) {
  State& all = state();
  const std::lock_guard lock(all.mutex);
  const auto found = all.by_descriptor.find(fd);
  if (found == all.by_descriptor.end()) return ::close(fd);
  const InodeKey key = found->second;
  Inode& inode = all.inodes.at(key);
  for (Descriptor& each : inode.descriptors) {
    if (each.fd == fd) each.is_parked = true;
  }
  if (--inode.open_count == 0) {
    struct flock unlock {};
    unlock.l_type = F_UNLCK;
    unlock.l_whence = SEEK_SET;
    (void)::fcntl(inode.lock_fd, F_OFD_SETLK, &unlock);
    if (is_unlinked(fd)) close_for_good(all, key, inode);
  }
  return 0;
}

int description_command(int command) {
  switch (command) {
    case F_SETLK:
      return F_OFD_SETLK;
    case F_SETLKW:
      return F_OFD_SETLKW;
    case F_GETLK:
      return F_OFD_GETLK;
    default:
      return -1;
  }
}

int lock_through_inode(int fd, int command, struct flock* request) {
  State& all = state();
  int lock_fd = -1;
  {
    const std::lock_guard lock(all.mutex);
    const auto found = all.by_descriptor.find(fd);
    if (found != all.by_descriptor.end()) lock_fd = all.inodes.at(found->second).lock_fd;
  }
  if (lock_fd < 0) return ::fcntl(fd, command, request);
  struct flock copy = *request;
  copy.l_pid = 0;  // the OFD forms demand it
  const int result = ::fcntl(lock_fd, description_command(command), &copy);
  if (command == F_GETLK && result == 0) *request = copy;
  return result;
}

int kept_fcntl(int fd, int command, ...) {
  va_list arguments;
  va_start(arguments, command);
  void* const argument = va_arg(arguments, void*);
  va_end(arguments);
  if (description_command(command) < 0) return ::fcntl(fd, command, argument);
  return lock_through_inode(fd, command, static_cast<struct flock*>(argument));
}

void* kept_mmap(void* address, size_t length, int protection, int flags, int fd, off_t offset) {
  State& all = state();
  const std::lock_guard lock(all.mutex);
  void* const result = ::mmap(address, length, protection, flags, fd, offset);
  if (result != MAP_FAILED && fd >= 0) all.maps.push_back({result, length});
  return result;
}

int kept_munmap(void* address, size_t length) {
  State& all = state();
  const std::lock_guard lock(all.mutex);
  std::erase_if(all.maps, [address](const Map& map) { return map.address == address; });
  return ::munmap(address, length);
}

// --- fork ---------------------------------------------------------------------------------------

// SQLite's own mutexes, in the order of its nesting (the VFS draws random names, and drawing looks
// the VFS up), all before ours: a child may open another store, and must not find one locked by a
// thread that it does not have.
constexpr int kSqliteMutexes[] = {SQLITE_MUTEX_STATIC_OPEN, SQLITE_MUTEX_STATIC_VFS1,
                                  SQLITE_MUTEX_STATIC_PRNG, SQLITE_MUTEX_STATIC_MAIN,
                                  SQLITE_MUTEX_STATIC_LRU,  SQLITE_MUTEX_STATIC_PMEM,
                                  SQLITE_MUTEX_STATIC_MEM};

void before_fork() {
  for (const int id : kSqliteMutexes) sqlite3_mutex_enter(sqlite3_mutex_alloc(id));
  state().mutex.lock();
}

void unlock_after_fork() {
  state().mutex.unlock();
  for (size_t i = std::size(kSqliteMutexes); i-- > 0;) {
    sqlite3_mutex_leave(sqlite3_mutex_alloc(kSqliteMutexes[i]));
  }
}

void disarm(State& all) {
  for (const Map& map : all.maps) {
    (void)::mmap(map.address, map.length, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  }
  for (const auto& [key, inode] : all.inodes) {
    for (const Descriptor& each : inode.descriptors) {
      (void)::dup3(all.null_fd, each.fd, O_CLOEXEC);
    }
    ::close(inode.lock_fd);
    if (inode.open_count > 0) all.forked_inodes.push_back(key);
  }
  for (const int fd : all.closed_in_child) (void)::dup3(all.null_fd, fd, O_CLOEXEC);
  all.inodes.clear();
  all.by_descriptor.clear();
  all.maps.clear();
  all.closed_in_child.clear();
}

void after_fork_in_child() {
  State& all = state();
  all.fork_generation.fetch_add(1);
  disarm(all);
  unlock_after_fork();
}

Status install() {
  sqlite3_vfs* const vfs = sqlite3_vfs_find("unix");
  if (vfs == nullptr) {
    return Status(Code::kUnsupported, "store.no_unix_vfs", "this SQLite has no \"unix\" VFS");
  }
  state().null_fd = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  struct Replacement {
    const char* name;
    sqlite3_syscall_ptr call;
  };
  // NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast): the interface of xSetSystemCall
  const Replacement replacements[] = {
      {"open", reinterpret_cast<sqlite3_syscall_ptr>(kept_open)},
      {"close", reinterpret_cast<sqlite3_syscall_ptr>(kept_close)},
      {"fcntl", reinterpret_cast<sqlite3_syscall_ptr>(kept_fcntl)},
      {"mmap", reinterpret_cast<sqlite3_syscall_ptr>(kept_mmap)},
      {"munmap", reinterpret_cast<sqlite3_syscall_ptr>(kept_munmap)}};
  // NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)
  for (const Replacement& each : replacements) {
    if (vfs->xSetSystemCall(vfs, each.name, each.call) != SQLITE_OK) {
      return Status(Code::kUnsupported, "store.no_unix_vfs",
                    std::string("SQLite lets nobody replace its system call ") + each.name);
    }
  }
  if (pthread_atfork(before_fork, unlock_after_fork, after_fork_in_child) != 0) {
    return Status(Code::kOutOfMemory, "store.memory", "pthread_atfork failed");
  }
  return Status();
}

}  // namespace

Status install_open_file_locks() {
  static const Status result = install();
  return result;
}

uint32_t fork_generation() {
  return state().fork_generation.load(std::memory_order_relaxed);
}

bool was_open_at_fork(const std::string& path) {
  InodeKey key;
  if (!stat_key(path.c_str(), &key)) return false;
  State& all = state();
  const std::lock_guard lock(all.mutex);
  return is_forked_inode(all, key);
}

void close_in_forked_child(int descriptor) {
  State& all = state();
  const std::lock_guard lock(all.mutex);
  all.closed_in_child.push_back(descriptor);
}

void forget_in_forked_child(int descriptor) {
  State& all = state();
  const std::lock_guard lock(all.mutex);
  std::erase(all.closed_in_child, descriptor);
}

Status forked_status(const std::string& path) {
  return Status(Code::kUnavailable, "store.forked",
                path +
                    " was open when this process was forked, and cannot be used in the child: "
                    "open it after fork(), or exec");
}

size_t registered_descriptors() {
  State& all = state();
  const std::lock_guard lock(all.mutex);
  return all.by_descriptor.size();
}

}  // namespace weir::sqlite
