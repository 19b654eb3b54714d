// A program run by a test: its standard input and output are pipes, and it can be killed.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace weir::test {

class Process {
 public:
  // arguments[0] is the program.
  explicit Process(const std::vector<std::string>& arguments);
  ~Process();  // kills it
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void write_line(const std::string& line);
  // Blocks until line `index` has come; false when the output ended before it.
  [[nodiscard]] bool wait_for_line(size_t index, std::string& line);
  // kill -9, then everything that it had said.
  [[nodiscard]] std::vector<std::string> kill_and_take_lines();

 private:
  void read_lines();
  void stop();

  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> lines_;
  bool is_over_ = false;
  std::thread reader_;
};

}  // namespace weir::test
