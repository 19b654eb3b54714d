// Group commit by a leader (leveldb, db/db_impl.cc, Write and BuildBatchGroup): callers queue; the
// head of the queue writes what stands behind it in one transaction and wakes the others with the
// shared status. It needs no thread of its own and no linger time: "take what is there" adapts by
// itself, since a queue builds up while the leader before is committing.
//
// One failure is shared by the whole batch: none of it is on record, and every caller of it fails
// closed. LogStore::append leaves nothing to one entry's content that could fail (columns.h cuts
// and mends what does not fit), so that a caller cannot spoil the rows of others.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "base/mutex.h"
#include "inference_log/payload.h"
#include "inference_log/record.h"

namespace weir {

class LogWriter {
 public:
  // A batch holds at most so many entries and about so many bytes. A small head takes a small batch
  // (its own size and kSmallHeadBytes), so that a short row does not wait for others' long ones.
  static constexpr size_t kMaxBatchEntries = 64;
  static constexpr size_t kMaxBatchBytes = 1 << 20;
  static constexpr size_t kSmallHeadBytes = kMaxBatchBytes / 8;

  // `store` is borrowed and must outlive the writer. A payload longer than `max_payload_bytes` is
  // cut (payload.h).
  explicit LogWriter(LogStore& store, int64_t max_payload_bytes = kDefaultMaxPayloadBytes)
      : store_(store), max_payload_bytes_(max_payload_bytes) {}

  // Blocks until the entry is on record, or says why it is not: kInvalidArgument "log.entry" when
  // it holds not exactly one of intent and outcome, else what the store said. Safe for concurrent
  // use.
  [[nodiscard]] Status write(LogEntry entry) WEIR_EXCLUDES(mutex_);

  // Entries that wait or are being written, at this moment.
  [[nodiscard]] size_t queue_length() WEIR_EXCLUDES(mutex_);

 private:
  struct Waiter;

  // How many waiters at the front of the queue make the next batch.
  [[nodiscard]] size_t batch_length() const WEIR_REQUIRES(mutex_);
  [[nodiscard]] Status commit(const std::vector<Waiter*>& batch) WEIR_EXCLUDES(mutex_);
  void finish(const std::vector<Waiter*>& batch, const std::optional<Status>& status)
      WEIR_REQUIRES(mutex_);
  [[nodiscard]] static Status out_of_memory();

  LogStore& store_;
  const int64_t max_payload_bytes_;
  Mutex mutex_;
  std::deque<Waiter*> queue_ WEIR_GUARDED_BY(mutex_);
};

}  // namespace weir
