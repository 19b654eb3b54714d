#include "adapters/sqlite/connection.h"

#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "adapters/sqlite/joined_commit.h"
#include "adapters/sqlite/open_file_locks.h"
#include "base/clock.h"

namespace weir::sqlite {
namespace {

struct Meaning {
  int rc;  // primary result code
  Code code;
  const char* reason;
  const char* advice;
};

constexpr Meaning kMeanings[] = {
    {SQLITE_BUSY, Code::kUnavailable, "store.busy", "another program holds the database"},
    {SQLITE_LOCKED, Code::kUnavailable, "store.busy", "another program holds the database"},
    {SQLITE_PROTOCOL, Code::kUnavailable, "store.busy", "another program holds the database"},
    {SQLITE_FULL, Code::kUnavailable, "store.full", "the disk is full: free some space"},
    {SQLITE_CORRUPT, Code::kUnavailable, "store.corrupt", "the file is damaged: restore a backup"},
    {SQLITE_NOTADB, Code::kUnavailable, "store.corrupt", "this is not a SQLite database"},
    {SQLITE_READONLY, Code::kUnavailable, "store.read_only", "the store must be writable"},
    {SQLITE_PERM, Code::kUnavailable, "store.read_only", "the store must be writable"},
    {SQLITE_CANTOPEN, Code::kUnavailable, "store.cannot_open", "the file cannot be opened"},
    {SQLITE_IOERR, Code::kUnavailable, "store.io", "reading or writing failed"},
    {SQLITE_NOMEM, Code::kOutOfMemory, "store.memory", "out of memory"},
};

}  // namespace

Status fault_of(sqlite3* connection, int rc, std::string_view where) {
  std::string text = std::string(where) + ": ";
  const int system_error = connection != nullptr ? sqlite3_system_errno(connection) : 0;
  const int primary = rc & 0xff;
  const bool is_full =
      primary == SQLITE_IOERR && (system_error == ENOSPC || system_error == EDQUOT);
  for (const Meaning& each : kMeanings) {
    if (each.rc != (is_full ? SQLITE_FULL : primary)) continue;
    text.append(each.advice).append(" (SQLite result ").append(std::to_string(rc)).append(")");
    return Status(each.code, each.reason, std::move(text));
  }
  text.append(connection != nullptr ? sqlite3_errmsg(connection) : sqlite3_errstr(rc));
  return Status(Code::kInternal, "store.sqlite", std::move(text));
}

Status check_sqlite_version(int version) {
  const bool is_fixed = version >= 3'051'003 || (version >= 3'050'007 && version < 3'051'000) ||
                        (version >= 3'044'006 && version < 3'045'000);
  if (is_fixed) return Status();
  return Status(Code::kUnsupported, "store.sqlite_too_old",
                "SQLite " + std::to_string(version) +
                    " can lose committed rows (the WAL-reset bug): 3.51.3 or newer is needed");
}

// --- Statement ----------------------------------------------------------------------------------

Statement::~Statement() {
  if (raw_ == nullptr) return;
  sqlite3_reset(raw_);
  sqlite3_clear_bindings(raw_);
}

Statement& Statement::bind(int index, int64_t value) {
  sqlite3_bind_int64(raw_, index, value);
  return *this;
}

Statement& Statement::bind_double(int index, double value) {
  sqlite3_bind_double(raw_, index, value);
  return *this;
}

Statement& Statement::bind_text(int index, std::string_view text) {
  // A null pointer would bind NULL.
  sqlite3_bind_text64(raw_, index, text.data() == nullptr ? "" : text.data(), text.size(),
                      SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  sqlite3_bind_blob64(raw_, index, bytes.data() == nullptr ? "" : bytes.data(), bytes.size(),
                      SQLITE_STATIC);
  return *this;
}

Statement& Statement::bind_null(int index) {
  sqlite3_bind_null(raw_, index);
  return *this;
}

Result<bool> Statement::step() {
  const int rc = sqlite3_step(raw_);
  if (rc == SQLITE_ROW) return true;
  if (rc == SQLITE_DONE) return false;
  return fault_of(connection_->raw_, sqlite3_extended_errcode(connection_->raw_),
                  connection_->path_);
}

Status Statement::run() {
  while (true) {
    Result<bool> row = step();
    if (!row.ok()) return std::move(row).status();
    if (!*row) return Status();
  }
}

Statement& Statement::rewind() {
  sqlite3_reset(raw_);
  return *this;
}

int Statement::column_count() const {
  return sqlite3_column_count(raw_);
}
std::string_view Statement::column_name(int column) const {
  return sqlite3_column_name(raw_, column);
}
bool Statement::is_null(int column) const {
  return column_type(column) == SQLITE_NULL;
}
int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(raw_, column);
}
double Statement::real(int column) const {
  return sqlite3_column_double(raw_, column);
}
int Statement::column_type(int column) const {
  return sqlite3_column_type(raw_, column);
}

std::string_view Statement::text(int column) const {
  const void* const bytes = sqlite3_column_text(raw_, column);
  const auto size = static_cast<size_t>(sqlite3_column_bytes(raw_, column));
  return bytes == nullptr ? std::string_view()
                          : std::string_view(static_cast<const char*>(bytes), size);
}

std::string_view Statement::blob(int column) const {
  const void* const bytes = sqlite3_column_blob(raw_, column);
  const auto size = static_cast<size_t>(sqlite3_column_bytes(raw_, column));
  return bytes == nullptr ? std::string_view()
                          : std::string_view(static_cast<const char*>(bytes), size);
}

// --- Connection ---------------------------------------------------------------------------------

Result<std::unique_ptr<Connection>> Connection::open(const std::string& path) {
  WEIR_RETURN_IF_ERROR(check_sqlite_version(sqlite3_libversion_number()));
  WEIR_RETURN_IF_ERROR(install_open_file_locks());
  WEIR_RETURN_IF_ERROR(install_joined_commits());
  if (was_open_at_fork(path)) return forked_status(path);
  std::unique_ptr<Connection> self(new Connection(path));
  const int rc = sqlite3_open_v2(
      path.c_str(), &self->raw_,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, kVfsName);
  if (rc != SQLITE_OK) return fault_of(self->raw_, rc, path);
  sqlite3_busy_handler(self->raw_, wait_while_busy, self.get());
  return self;
}

Connection::~Connection() {
  for (const auto& [text, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close_v2(raw_);
}

int Connection::wait_while_busy(void* self, int count) {
  const auto* const connection = static_cast<const Connection*>(self);
  if (system_clock().monotonic_us() >= connection->busy_deadline_us_) return 0;
  ::usleep(count < 20 ? 100 : 500);
  return 1;
}

Result<Statement> Connection::prepare(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) {
    return Statement(*this, found->second);
  }
  sqlite3_stmt* statement = nullptr;
  const int rc = sqlite3_prepare_v3(raw_, sql.data(), static_cast<int>(sql.size()),
                                    SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (rc != SQLITE_OK) return fault_of(raw_, rc, path_);
  statements_.emplace(sql, statement);
  return Statement(*this, statement);
}

Status Connection::execute(const char* sql) {
  const int rc = sqlite3_exec(raw_, sql, nullptr, nullptr, nullptr);
  return rc == SQLITE_OK ? Status() : fault_of(raw_, rc, path_);
}

Result<int64_t> Connection::integer_of(std::string_view sql) {
  Result<Statement> statement = prepare(sql);
  if (!statement.ok()) return std::move(statement).status();
  Result<bool> row = statement->step();
  if (!row.ok()) return std::move(row).status();
  return *row ? statement->integer(0) : 0;
}

Result<std::string> Connection::text_of(std::string_view sql) {
  Result<Statement> statement = prepare(sql);
  if (!statement.ok()) return std::move(statement).status();
  Result<bool> row = statement->step();
  if (!row.ok()) return std::move(row).status();
  return *row ? std::string(statement->text(0)) : std::string();
}

int64_t Connection::changes() const {
  return sqlite3_changes64(raw_);
}

int64_t Connection::last_insert_id() const {
  return sqlite3_last_insert_rowid(raw_);
}

}  // namespace weir::sqlite
