#include "process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

extern char** environ;

namespace weir::test {

Process::Process(const std::vector<std::string>& arguments) {
  int to_child[2];
  int from_child[2];
  if (::pipe2(to_child, O_CLOEXEC) != 0 || ::pipe2(from_child, O_CLOEXEC) != 0) std::abort();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, to_child[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, from_child[1], STDOUT_FILENO);
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments)
    pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  if (::posix_spawn(&pid_, pointers[0], &actions, nullptr, pointers.data(), environ) != 0) {
    std::abort();
  }
  posix_spawn_file_actions_destroy(&actions);
  ::close(to_child[0]);
  ::close(from_child[1]);
  input_ = to_child[1];
  output_ = from_child[0];
  reader_ = std::thread([this] { read_lines(); });
}

Process::~Process() {
  stop();
}

void Process::read_lines() {
  std::string rest;
  char buffer[65536];
  while (true) {
    const ssize_t got = ::read(output_, buffer, sizeof buffer);
    if (got <= 0) break;
    rest.append(buffer, static_cast<size_t>(got));
    const std::lock_guard<std::mutex> lock(mutex_);
    size_t start = 0;
    for (size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n', start)) {
      lines_.push_back(rest.substr(start, end - start));
      start = end + 1;
    }
    rest.erase(0, start);
    changed_.notify_all();
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  is_over_ = true;
  changed_.notify_all();
}

void Process::write_line(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(input_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
}

bool Process::wait_for_line(size_t index, std::string& line) {
  std::unique_lock<std::mutex> lock(mutex_);
  changed_.wait(lock, [&] { return is_over_ || lines_.size() > index; });
  if (lines_.size() <= index) return false;
  line = lines_[index];
  return true;
}

void Process::stop() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
  reader_.join();
  ::close(input_);
  ::close(output_);
}

std::vector<std::string> Process::kill_and_take_lines() {
  stop();
  return std::move(lines_);
}

}  // namespace weir::test
