// Keeps SQLite's locks when other code of the process opens and closes the same files.
//
// POSIX locks belong to the process: a notebook that reads log.db with its own copy of SQLite drops
// the library's locks when it closes the file, and acknowledged rows are lost without an error.
// Here SQLite's "unix" VFS gets other system calls (sqlite3_vfs.xSetSystemCall): its locks become
// open-file-description locks on one lock descriptor per inode, and the descriptors of a database
// and of its -shm are parked instead of closed, because a close would drop the locks of the *other*
// copy. Parked descriptors stay at the peak number of connections plus one per inode.
//
// fork: the child of a process with an open database shares the descriptions, and with them the
// locks. There the descriptors are pointed at /dev/null and the shared maps are covered with
// private memory; a database that was open at the fork cannot be opened again ("store.forked").
// Others can. exec is fine. A raw clone() is not covered.
//
// Linux >= 3.15 with /proc. Safe for concurrent use.
#pragma once

#include <cstdint>
#include <string>

#include "base/status.h"

namespace weir::sqlite {

// Takes effect once in a process; must come before the first database is opened.
[[nodiscard]] Status install_open_file_locks();

// How many forks lie between this process and the one that installed the calls. An object that
// was made under another number belongs to the parent and must not be touched.
[[nodiscard]] uint32_t fork_generation();

// Whether the file at `path` was open in the parent when this process was forked.
[[nodiscard]] bool was_open_at_fork(const std::string& path);

// The child of a fork must not keep the description of `descriptor` alive (it carries locks).
void close_in_forked_child(int descriptor);
void forget_in_forked_child(int descriptor);

// The fault of every call in a child on a store of its parent.
[[nodiscard]] Status forked_status(const std::string& path);

// How many descriptors are registered, parked ones included; for tests.
[[nodiscard]] size_t registered_descriptors();

}  // namespace weir::sqlite
