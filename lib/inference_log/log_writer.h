// Group commit by a leader (leveldb, db/db_impl.cc Write): callers queue; the head of the queue
// writes what stands behind it in one transaction and wakes the others with the shared status. It
// needs no thread of its own and no linger time: "take what is there" adapts by itself.
#pragma once

#include <deque>

#include "base/mutex.h"
#include "inference_log/record.h"

namespace weir {

class LogWriter {
 public:
  // `store` is borrowed and must outlive the writer.
  explicit LogWriter(LogStore& store) : store_(store) {}

  // Blocks until the entry is on record, or says why it is not. Safe for concurrent use.
  [[nodiscard]] Status write(LogEntry entry) WEIR_EXCLUDES(mutex_);

 private:
  struct Waiter;
  LogStore& store_;
  Mutex mutex_;
  std::deque<Waiter*> queue_ WEIR_GUARDED_BY(mutex_);
};

}  // namespace weir
