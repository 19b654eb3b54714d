// One database of a store (quota.db, log.db): opened, checked, and shared by threads and processes.
//
// How to use it:
//   auto write = database->begin_write();          // waits for the gate, BEGIN IMMEDIATE
//   if (!write.ok()) return std::move(write).status();
//   auto insert = write->connection().prepare("INSERT INTO t VALUES (?1, ?2)");
//   if (!insert.ok()) return std::move(insert).status();
//   WEIR_RETURN_IF_ERROR(insert->bind(1, 7).bind_text(2, text).run());
//   return write->commit();                        // a destructor without commit() rolls back
//
// Settings: WAL, mmap off, foreign keys off; wal_autocheckpoint 2000 behind the
// checkpointer thread: the writer that passes it finds most pages copied and ends the checkpoint,
// and the WAL begins again on pages that it has already (a governed call took a sixth less than
// with 16000). With 1000 more than one call in a hundred waited for the disk.
//
// Files are of mode 0600 and survive kill -9 in both modes of
// `synchronous`; kFull survives a power failure too.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "adapters/sqlite/checkpointer.h"
#include "adapters/sqlite/connection.h"
#include "adapters/sqlite/gate_lock.h"
#include "base/mutex.h"
#include "policy/policy.h"

namespace weir::sqlite {

// From one version of a schema to the next.
struct Migration {
  int32_t from = 0;
  const char* sql = "";
};

// What makes a file this kind of database.
struct Schema {
  int32_t application_id = 0;  // PRAGMA application_id
  int32_t version = 1;         // PRAGMA user_version
  // Kept in table `meta`: the oldest version of this library's schema that may read or write the
  // file. A library whose `version` is below them refuses it.
  int32_t min_reader = 1;
  int32_t min_writer = 1;
  int32_t oldest = 1;         // the oldest version of a file that this library uses
  int32_t page_size = 4096;   // of a new file; an older one keeps its own
  const char* settings = "";  // run before the first table, e.g. "PRAGMA auto_vacuum=INCREMENTAL;"
  // CREATE TABLE …, as of version `oldest`; run once, in the transaction that makes the file.
  const char* tables = "";
  // One for each version from `oldest` to `version` - 1; run in one transaction by who makes the
  // file, or is the first to open an older one.
  std::span<const Migration> migrations = {};
};

struct DatabaseOptions {
  std::string directory;  // the store, an absolute path
  std::string file;       // "quota.db"
  uint32_t region = 0;    // its part of store.lock: 0 quota.db, 1 log.db
  Schema schema;
  Synchronous synchronous = Synchronous::kFull;
  int64_t wait_ms = 5000;  // for the gate and for programs that do not pass it
};

class Database;

// Holds the gate and an immediate transaction; rolls back unless committed.
class WriteTransaction {
 public:
  WriteTransaction(WriteTransaction&& other) noexcept;
  WriteTransaction(const WriteTransaction&) = delete;
  WriteTransaction& operator=(const WriteTransaction&) = delete;
  WriteTransaction& operator=(WriteTransaction&&) = delete;
  ~WriteTransaction();

  [[nodiscard]] Connection& connection() const;
  // Ends the transaction in any case; after a fault nothing of it is on record. Every Statement of
  // the transaction that returned a row must have ended before.
  [[nodiscard]] Status commit();

 private:
  friend class Database;
  explicit WriteTransaction(Database* database) : database_(database) {}
  Database* database_;  // null when ended
};

// A connection with a consistent view; keep it short, an open view stops the WAL from being reset.
class ReadTransaction {
 public:
  ReadTransaction(ReadTransaction&&) noexcept = default;
  ReadTransaction(const ReadTransaction&) = delete;
  ReadTransaction& operator=(const ReadTransaction&) = delete;
  ReadTransaction& operator=(ReadTransaction&&) = delete;
  ~ReadTransaction();

  [[nodiscard]] Connection& connection() const { return *connection_; }

 private:
  friend class Database;
  ReadTransaction(Database* database, std::unique_ptr<Connection> connection)
      : database_(database), connection_(std::move(connection)) {}
  Database* database_;
  std::unique_ptr<Connection> connection_;
};

// Safe for concurrent use. Transactions must end before it does. In a forked child every call says
// "store.forked", and the destructor lets go of nothing that is the parent's.
class Database {
 public:
  // Creates the directory and the file where they are missing. Faults: see store_directory.h,
  // connection.h; "store.too_new" for a file of a newer schema, "store.too_old" for an older one,
  // "store.wrong_file" for one of another program.
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(DatabaseOptions options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] Result<WriteTransaction> begin_write();
  [[nodiscard]] Result<ReadTransaction> begin_read();

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] GateLock& gate() { return *gate_; }
  // Pages in the WAL file when the checkpointer last looked; 0 in a process without the role.
  [[nodiscard]] int64_t wal_pages() const { return checkpointer_ ? checkpointer_->wal_pages() : 0; }

  // kUnavailable "store.forked" in a forked child.
  [[nodiscard]] Status check_fork() const;

 private:
  friend class WriteTransaction;
  friend class ReadTransaction;
  explicit Database(DatabaseOptions options);

  [[nodiscard]] Status open_files();
  [[nodiscard]] Status open_writer();
  [[nodiscard]] Status check_schema(Connection& connection);
  [[nodiscard]] Status create_schema(Connection& connection);
  [[nodiscard]] Status migrate(Connection& connection, int64_t from);
  [[nodiscard]] Result<std::unique_ptr<Connection>> open_connection();
  [[nodiscard]] int64_t deadline_us() const;

  DatabaseOptions options_;
  std::string path_;
  uint32_t fork_generation_;
  std::unique_ptr<GateLock> gate_;
  std::unique_ptr<Connection> writer_;  // used by the holder of the gate alone
  std::unique_ptr<Checkpointer> checkpointer_;
  Mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_readers_ WEIR_GUARDED_BY(mutex_);
};

}  // namespace weir::sqlite
