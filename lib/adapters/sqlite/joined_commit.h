// Writes the WAL frames of a commit in one piece.
//
// SQLite writes each frame with two system calls, one for its header of 24 bytes and one for its
// page; a governed call has a dozen frames. The VFS "weir" is the "unix" VFS, save that the WAL
// file of a connection can hold frames back while a JoinedCommit stands: the frame that carries the
// commit mark (header bytes 4 to 7, sqlite.org/fileformat2.html#walformat) writes them all.
//
// Why that is safe:
// - SQLite makes a commit visible, in the wal-index, after the write of its last frame has
//   succeeded; that write is the joined one, so its fault is the commit's fault.
// - A process killed before leaves frames without a commit mark, or none, as it does without this.
//   The order in which pages reach the disk is settled by xSync and checksums alone in both cases.
// - Frames are held during COMMIT only, when the connection has the WAL's write lock. Frames that
//   SQLite spills before, pages and checksums that it writes again, the WAL's header and
//   everything after the commit mark pass through, in order; every other use of the file writes
//   first what is held.
// - All state belongs to the file handle of one connection. Other copies of SQLite, other
//   connections and other files see what they always saw.
#pragma once

#include "base/status.h"

struct sqlite3;
struct sqlite3_file;

namespace weir::sqlite {

// To be given to sqlite3_open_v2() after install_joined_commits(). The "unix" VFS beneath it is
// the one of open_file_locks.h.
inline constexpr const char* kVfsName = "weir";

// Registers the VFS, once in a process.
[[nodiscard]] Status install_joined_commits();

// Stands around the step of a COMMIT. What is still held when it ends was never committed (the
// COMMIT failed before its last frame), and is dropped.
class JoinedCommit {
 public:
  // A connection of another VFS commits as ever.
  explicit JoinedCommit(sqlite3* connection);
  ~JoinedCommit();
  JoinedCommit(const JoinedCommit&) = delete;
  JoinedCommit& operator=(const JoinedCommit&) = delete;

 private:
  sqlite3_file* wal_ = nullptr;  // null: nothing to join
};

}  // namespace weir::sqlite
