// The directory of a store: what must be true of it before a database is opened there.
#pragma once

#include <string>

#include "base/status.h"

namespace weir::sqlite {

// Creates `directory` (mode 0700; its parent must exist) or checks the one that is there. Faults,
// all kUnavailable: "store.not_a_directory", "store.permissions" (it belongs to a user who is
// neither this process's nor root, or group or others may write there, sticky or not: they could
// place files that SQLite would use), "store.network_file_system" (NFS, SMB, 9p, FUSE: WAL needs
// shared memory and locks of one kernel), "store.read_only", "store.cannot_open".
[[nodiscard]] Status prepare_store_directory(const std::string& directory);

// Creates `path` as an empty file of mode 0600, so that SQLite does not with 0644. One that is
// there already is looked at and left alone; it is not opened, because closing it would drop the
// POSIX locks of other code of this process. Faults: "store.not_a_file" (a symbolic link, a pipe),
// "store.permissions" (as above), "store.read_only", "store.full", "store.cannot_open".
// REQUIRES: its directory has passed prepare_store_directory().
[[nodiscard]] Status prepare_store_file(const std::string& path);

// Whether the f_type of statfs(2) is one on which SQLite's WAL mode is not safe; for tests.
[[nodiscard]] bool is_network_file_system(long type);

}  // namespace weir::sqlite
