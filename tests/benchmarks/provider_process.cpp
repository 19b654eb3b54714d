#include "provider_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

extern char** environ;

namespace weir::benchmarks {

ScratchDirectory::ScratchDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "weir-benchmark-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make " + pattern);
  path_ = pattern;
}

ScratchDirectory::~ScratchDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

pid_t start(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const auto& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t pid = -1;
  const int failed = posix_spawn(&pid, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("cannot start " + command[0]);
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

ProviderProcess::ProviderProcess(const std::string& program, const ScratchDirectory& scratch,
                                 const std::vector<std::string>& options) {
  const std::string port_file = scratch.path() + "/port";
  std::vector<std::string> command = {program, "--openai", "--port", "0", "--port-file", port_file};
  command.insert(command.end(), options.begin(), options.end());
  pid_ = start(command);
  for (int i = 0; i < 500; ++i) {
    std::ifstream file(port_file);
    int port = 0;
    if (file >> port) {
      base_url_ = "http://127.0.0.1:" + std::to_string(port) + "/v1";
      std::filesystem::remove(port_file);
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  throw std::runtime_error(program + " did not come up");
}

ProviderProcess::~ProviderProcess() {
  kill(pid_, SIGTERM);
  wait_for(pid_);
}

}  // namespace weir::benchmarks
