// One connection to a SQLite database, and its prepared statements.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/status.h"

struct sqlite3;
struct sqlite3_stmt;

namespace weir::sqlite {

// What SQLite's result code `rc` means to a caller; `where` is the file. Every fault of this layer
// is a kUnavailable "store.…" (busy, full, read_only, corrupt, io, cannot_open) save
// kOutOfMemory "store.memory" and kInternal "store.sqlite".
[[nodiscard]] Status fault_of(sqlite3* connection, int rc, std::string_view where);

class Connection;

// A prepared statement in use; gives itself back, reset, when it ends. Parameters count from 1,
// columns from 0. Bound bytes are copied by run()/step()'s end: they are borrowed until the
// statement ends. Column views are valid until the next step().
class Statement {
 public:
  Statement(Statement&& other) noexcept
      : connection_(other.connection_), raw_(std::exchange(other.raw_, nullptr)) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(int index, int64_t value);
  Statement& bind_double(int index, double value);
  Statement& bind_text(int index, std::string_view text);
  Statement& bind_blob(int index, std::string_view bytes);
  Statement& bind_null(int index);

  [[nodiscard]] Result<bool> step();  // true: a row is there; false: done
  [[nodiscard]] Status run();         // to the end, whatever rows there are
  Statement& rewind();                // to execute again with the same or new parameters

  [[nodiscard]] int column_count() const;
  [[nodiscard]] std::string_view column_name(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;
  // SQLITE_INTEGER (1), SQLITE_FLOAT (2), SQLITE_TEXT (3), SQLITE_BLOB (4), SQLITE_NULL (5).
  [[nodiscard]] int column_type(int column) const;

 private:
  friend class Connection;
  Statement(Connection& connection, sqlite3_stmt* raw) : connection_(&connection), raw_(raw) {}
  Connection* connection_;
  sqlite3_stmt* raw_;
};

// For one thread at a time.
class Connection {
 public:
  // `path` must exist (prepare_store_file). Installs the open-file locks first, checks SQLite's
  // version, waits at most `wait_us` for locks of programs that do not pass the gate.
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const std::string& path);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Compiled once per text and connection, then kept. One text can be in use once at a time.
  [[nodiscard]] Result<Statement> prepare(std::string_view sql);
  // One or more statements without parameters or results.
  [[nodiscard]] Status execute(const char* sql);
  // The one integer or text that a statement such as a PRAGMA gives back.
  [[nodiscard]] Result<int64_t> integer_of(std::string_view sql);
  [[nodiscard]] Result<std::string> text_of(std::string_view sql);

  [[nodiscard]] int64_t changes() const;         // rows changed by the last statement
  [[nodiscard]] int64_t last_insert_id() const;  // the rowid of the last row inserted
  [[nodiscard]] sqlite3* raw() const { return raw_; }
  [[nodiscard]] const std::string& path() const { return path_; }

  // Until when the busy handler waits: system_clock().monotonic_us().
  void set_busy_deadline_us(int64_t deadline_us) { busy_deadline_us_ = deadline_us; }

 private:
  friend class Statement;
  struct TextHash {
    using is_transparent = void;
    // By the end alone: the texts are long, few, and told apart there.
    size_t operator()(std::string_view text) const {
      const size_t rest = text.size() > 24 ? text.size() - 24 : 0;
      return std::hash<std::string_view>{}(text.substr(rest)) ^ rest;
    }
  };
  explicit Connection(std::string path) : path_(std::move(path)) {}
  static int wait_while_busy(void* self, int count);

  std::string path_;
  sqlite3* raw_ = nullptr;
  int64_t busy_deadline_us_ = 0;
  std::unordered_map<std::string, sqlite3_stmt*, TextHash, std::equal_to<>> statements_;
};

// "store.sqlite_too_old" unless `version` (sqlite3_libversion_number()) carries the fix of the
// WAL-reset bug: >= 3.51.3, or the branches 3.50.7 and 3.44.6 (sqlite.org/wal.html).
[[nodiscard]] Status check_sqlite_version(int version);

}  // namespace weir::sqlite
