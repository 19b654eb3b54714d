// The program calling_process, asked line by line.
#pragma once

#include <string>
#include <vector>

#include "stores/log/process.h"

namespace weir::testing {

class RemoteCaller {
 public:
  // `before`: words in front of the program, such as env and its settings.
  explicit RemoteCaller(std::vector<std::string> before = {})
      : process_(with_program(std::move(before))) {}

  // The answer; "ended" when the process is gone.
  std::string ask(const std::string& command) {
    process_.write_line(command);
    std::string line;
    return process_.wait_for_line(answers_++, line) ? line : "ended";
  }
  // A command that has no answer.
  void tell(const std::string& command) { process_.write_line(command); }
  void kill() { static_cast<void>(process_.kill_and_take_lines()); }

 private:
  static std::vector<std::string> with_program(std::vector<std::string> words) {
    words.emplace_back(CALLING_PROCESS);
    return words;
  }
  weir::test::Process process_;
  size_t answers_ = 0;
};

}  // namespace weir::testing
