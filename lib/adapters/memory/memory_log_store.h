// The inference log in the memory of one process: for tests, and for programs that want no file. It
// keeps the newest rows and forgets the oldest; nothing survives the process.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/mutex.h"
#include "inference_log/columns.h"
#include "inference_log/record.h"
#include "inference_log/usage.h"

namespace weir {

class MemoryLogStore final : public LogStore {
 public:
  // Finished rows beyond `max_rows` are forgotten, oldest first.
  explicit MemoryLogStore(size_t max_rows = 100'000) : max_rows_(max_rows) {}

  [[nodiscard]] Status append(const std::vector<LogEntry>& batch) override;
  [[nodiscard]] Result<std::string> read(const LogQuery& query) override;
  [[nodiscard]] Result<std::string> usage(const std::vector<std::string>& by,
                                          int64_t since_us) override;
  [[nodiscard]] Result<int64_t> delete_before(int64_t before_us) override;

 private:
  struct Row {
    Intent intent;
    OutcomeRecord outcome;
    std::vector<Cell> request;  // empty: none
    std::vector<Cell> response;
  };

  static void redirect(Intent& row, Intent next);
  void put(Intent intent) WEIR_REQUIRES(mutex_);
  void put(OutcomeRecord record) WEIR_REQUIRES(mutex_);
  void forget_oldest() WEIR_REQUIRES(mutex_);

  const size_t max_rows_;
  Mutex mutex_;
  std::deque<Row> rows_ WEIR_GUARDED_BY(mutex_);  // in the order of their intents
  // request_id to the row's place, counted from the first row ever.
  std::unordered_map<std::string, size_t> places_ WEIR_GUARDED_BY(mutex_);
  size_t forgotten_ WEIR_GUARDED_BY(mutex_) = 0;
};

}  // namespace weir
