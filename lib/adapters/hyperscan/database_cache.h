// Compiled databases on disk: one file each, named after the key.
//
// Loading a compiled database means running what it says, and the engine's own CRC does not protect
// against a file that was made to do harm. So the cache believes only what its own user wrote: the
// directory and the files must belong to the effective user and be writable by nobody else,
// symbolic links are not followed, and the digest must fit. Whatever does not fit counts as not
// there, and the database is compiled again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"

namespace weir {

// Safe for concurrent use, by several processes too: files appear complete, by rename.
class DatabaseCache {
 public:
  // No database is near that size; a larger file is not read, nor written.
  static constexpr size_t kMaxPayloadBytes = size_t{128} << 20;

  // Empty: every load finds nothing and every store does nothing.
  explicit DatabaseCache(std::string directory) : directory_(std::move(directory)) {}

  // The bytes stored under `key`, if a trustworthy file has them.
  [[nodiscard]] std::optional<std::string> load(const Digest& key) const;

  // Best effort: a cache that cannot be written is no fault. Makes the directory (0700) and at most
  // one missing parent.
  void store(const Digest& key, std::string_view payload) const;

 private:
  std::string directory_;
};

}  // namespace weir
