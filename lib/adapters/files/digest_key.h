// A random key of a store's own, kept beside it.
#pragma once

#include <string>

#include "base/secret.h"
#include "base/status.h"

namespace weir {

// Reads the 32-byte key at `path`, or makes it (mode 0600) when there is none; when several threads
// or processes race, all end up with the same key. A file that a killed process left beside it does
// no harm. Fault: kUnavailable "store.digest_key".
[[nodiscard]] Result<Secret> open_digest_key(const std::string& path);

}  // namespace weir
