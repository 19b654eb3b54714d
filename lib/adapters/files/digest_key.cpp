#include "adapters/files/digest_key.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
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

// A name that no other thread or process takes, and no leftover of a killed one has.
std::string other_name(const std::string& path) {
  uint64_t number = 0;
  fill_random(&number, sizeof(number));
  return path + "." + std::to_string(number);
}

bool write_key(const std::string& path, const Key& key) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return false;
  errno = EIO;  // of a write that is cut short
  const bool written =
      write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && fsync(file) == 0;
  const int error = errno;
  close(file);
  errno = error;
  return written;
}

// Written under another name and linked into place, so that nobody sees half a key. Whoever finds
// the name taken uses the key of the one that was faster.
bool make_key(const std::string& path, Key& key) {
  fill_random(key.data(), key.size());
  const std::string other = other_name(path);
  const bool linked =
      write_key(other, key) && (link(other.c_str(), path.c_str()) == 0 || errno == EEXIST);
  const int error = errno;
  unlink(other.c_str());
  errno = error;
  return linked && read_key(path, key);
}

}  // namespace

Result<Secret> open_digest_key(const std::string& path) {
  Key key{};
  bool ok = read_key(path, key);
  if (!ok && errno == ENOENT) ok = make_key(path, key);
  if (!ok) return failure(path);
  Secret secret(std::string_view(key.data(), key.size()));
  key.fill(0);
  return secret;
}

}  // namespace weir
