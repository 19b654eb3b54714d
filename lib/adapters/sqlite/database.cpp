#include "adapters/sqlite/database.h"

#include <sqlite3.h>

#include <utility>

#include "adapters/sqlite/joined_commit.h"
#include "adapters/sqlite/open_file_locks.h"
#include "adapters/sqlite/store_directory.h"
#include "base/clock.h"

namespace weir::sqlite {
namespace {

constexpr size_t kMaxIdleReaders = 8;

std::string pragma(const char* name, int64_t value) {
  return "PRAGMA " + std::string(name) + "=" + std::to_string(value) + ";";
}

std::string steps_from(const Schema& schema, int64_t version) {
  std::string sql;
  for (const Migration& step : schema.migrations) {
    if (step.from >= version) sql += step.sql;
  }
  return sql;
}

Status too_new(const std::string& path, int64_t needed, int32_t known) {
  return Status(Code::kUnavailable, "store.too_new",
                path + " was made by a newer version (it needs schema " + std::to_string(needed) +
                    ", this library knows " + std::to_string(known) + "): use that version");
}

Status too_old(const std::string& path, int64_t version, int32_t oldest) {
  return Status(Code::kUnavailable, "store.too_old",
                path + " was made by an earlier version (it has schema " + std::to_string(version) +
                    ", this library needs " + std::to_string(oldest) +
                    "): move it away, and a new one is made; any SQLite tool reads the old one");
}

}  // namespace

// --- Transactions -------------------------------------------------------------------------------

WriteTransaction::WriteTransaction(WriteTransaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

WriteTransaction::~WriteTransaction() {
  if (database_ == nullptr || !database_->check_fork().ok()) return;
  (void)database_->writer_->execute("ROLLBACK");
  database_->gate_->release();
}

Connection& WriteTransaction::connection() const {
  return *database_->writer_;
}

Status WriteTransaction::commit() {
  WEIR_RETURN_IF_ERROR(database_->check_fork());
  Database* const database = std::exchange(database_, nullptr);
  Status result;
  {
    const JoinedCommit joined(database->writer_->raw());
    Result<Statement> commit = database->writer_->prepare("COMMIT");
    result = commit.ok() ? commit->run() : std::move(commit).status();
  }
  if (result.ok()) {
    database->gate_->count_commit();
  } else if (sqlite3_get_autocommit(database->writer_->raw()) == 0) {
    (void)database->writer_->execute("ROLLBACK");
  }
  database->gate_->release();
  return result;
}

ReadTransaction::~ReadTransaction() {
  if (connection_ == nullptr) return;
  if (!database_->check_fork().ok()) {
    (void)connection_.release();  // the parent's
    return;
  }
  if (!connection_->execute("COMMIT").ok()) return;
  const MutexLock lock(database_->mutex_);
  if (database_->idle_readers_.size() < kMaxIdleReaders) {
    database_->idle_readers_.push_back(std::move(connection_));
  }
}

// --- Database -----------------------------------------------------------------------------------

Database::Database(DatabaseOptions options)
    : options_(std::move(options)),
      path_(options_.directory + "/" + options_.file),
      fork_generation_(weir::sqlite::fork_generation()) {}

Result<std::unique_ptr<Database>> Database::open(DatabaseOptions options) {
  std::unique_ptr<Database> self(new Database(std::move(options)));
  WEIR_RETURN_IF_ERROR(self->open_files());
  return self;
}

Database::~Database() {
  if (check_fork().ok()) {
    checkpointer_.reset();
    return;
  }
  // In a forked child: the threads are not here, and the connections are the parent's.
  (void)checkpointer_.release();
  (void)writer_.release();
  (void)gate_.release();
  const MutexLock lock(mutex_);
  for (auto& reader : idle_readers_) (void)reader.release();
}

Status Database::check_fork() const {
  return fork_generation_ == weir::sqlite::fork_generation() ? Status() : forked_status(path_);
}

int64_t Database::deadline_us() const {
  return system_clock().monotonic_us() + options_.wait_ms * 1000;
}

Status Database::open_files() {
  WEIR_RETURN_IF_ERROR(check_sqlite_version(sqlite3_libversion_number()));
  WEIR_RETURN_IF_ERROR(install_open_file_locks());
  if (was_open_at_fork(path_)) return forked_status(path_);
  WEIR_RETURN_IF_ERROR(prepare_store_directory(options_.directory));
  WEIR_RETURN_IF_ERROR(prepare_store_file(path_));
  auto gate = GateLock::open(options_.directory + "/store.lock", options_.region);
  if (!gate.ok()) return std::move(gate).status();
  gate_ = std::move(gate).value();
  WEIR_RETURN_IF_ERROR(gate_->acquire(deadline_us()));
  const Status opened = open_writer();
  gate_->release();
  WEIR_RETURN_IF_ERROR(opened);
  auto connection = open_connection();
  if (!connection.ok()) return std::move(connection).status();
  checkpointer_ = std::make_unique<Checkpointer>(*gate_, std::move(connection).value());
  return Status();
}

// Behind the gate, so that of several processes one creates the file.
Status Database::open_writer() {
  auto connection = Connection::open(path_);
  if (!connection.ok()) return std::move(connection).status();
  writer_ = std::move(connection).value();
  writer_->set_busy_deadline_us(deadline_us());
  WEIR_RETURN_IF_ERROR(check_schema(*writer_));
  connection = open_connection();
  if (!connection.ok()) return std::move(connection).status();
  writer_ = std::move(connection).value();
  return Status();
}

Status Database::check_schema(Connection& connection) {
  const Schema& schema = options_.schema;
  auto application = connection.integer_of("PRAGMA application_id");
  if (!application.ok()) return std::move(application).status();
  auto objects = connection.integer_of("SELECT count(*) FROM sqlite_schema");
  if (!objects.ok()) return std::move(objects).status();
  if (*application == 0 && *objects == 0) return create_schema(connection);
  if (*application != schema.application_id) {
    return Status(Code::kUnavailable, "store.wrong_file",
                  path_ + " is a database of another program: name another directory");
  }
  auto needed = connection.integer_of(
      "SELECT max(value) FROM meta WHERE name IN ('min_reader','min_writer')");
  if (!needed.ok()) return std::move(needed).status();
  if (*needed > schema.version) return too_new(path_, *needed, schema.version);
  auto version = connection.integer_of("PRAGMA user_version");
  if (!version.ok()) return std::move(version).status();
  if (*version < schema.oldest) return too_old(path_, *version, schema.oldest);
  return *version < schema.version ? migrate(connection, *version) : Status();
}

// Under the gate, like the making of the schema.
Status Database::migrate(Connection& connection, int64_t from) {
  const Schema& schema = options_.schema;
  const std::string sql =
      "BEGIN IMMEDIATE;" + steps_from(schema, from) +
      "UPDATE meta SET value=" + std::to_string(schema.min_reader) + " WHERE name='min_reader';" +
      "UPDATE meta SET value=" + std::to_string(schema.min_writer) + " WHERE name='min_writer';" +
      pragma("user_version", schema.version) + "COMMIT;";
  Status status = connection.execute(sql.c_str());
  if (!status.ok()) static_cast<void>(connection.execute("ROLLBACK"));
  return status;
}

Status Database::create_schema(Connection& connection) {
  const Schema& schema = options_.schema;
  WEIR_RETURN_IF_ERROR(connection.execute(pragma("page_size", schema.page_size).c_str()));
  WEIR_RETURN_IF_ERROR(connection.execute(schema.settings));
  WEIR_RETURN_IF_ERROR(connection.execute("PRAGMA journal_mode=WAL;"));
  const std::string sql =
      "BEGIN IMMEDIATE;"
      "CREATE TABLE meta(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
      "INSERT INTO meta VALUES('min_reader'," +
      std::to_string(schema.min_reader) + "),('min_writer'," + std::to_string(schema.min_writer) +
      ");" + schema.tables + steps_from(schema, schema.oldest) +
      pragma("application_id", schema.application_id) + pragma("user_version", schema.version) +
      "COMMIT;";
  return connection.execute(sql.c_str());
}

Result<std::unique_ptr<Connection>> Database::open_connection() {
  auto connection = Connection::open(path_);
  if (!connection.ok()) return connection;
  Connection& raw = **connection;
  raw.set_busy_deadline_us(deadline_us());
  auto mode = raw.text_of("PRAGMA journal_mode=WAL");
  if (!mode.ok()) return std::move(mode).status();
  if (*mode != "wal") {
    return Status(Code::kUnavailable, "store.no_wal",
                  path_ + ": SQLite cannot use WAL mode here: use a path on a local disk");
  }
  const bool is_full = options_.synchronous == Synchronous::kFull;
  const std::string settings = pragma("synchronous", is_full ? 2 : 1) +
                               "PRAGMA wal_autocheckpoint=2000; PRAGMA mmap_size=0;"
                               "PRAGMA trusted_schema=0; PRAGMA temp_store=2;";
  WEIR_RETURN_IF_ERROR(raw.execute(settings.c_str()));
  return connection;
}

Result<WriteTransaction> Database::begin_write() {
  WEIR_RETURN_IF_ERROR(check_fork());
  const int64_t deadline = deadline_us();
  WEIR_RETURN_IF_ERROR(gate_->acquire(deadline));
  writer_->set_busy_deadline_us(deadline);
  Result<Statement> begin = writer_->prepare("BEGIN IMMEDIATE");
  Status result = begin.ok() ? begin->run() : std::move(begin).status();
  if (!result.ok()) {
    gate_->release();
    return result;
  }
  return WriteTransaction(this);
}

Result<ReadTransaction> Database::begin_read() {
  WEIR_RETURN_IF_ERROR(check_fork());
  std::unique_ptr<Connection> connection;
  {
    const MutexLock lock(mutex_);
    if (!idle_readers_.empty()) {
      connection = std::move(idle_readers_.back());
      idle_readers_.pop_back();
    }
  }
  if (connection == nullptr) {
    auto opened = open_connection();
    if (!opened.ok()) return std::move(opened).status();
    connection = std::move(opened).value();
  }
  connection->set_busy_deadline_us(deadline_us());
  WEIR_RETURN_IF_ERROR(connection->execute("BEGIN"));
  return ReadTransaction(this, std::move(connection));
}

}  // namespace weir::sqlite
