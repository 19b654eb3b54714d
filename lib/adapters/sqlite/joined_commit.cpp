#include "adapters/sqlite/joined_commit.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

namespace weir::sqlite {
namespace {

constexpr int kFrameHeaderBytes = 24;
constexpr size_t kCommitMark = 4;  // in a frame's header: the database's size in pages, or 0
// Sixteen frames of 4096. The "unix" VFS writes less than 128 KiB at once.
constexpr size_t kMaxHeldBytes = size_t{16} * (kFrameHeaderBytes + 4096);

// Lies in memory that SQLite allocates for a file; the file of the "unix" VFS lies behind it.
struct alignas(8) WalFile {
  sqlite3_file base{};  // first: SQLite knows this object by it
  std::unique_ptr<char[]> held{};
  size_t held_bytes = 0;
  int64_t begin = 0;  // where they belong in the file
  bool is_joining = false;
  bool is_inside_frame = false;  // the header is held, its page comes next
  bool has_commit_mark = false;

  [[nodiscard]] sqlite3_file* unix_file() { return &(this + 1)->base; }
  [[nodiscard]] int64_t end() const { return begin + static_cast<int64_t>(held_bytes); }
};

WalFile& wal_of(sqlite3_file* file) {
  return *reinterpret_cast<WalFile*>(file);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
}

int write_through(WalFile& wal, const void* bytes, int size, int64_t offset) {
  sqlite3_file* const file = wal.unix_file();
  return file->pMethods->xWrite(file, bytes, size, offset);
}

int write_held(WalFile& wal) {
  if (wal.held_bytes == 0) return SQLITE_OK;
  const int size = static_cast<int>(wal.held_bytes);
  wal.held_bytes = 0;  // after a fault too: the transaction is rolled back
  wal.is_inside_frame = false;
  return write_through(wal, wal.held.get(), size, wal.begin);
}

bool can_hold(const WalFile& wal, int size, int64_t offset) {
  if (!wal.is_joining || wal.held_bytes + static_cast<size_t>(size) > kMaxHeldBytes) return false;
  if (wal.held_bytes > 0 && offset != wal.end()) return false;
  return wal.is_inside_frame ? wal.held_bytes > 0 : size == kFrameHeaderBytes;
}

void hold(WalFile& wal, const void* bytes, int size, int64_t offset) {
  const auto* const from = static_cast<const char*>(bytes);
  if (wal.held_bytes == 0) wal.begin = offset;
  std::copy_n(from, size, wal.held.get() + wal.held_bytes);
  wal.held_bytes += static_cast<size_t>(size);
  wal.is_inside_frame = !wal.is_inside_frame;
  if (!wal.is_inside_frame) return;
  const char* const mark = from + kCommitMark;
  wal.has_commit_mark = std::any_of(mark, mark + 4, [](char byte) { return byte != 0; });
}

int wal_write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  WalFile& wal = wal_of(file);
  if (!can_hold(wal, size, offset)) {
    if (const int rc = write_held(wal); rc != SQLITE_OK) return rc;
  }
  if (!can_hold(wal, size, offset)) return write_through(wal, bytes, size, offset);
  hold(wal, bytes, size, offset);
  if (wal.is_inside_frame || !wal.has_commit_mark) return SQLITE_OK;
  wal.is_joining = false;  // what follows is not an append
  return write_held(wal);
}

int wal_close(sqlite3_file* file) {
  WalFile& wal = wal_of(file);
  sqlite3_file* const unix_file = wal.unix_file();
  const int rc = unix_file->pMethods->xClose(unix_file);
  std::destroy_at(&wal);
  return rc;
}

// Every other method, after what is held.
template <auto Method, typename... Arguments>
int wal_method(sqlite3_file* file, Arguments... arguments) {
  WalFile& wal = wal_of(file);
  if (const int rc = write_held(wal); rc != SQLITE_OK) return rc;
  sqlite3_file* const unix_file = wal.unix_file();
  return (unix_file->pMethods->*Method)(unix_file, arguments...);
}

constexpr sqlite3_io_methods wal_methods() {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;  // a WAL is not mapped, and shared memory is the database's
  methods.xClose = wal_close;
  methods.xRead = wal_method<&sqlite3_io_methods::xRead>;
  methods.xWrite = wal_write;
  methods.xTruncate = wal_method<&sqlite3_io_methods::xTruncate>;
  methods.xSync = wal_method<&sqlite3_io_methods::xSync>;
  methods.xFileSize = wal_method<&sqlite3_io_methods::xFileSize>;
  methods.xLock = wal_method<&sqlite3_io_methods::xLock>;
  methods.xUnlock = wal_method<&sqlite3_io_methods::xUnlock>;
  methods.xCheckReservedLock = wal_method<&sqlite3_io_methods::xCheckReservedLock>;
  methods.xFileControl = wal_method<&sqlite3_io_methods::xFileControl>;
  methods.xSectorSize = wal_method<&sqlite3_io_methods::xSectorSize>;
  methods.xDeviceCharacteristics = wal_method<&sqlite3_io_methods::xDeviceCharacteristics>;
  return methods;
}

constexpr sqlite3_io_methods kWalMethods = wal_methods();

// --- The VFS ------------------------------------------------------------------------------------

sqlite3_vfs* unix_vfs_of(sqlite3_vfs* vfs) {
  return static_cast<sqlite3_vfs*>(vfs->pAppData);
}

// Other files than a WAL are the "unix" VFS's own, at no cost.
int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* got) {
  sqlite3_vfs* const unix_vfs = unix_vfs_of(vfs);
  if ((flags & SQLITE_OPEN_WAL) == 0) return unix_vfs->xOpen(unix_vfs, name, file, flags, got);
  WalFile* const wal = std::construct_at(&wal_of(file));
  const int rc = unix_vfs->xOpen(unix_vfs, name, wal->unix_file(), flags, got);
  if (rc == SQLITE_OK) {
    wal->base.pMethods = &kWalMethods;
  } else {
    std::destroy_at(wal);
    file->pMethods = nullptr;  // not open: SQLite does not close it
  }
  return rc;
}

template <auto Method, typename... Arguments>
auto vfs_method(sqlite3_vfs* vfs, Arguments... arguments) {
  sqlite3_vfs* const unix_vfs = unix_vfs_of(vfs);
  return (unix_vfs->*Method)(unix_vfs, arguments...);
}

sqlite3_vfs vfs_over(sqlite3_vfs* unix_vfs) {
  sqlite3_vfs vfs{};
  vfs.iVersion = 3;
  vfs.szOsFile = static_cast<int>(sizeof(WalFile)) + unix_vfs->szOsFile;
  vfs.mxPathname = unix_vfs->mxPathname;
  vfs.zName = kVfsName;
  vfs.pAppData = unix_vfs;
  vfs.xOpen = open_file;
  vfs.xDelete = vfs_method<&sqlite3_vfs::xDelete>;
  vfs.xAccess = vfs_method<&sqlite3_vfs::xAccess>;
  vfs.xFullPathname = vfs_method<&sqlite3_vfs::xFullPathname>;
  vfs.xRandomness = vfs_method<&sqlite3_vfs::xRandomness>;
  vfs.xSleep = vfs_method<&sqlite3_vfs::xSleep>;
  vfs.xCurrentTime = vfs_method<&sqlite3_vfs::xCurrentTime>;
  vfs.xGetLastError = vfs_method<&sqlite3_vfs::xGetLastError>;
  vfs.xCurrentTimeInt64 = vfs_method<&sqlite3_vfs::xCurrentTimeInt64>;
  vfs.xSetSystemCall = vfs_method<&sqlite3_vfs::xSetSystemCall>;
  vfs.xGetSystemCall = vfs_method<&sqlite3_vfs::xGetSystemCall>;
  vfs.xNextSystemCall = vfs_method<&sqlite3_vfs::xNextSystemCall>;
  return vfs;
}

Status install() {
  sqlite3_vfs* const unix_vfs = sqlite3_vfs_find("unix");
  if (unix_vfs == nullptr || unix_vfs->iVersion < 3) {
    return Status(Code::kUnsupported, "store.no_unix_vfs", "this SQLite has no \"unix\" VFS");
  }
  static sqlite3_vfs vfs = vfs_over(unix_vfs);  // SQLite keeps its address
  const int rc = sqlite3_vfs_register(&vfs, 0);
  if (rc == SQLITE_OK) return Status();
  return Status(Code::kOutOfMemory, "store.memory", "SQLite cannot register a VFS");
}

}  // namespace

Status install_joined_commits() {
  static const Status result = install();
  return result;
}

JoinedCommit::JoinedCommit(sqlite3* connection) {
  sqlite3_file* file = nullptr;
  (void)sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
  if (file == nullptr || file->pMethods != &kWalMethods) return;
  WalFile& wal = wal_of(file);
  if (wal.held == nullptr) {
    wal.held.reset(
        new (std::nothrow) char[kMaxHeldBytes]);  // NOLINT(cppcoreguidelines-owning-memory)
  }
  if (wal.held == nullptr) return;  // no memory: frame by frame
  wal.is_joining = true;
  wal_ = file;
}

JoinedCommit::~JoinedCommit() {
  if (wal_ == nullptr) return;
  WalFile& wal = wal_of(wal_);
  wal.is_joining = false;
  wal.held_bytes = 0;
  wal.is_inside_frame = false;
}

}  // namespace weir::sqlite
