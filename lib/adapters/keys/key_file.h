// A key in a file.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "identity/key_store.h"

namespace weir {

// Reads the key at `path`. The file must be a regular one that belongs to this process's user or to
// root, and that nobody else may read or write (mode 0600 or stricter); links are followed. Files
// under /run/secrets and /var/run/secrets, where container runtimes put them with modes of their
// own, may be readable by all. Line breaks at the end are dropped. `source` names the reference.
[[nodiscard]] Result<KeyGrant> read_key_file(const std::string& path, std::string_view source);

}  // namespace weir
