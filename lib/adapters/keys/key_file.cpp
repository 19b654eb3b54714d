#include "adapters/keys/key_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "adapters/keys/descriptor.h"
#include "adapters/keys/key_text.h"

namespace weir {
namespace {

Status fault(std::string_view reason, std::string_view source, std::string_view what) {
  std::string message(source);
  message.append(": ").append(what);
  return {Code::kUnavailable, reason, std::move(message)};
}

bool is_mounted_secret(const std::string& path) {
  for (const std::string_view mount : {"/run/secrets/", "/var/run/secrets/"}) {
    if (path.compare(0, mount.size(), mount) == 0 && path.find("/../") == std::string::npos) {
      return true;
    }
  }
  return false;
}

Status check_mode(const struct stat& info, const std::string& path, std::string_view source) {
  if (!S_ISREG(info.st_mode)) {
    return fault("key.unreadable", source, "the key must lie in a regular file");
  }
  if (info.st_uid != 0 && info.st_uid != geteuid()) {
    return fault("key.permissions", source,
                 "the file belongs to another user; it must belong to this one or to root");
  }
  const mode_t forbidden = is_mounted_secret(path) ? (S_IWGRP | S_IWOTH) : (S_IRWXG | S_IRWXO);
  if ((info.st_mode & forbidden) != 0) {
    return fault("key.permissions", source,
                 "others may read or write the file; run chmod 600 on it");
  }
  return {};
}

}  // namespace

Result<KeyGrant> read_key_file(const std::string& path, std::string_view source) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.value() < 0 && errno == ENOENT) {
    return fault("key.missing", source, "there is no such file");
  }
  struct stat info {};
  if (file.value() < 0 || ::fstat(file.value(), &info) != 0) {
    return fault("key.unreadable", source, std::generic_category().message(errno));
  }
  WEIR_RETURN_IF_ERROR(check_mode(info, path, source));
  std::string text(kMaxKeyBytes + 3, '\0');  // room for a line break and for one byte too many
  size_t size = 0;
  ssize_t count = 0;
  do {
    count = ::read(file.value(), text.data() + size, text.size() - size);
    if (count > 0) size += static_cast<size_t>(count);
  } while (count > 0 || (count < 0 && errno == EINTR));
  const int error = errno;
  Result<KeyGrant> grant = count < 0
                               ? Result<KeyGrant>(fault("key.unreadable", source,
                                                        std::generic_category().message(error)))
                               : read_key(std::string_view(text).substr(0, size), source);
  wipe(text);
  return grant;
}

}  // namespace weir
