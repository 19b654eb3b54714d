// The inference log in <store>/log.db: one narrow row a call in `inference`, its texts in
// `payload`, readable by any SQLite tool from the moment append() returns (log_schema.cpp).
//
// A call in flight belongs to a slot of store.lock, which its process holds while it lives. Whoever
// opens the log marks the calls of slots that nobody holds as `interrupted`; a living process's
// calls are never touched, whatever container it lives in, because the lock is the kernel's.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "adapters/sqlite/database.h"
#include "adapters/sqlite/log_owner.h"
#include "base/mutex.h"
#include "inference_log/columns.h"
#include "inference_log/payload.h"
#include "inference_log/record.h"

namespace weir {

class SqliteLogStore final : public LogStore {
 public:
  struct Options {
    std::string directory;  // the store, an absolute path
    Synchronous synchronous = Synchronous::kFull;
    int64_t max_payload_bytes = kDefaultMaxPayloadBytes;  // of what LogWriter has not cut yet
    int64_t wait_ms = 5000;                               // for other writers
  };

  // Creates what is missing, and sweeps. Faults: kUnavailable "store.…"
  // (adapters/sqlite/database.h).
  [[nodiscard]] static Result<std::unique_ptr<SqliteLogStore>> open(const Options& options);

  [[nodiscard]] Status append(const std::vector<LogEntry>& batch) override;
  [[nodiscard]] Result<std::string> read(const LogQuery& query) override;
  [[nodiscard]] Result<std::string> usage(const std::vector<std::string>& by,
                                          int64_t since_us) override;
  [[nodiscard]] Result<std::optional<LoggedUse>> find_use(const Uuid& request_id) override;
  // 200 rows a step. Gives disk space back when more than a quarter of the file is free.
  [[nodiscard]] Result<int64_t> delete_before(int64_t before_us) override;

  // How many calls were marked interrupted when this store was opened.
  [[nodiscard]] int64_t swept() const { return swept_; }
  [[nodiscard]] const std::string& path() const { return database_->path(); }

 private:
  SqliteLogStore(std::unique_ptr<sqlite::Database> database, int64_t max_payload_bytes);

  [[nodiscard]] Status claim_and_sweep();
  [[nodiscard]] Status put(sqlite::Connection& connection, const LogEntry& entry)
      WEIR_REQUIRES(calls_mutex_);
  [[nodiscard]] Result<bool> insert(sqlite::Connection& connection, const Intent& intent)
      WEIR_REQUIRES(calls_mutex_);
  [[nodiscard]] Result<bool> update(sqlite::Connection& connection, const OutcomeRecord& record)
      WEIR_REQUIRES(calls_mutex_);
  [[nodiscard]] static Status redirect(sqlite::Connection& connection, const Intent& intent);
  [[nodiscard]] Status put(sqlite::Connection& connection, const OutcomeRecord& record)
      WEIR_REQUIRES(calls_mutex_);
  [[nodiscard]] Status put_payload(sqlite::Connection& connection, const std::string& sql,
                                   const Uuid& request_id, std::optional<std::string> payload,
                                   PayloadSeal seal);
  [[nodiscard]] Result<int64_t> delete_step(int64_t before_us);
  [[nodiscard]] Status give_space_back();

  std::unique_ptr<sqlite::Database> database_;
  const int64_t max_payload_bytes_;
  uint32_t slot_ = 0;
  int64_t swept_ = 0;
  Mutex calls_mutex_;  // locked behind the gate; to see a commit and to note it are one step
  sqlite::CallsInFlight calls_ WEIR_GUARDED_BY(calls_mutex_);
};

}  // namespace weir
