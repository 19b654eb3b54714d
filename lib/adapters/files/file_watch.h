// Tells when a file has been changed or replaced (inotify on its directory, so that editors which
// write a new file and rename it are seen).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "base/status.h"

namespace weir {

// Owns the thread "weir-watch".
class FileWatch {
 public:
  // `path` empty: no file, `on_idle` alone. `on_change` is called from the thread when the file may
  // have changed, and `on_idle` about every
  // `idle_ms` and once at the start. Fault: kUnavailable "policy.watch".
  [[nodiscard]] static Result<std::unique_ptr<FileWatch>> start(const std::string& path,
                                                                std::function<void()> on_change,
                                                                std::function<void()> on_idle,
                                                                int64_t idle_ms);
  // Waits for a callback under way. In a forked child it lets go of the parent's thread untouched.
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

 private:
  FileWatch() = default;
  void run(const std::string& name, const std::function<void()>& on_change,
           const std::function<void()>& on_idle, int64_t idle_ms) const;
  [[nodiscard]] bool saw_change(const std::string& name) const;

  int notify_ = -1;
  int stop_ = -1;
  pid_t process_ = -1;  // that has the thread
  std::thread thread_;
};

}  // namespace weir
