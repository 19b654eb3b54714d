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
  if (::access(path.c_str(), R_OK | W_OK) != 0) return path_fault(path, errno);
  return Status();
}

}  // namespace weir::sqlite
