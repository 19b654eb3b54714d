#include "adapters/files/digest_key.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "base/ids.h"

namespace weir {
namespace {

constexpr size_t kKeyBytes = 32;
using Key = std::array<char, kKeyBytes>;

Status failure(const std::string& path) {
  return {Code::kUnavailable, "store.digest_key",
          "cannot read or make " + path + ": " + std::generic_category().message(errno)};
}

bool read_key(const std::string& path, Key& key) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return false;
  const ssize_t got = read(file, key.data(), key.size());
  close(file);
  if (got == static_cast<ssize_t>(key.size())) return true;
  errno = EIO;
  return false;
}

// Written under another name and linked into place, so that nobody sees half a key.
bool make_key(const std::string& path, Key& key) {
  fill_random(key.data(), key.size());
  const std::string other = path + "." + std::to_string(getpid());
  const int file = open(other.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool written =
      write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && fsync(file) == 0;
  close(file);
  const bool linked = written && (link(other.c_str(), path.c_str()) == 0 || errno == EEXIST);
  unlink(other.c_str());
  return linked;
}

}  // namespace

Result<Secret> open_digest_key(const std::string& path) {
  Key key{};
  bool ok = read_key(path, key);
  if (!ok && errno == ENOENT) ok = make_key(path, key) && read_key(path, key);
  if (!ok) return failure(path);
  Secret secret(std::string_view(key.data(), key.size()));
  key.fill(0);
  return secret;
}

}  // namespace weir
