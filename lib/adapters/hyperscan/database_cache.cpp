#include "adapters/hyperscan/database_cache.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/ids.h"

namespace weir {
namespace {

struct Header {
  std::array<char, 8> magic{};
  Digest key{};
  uint64_t payload_bytes = 0;
  Digest payload_digest{};
};
static_assert(sizeof(Header) == 80);
constexpr std::array<char, 8> kMagic = {'w', 'e', 'i', 'r', 'h', 's', '0', '1'};

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] bool is_open() const { return fd_ >= 0; }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

bool is_ours_alone(const struct stat& status) {
  return status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

// -1 if the directory is not there or not to be trusted.
int open_directory(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  struct stat status {};
  if (fd < 0) return -1;
  if (::fstat(fd, &status) == 0 && is_ours_alone(status)) return fd;
  ::close(fd);
  return -1;
}

void make_directory(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0 || errno != ENOENT) return;
  const size_t slash = path.find_last_of('/');
  if (slash == std::string::npos || slash == 0) return;
  ::mkdir(path.substr(0, slash).c_str(), 0700);
  ::mkdir(path.c_str(), 0700);
}

bool read_all(int fd, void* buffer, size_t size) {
  auto* out = static_cast<char*>(buffer);
  while (size > 0) {
    const ssize_t count = ::read(fd, out, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    out += count;
    size -= static_cast<size_t>(count);
  }
  return true;
}

bool write_all(int fd, const void* buffer, size_t size) {
  const auto* in = static_cast<const char*>(buffer);
  while (size > 0) {
    const ssize_t count = ::write(fd, in, size);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    in += count;
    size -= static_cast<size_t>(count);
  }
  return true;
}

std::string file_name(const Digest& key) {
  return hex(key) + ".db";
}

bool is_plausible(const struct stat& status) {
  const auto size = static_cast<uint64_t>(status.st_size);
  return S_ISREG(status.st_mode) && is_ours_alone(status) && size >= sizeof(Header) &&
         size <= sizeof(Header) + DatabaseCache::kMaxPayloadBytes;
}

std::string temporary_name(const Digest& key) {
  std::array<char, 8> random{};
  fill_random(random.data(), random.size());
  std::string name = ".";
  name += hex(key);
  name += '.';
  name += hex(std::string_view(random.data(), random.size()));
  return name;
}

bool write_file(int directory, const std::string& name, const Header& header,
                std::string_view payload) {
  const FileDescriptor file(::openat(directory, name.c_str(),
                                     O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  return file.is_open() && write_all(file.get(), &header, sizeof(header)) &&
         write_all(file.get(), payload.data(), payload.size()) && ::fsync(file.get()) == 0;
}

}  // namespace

std::optional<std::string> DatabaseCache::load(const Digest& key) const {
  if (directory_.empty()) return std::nullopt;
  const FileDescriptor directory(open_directory(directory_));
  if (!directory.is_open()) return std::nullopt;
  const FileDescriptor file(
      ::openat(directory.get(), file_name(key).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status {};
  if (!file.is_open() || ::fstat(file.get(), &status) != 0 || !is_plausible(status)) {
    return std::nullopt;
  }
  Header header;
  if (!read_all(file.get(), &header, sizeof(header))) return std::nullopt;
  const uint64_t expected = static_cast<uint64_t>(status.st_size) - sizeof(header);
  if (header.magic != kMagic || header.key != key || header.payload_bytes != expected) {
    return std::nullopt;
  }
  std::string payload(static_cast<size_t>(expected), '\0');
  if (!read_all(file.get(), payload.data(), payload.size())) return std::nullopt;
  if (sha256(payload) != header.payload_digest) return std::nullopt;
  return payload;
}

void DatabaseCache::store(const Digest& key, std::string_view payload) const {
  if (directory_.empty() || payload.size() > kMaxPayloadBytes) return;
  make_directory(directory_);
  const FileDescriptor directory(open_directory(directory_));
  if (!directory.is_open()) return;
  const Header header{kMagic, key, payload.size(), sha256(payload)};
  const std::string temporary = temporary_name(key);
  const bool written = write_file(directory.get(), temporary, header, payload);
  if (!written || ::renameat(directory.get(), temporary.c_str(), directory.get(),
                             file_name(key).c_str()) != 0) {
    ::unlinkat(directory.get(), temporary.c_str(), 0);
  }
}

}  // namespace weir
