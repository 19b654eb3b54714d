#include "output.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "control_filter.h"

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

bool is_terminal() {
  static const bool kIs = isatty(STDOUT_FILENO) == 1;
  return kIs;
}

ControlFilter& terminal_filter() {  // one text at a time goes to standard output
  static ControlFilter filter;
  return filter;
}

}  // namespace

bool write_painted(std::string_view text) {
  if (std::ferror(stdout) != 0) return false;
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return true;
  return failed(errno);
}

bool write_output(std::string_view text) {
  return write_painted(is_terminal() ? std::string_view(terminal_filter().filter(text)) : text);
}

bool flush_output() {
  if (std::ferror(stdout) != 0) return false;
  return std::fflush(stdout) == 0 || failed(errno);
}

bool finish_output() {
  if (is_terminal()) write_painted(terminal_filter().finish());
  return flush_output();
}

void write_error(std::string_view line) {
  static const bool kIsTerminal = isatty(STDERR_FILENO) == 1;
  std::string shown(line);
  if (kIsTerminal) {
    ControlFilter filter;
    shown = filter.filter(line);
    shown += filter.finish();
  }
  shown += '\n';
  std::fwrite(shown.data(), 1, shown.size(), stderr);
}

}  // namespace cli
