#include "output.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace cli {
namespace {

bool failed(int fault) {
  static bool told = false;
  if (told || fault == EPIPE) return false;
  told = true;
  std::fprintf(stderr, "weir: standard output cannot be written: %s\noutput.failed\n",
               std::generic_category().message(fault).c_str());
  return false;
}

}  // namespace

bool write_output(std::string_view text) {
  if (std::ferror(stdout) != 0) return false;
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return true;
  return failed(errno);
}

bool flush_output() {
  if (std::ferror(stdout) != 0) return false;
  return std::fflush(stdout) == 0 || failed(errno);
}

}  // namespace cli
