// The loopback provider in a process of its own, so that its CPU time is not counted as ours.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace weir::benchmarks {

// A directory of its own under the system's temporary one, removed at the end.
class ScratchDirectory {
 public:
  ScratchDirectory();
  ~ScratchDirectory();
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class ProviderProcess {
 public:
  ProviderProcess(const std::string& program, const ScratchDirectory& scratch,
                  const std::vector<std::string>& options);
  ~ProviderProcess();
  ProviderProcess(const ProviderProcess&) = delete;
  ProviderProcess& operator=(const ProviderProcess&) = delete;
  [[nodiscard]] const std::string& base_url() const { return base_url_; }

 private:
  pid_t pid_ = -1;
  std::string base_url_;  // http://127.0.0.1:port/v1
};

// Starts a program with standard output and error thrown away; returns its process id.
[[nodiscard]] pid_t start(const std::vector<std::string>& command);
// Waits for it; its exit status.
int wait_for(pid_t pid);

}  // namespace weir::benchmarks
