// The program weir: a client of weir's public headers.
#include <csignal>
#include <cstdio>
#include <exception>

#include "commands.h"
#include "exit_code.h"
#include "output.h"

namespace {

int run_command_line(int argc, char** argv) {
  const cli::Arguments arguments = cli::parse_arguments(argc, argv);
  const int code = std::visit([](const auto& chosen) { return cli::run(chosen); }, arguments);
  return cli::finish_output() || code != cli::kDone ? code : cli::kFailed;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away is an error of write(2), told by no one
  try {
    return run_command_line(argc, argv);
  } catch (const std::exception& fault) {  // out of memory, or a fault of the program's own
    std::fprintf(stderr, "weir: %s\n", fault.what());
    return cli::kFailed;
  }
}
