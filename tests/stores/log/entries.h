// Log entries and directories for the tests of the log stores.
#pragma once

#include <string>

#include "inference_log/record.h"

namespace weir::test {

// A directory of its own, removed at the end.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

inline constexpr int64_t kNoon = 1'774'958'400'000'000;  // 2026-03-31T12:00:00Z

// A typical call of `user` that begins at `time_us`, with a payload of `payload_bytes` (0: none).
[[nodiscard]] Intent intent_at(int64_t time_us, const std::string& user = "matti",
                               size_t payload_bytes = 0);
[[nodiscard]] OutcomeRecord answer_to(const Intent& intent, size_t payload_bytes = 0);

[[nodiscard]] LogEntry entry(Intent intent);
[[nodiscard]] LogEntry entry(OutcomeRecord record);

}  // namespace weir::test
