#include "adapters/sqlite/store_directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace weir::sqlite {
namespace {

// statfs(2); linux/magic.h lacks SMB2 and has FUSE under another name.
constexpr uint32_t kNetworkFileSystems[] = {
    0x6969,      // NFS
    0x517B,      // SMB
    0xFF534D42,  // CIFS
    0xFE534D42,  // SMB2
    0x01021997,  // 9p
    0x65735546,  // FUSE
    0x5346414F,  // AFS
    0x73757245,  // Coda
    0x00C36400,  // Ceph
    0x0BD00BD0,  // Lustre
    0x01161970,  // GFS2
    0x7461636F,  // OCFS2
};

Status path_fault(const std::string& path, int error) {
  std::string text = path + ": " + strerrordesc_np(error);
  switch (error) {
    case EROFS:
    case EACCES:
    case EPERM:
      return Status(Code::kUnavailable, "store.read_only", text + ": the store must be writable");
    case ENOSPC:
    case EDQUOT:
      return Status(Code::kUnavailable, "store.full", text + ": free some space");
    case ENOTDIR:
      return Status(Code::kUnavailable, "store.not_a_directory", text);
    default:
      return Status(Code::kUnavailable, "store.cannot_open", text);
  }
}

Status permission_fault(const std::string& text) {
  return Status(Code::kUnavailable, "store.permissions", text);
}

std::string octal(mode_t mode) {
  constexpr int kDigits = 4;
  std::string digits;
  for (int i = kDigits - 1; i >= 0; --i) {
    digits.push_back(static_cast<char>('0' + ((mode >> (3 * i)) & 7)));
  }
  return digits;
}

// `mode`: what to set instead.
Status check_private(const std::string& path, const struct stat& status, const char* mode) {
  if (status.st_uid != 0 && status.st_uid != ::geteuid()) {
    return permission_fault(path + " belongs to user " + std::to_string(status.st_uid) +
                            ", and this process runs as user " + std::to_string(::geteuid()) +
                            ": run as its user, give it to this one, or name another directory");
  }
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) == 0) return Status();
  return permission_fault(path + " may be written by other users (mode " + octal(status.st_mode) +
                          "): set mode " + mode + ", or name a directory of your own");
}

}  // namespace

bool is_network_file_system(long type) {
  return std::find(std::begin(kNetworkFileSystems), std::end(kNetworkFileSystems),
                   static_cast<uint32_t>(type)) != std::end(kNetworkFileSystems);
}

Status prepare_store_directory(const std::string& directory) {
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) return path_fault(directory, errno);
  struct stat status {};
  if (::stat(directory.c_str(), &status) != 0) return path_fault(directory, errno);
  if (!S_ISDIR(status.st_mode)) {
    return Status(Code::kUnavailable, "store.not_a_directory",
                  directory + " is not a directory: a store is a directory of several files");
  }
  struct statfs file_system {};
  if (::statfs(directory.c_str(), &file_system) != 0) return path_fault(directory, errno);
  if (is_network_file_system(static_cast<long>(file_system.f_type))) {
    return Status(Code::kUnavailable, "store.network_file_system",
                  directory +
                      " lies on a network or FUSE file system, where the store would lose "
                      "data: use a path on a local disk, or PostgreSQL");
  }
  WEIR_RETURN_IF_ERROR(check_private(directory, status, "0700"));
  if (::access(directory.c_str(), R_OK | W_OK | X_OK) != 0) return path_fault(directory, errno);
  return Status();
}

Status prepare_store_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0) {
    ::close(fd);
    return Status();
  }
  if (errno != EEXIST) return path_fault(path, errno);
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return path_fault(path, errno);
  if (!S_ISREG(status.st_mode)) {
    return Status(Code::kUnavailable, "store.not_a_file",
                  path + " is a link or no regular file: remove it, or name another directory");
  }
  WEIR_RETURN_IF_ERROR(check_private(path, status, "0600"));
  if (::access(path.c_str(), R_OK | W_OK) != 0) return path_fault(path, errno);
  return Status();
}

}  // namespace weir::sqlite
