// One connection to a PostgreSQL server, without any state in its session: what runs on it may run
// behind a pooler in transaction mode. The only way to libpq.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/postgresql/address.h"
#include "base/secret.h"
#include "base/status.h"

struct pg_conn;
struct pg_result;

namespace weir::postgresql {

// What may be done after a fault.
enum class Repeat : uint8_t {
  kNever,
  kOnSameConnection,  // nothing of it happened: a serialization failure, a deadlock, a lock
  kOnAnother,         // the connection is of no more use; what was under way may have happened
};

// The answer to one statement.
class Rows {
 public:
  explicit Rows(pg_result* result);
  [[nodiscard]] size_t size() const;
  [[nodiscard]] bool is_null(size_t row, int column) const;
  [[nodiscard]] std::string_view text(size_t row, int column) const;
  [[nodiscard]] int64_t integer(size_t row, int column) const;
  [[nodiscard]] std::vector<int64_t> integers(size_t row, int column) const;  // of a bigint[]
  [[nodiscard]] bool boolean(size_t row, int column) const { return text(row, column) == "t"; }

 private:
  struct Deleter {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Deleter> result_;
};

// The values of $1, $2, ... as text.
class Values {
 public:
  Values& add(std::string_view text);
  Values& add(int64_t value) { return add(std::to_string(value)); }
  Values& add_boolean(bool value) { return add(value ? "t" : "f"); }
  Values& add_null();
  Values& add_array(const std::vector<std::string>& texts);
  Values& add_array(const std::vector<int64_t>& values);

  [[nodiscard]] std::vector<const char*> pointers() const;

 private:
  std::vector<std::optional<std::string>> values_;
};

// Not safe for concurrent use. All times are system_clock().monotonic_us().
class Connection {
 public:
  // Tries the hosts in turn from `first_host` on, each for its share of the time; `first_host`
  // becomes the one that answered. Blocks longer than that in name resolution alone. Faults: as
  // execute(), and "store.permissions" when the server refuses the user.
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const Address& address,
                                                                const Secret& password,
                                                                size_t& first_host,
                                                                int64_t deadline_us);
  ~Connection();  // in a forked child: closes its own descriptor and leaves the server alone
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // One round trip; a transaction of its own. Faults: kUnavailable "store.unreachable" (no answer
  // by the deadline, or the connection was lost), "store.busy", "store.full", "store.read_only",
  // "store.permissions", "store.missing" (no such tables), kInternal "store.postgresql".
  [[nodiscard]] Result<Rows> execute(const char* sql, const Values& values, int64_t deadline_us);
  // Several statements in one transaction; for making tables.
  [[nodiscard]] Status execute_script(const std::string& sql, int64_t deadline_us);

  // After a fault of the last execution.
  [[nodiscard]] Repeat repeat() const { return repeat_; }
  [[nodiscard]] bool is_broken() const { return is_broken_; }

 private:
  Connection(pg_conn* raw, std::string server);
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open_host(
      const std::vector<Parameter>& parameters, const Secret& password, int64_t deadline_us);
  [[nodiscard]] Result<Rows> finish(int64_t deadline_us);
  [[nodiscard]] Status fault_of(const pg_result* result);
  [[nodiscard]] Status lost(std::string_view why);
  [[nodiscard]] bool is_idle() const;

  pg_conn* raw_;
  std::string server_;  // for messages
  int pid_;
  Repeat repeat_ = Repeat::kNever;
  bool is_broken_ = false;
};

}  // namespace weir::postgresql
