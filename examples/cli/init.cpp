// weir init: a commented policy to begin with.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <weir/weir.hpp>

#include "commands.h"
#include "exit_code.h"
#include "fault.h"
#include "output.h"

namespace cli {
namespace {

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

int tell_file(const std::string& file, int fault) {
  if (fault == EEXIST) {
    return tell("init.exists", file + " is there already; --force replaces it", kFailed);
  }
  return tell("init.unwritten",
              file + " cannot be written: " + std::generic_category().message(fault), kFailed);
}

}  // namespace

int run(const InitArguments& arguments) {
  const std::string path = arguments.file.empty() ? "weir.jsonc" : arguments.file;
  auto starter = weir::try_policy_starter();
  if (!starter) return tell(starter.error());
  const int mode = O_WRONLY | O_CREAT | O_CLOEXEC | (arguments.force ? O_TRUNC : O_EXCL);
  const int file = open(path.c_str(), mode, 0644);
  if (file < 0) return tell_file(path, errno);
  const bool is_written = write_all(file, starter.value());
  const int fault = errno;
  if (close(file) != 0 || !is_written) return tell_file(path, is_written ? errno : fault);
  write_output("wrote " + path + "; next: edit it, then weir policy check " + path + "\n");
  return kDone;
}

}  // namespace cli
