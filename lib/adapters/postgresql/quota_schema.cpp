#include "adapters/postgresql/quota_schema.h"

#include <utility>

namespace weir::postgresql {
namespace {

struct Versions {
  int64_t version = 0;  // 0: no schema yet
  int64_t needed = 0;   // by readers and writers
};

// The name of the lock that the makers of the schema hold; until the end of their transaction.
constexpr const char* kBegin =
    "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(8603106872947);";

Result<Versions> read_versions(Connection& connection, int64_t deadline_us) {
  Result<Rows> is_there =
      connection.execute("SELECT to_regclass('weir.meta') IS NOT NULL", Values(), deadline_us);
  if (!is_there.ok()) return std::move(is_there).status();
  if (!is_there->boolean(0, 0)) return Versions();
  Result<Rows> rows = connection.execute(
      "SELECT COALESCE(max(value) FILTER (WHERE name = 'quota_version'), 0), "
      "COALESCE(max(value) FILTER (WHERE name IN ('quota_min_reader', 'quota_min_writer')), 0) "
      "FROM weir.meta",
      Values(), deadline_us);
  if (!rows.ok()) return std::move(rows).status();
  return Versions{rows->integer(0, 0), rows->integer(0, 1)};
}

// What leads from version `from` to the next one.
std::string migration(int64_t from) {
  if (from == 0) return quota_tables() + quota_functions();
  return std::string();
}

std::string set_versions(int64_t version) {
  // This version's tables are used by itself alone.
  std::string sql = "INSERT INTO weir.meta VALUES";
  for (const char* const name : {"quota_version", "quota_min_reader", "quota_min_writer"}) {
    if (sql.back() == ')') sql += ',';
    sql.append("('").append(name).append("',").append(std::to_string(version)).append(")");
  }
  return sql + " ON CONFLICT (name) DO UPDATE SET value = excluded.value;";
}

// One transaction. CREATE SCHEMA IF NOT EXISTS would ask for the right to create one even where it
// is there. Whoever comes second finds the schema made: IF NOT EXISTS, and the check of the
// version in the lock.
std::string migration_script(int64_t from) {
  return std::string(kBegin) +
         "DO $weir$ BEGIN IF to_regnamespace('weir') IS NULL THEN CREATE SCHEMA weir; END IF; "
         "END $weir$;"
         "CREATE TABLE IF NOT EXISTS weir.meta(name text PRIMARY KEY, value bigint NOT NULL);"
         "DO $weir$ BEGIN IF COALESCE((SELECT value FROM weir.meta WHERE name = 'quota_version'), "
         "0)"
         " <> " +
         std::to_string(from) +
         " THEN RAISE SQLSTATE '40001' USING MESSAGE = 'the schema has just been made'; END IF; "
         "END $weir$;" +
         migration(from) + set_versions(from + 1) + "COMMIT;";
}

}  // namespace

Status prepare_quota_schema(Connection& connection, int64_t deadline_us) {
  while (true) {
    const Result<Versions> found = read_versions(connection, deadline_us);
    if (!found.ok()) return found.status();
    if (found->needed > kQuotaVersion) {
      return Status(Code::kUnavailable, "store.too_new",
                    "the quotas in PostgreSQL are of schema " + std::to_string(found->version) +
                        ", and this weir knows " + std::to_string(kQuotaVersion) +
                        ": use a newer weir");
    }
    if (found->version >= kQuotaVersion) return Status();
    Status made = connection.execute_script(migration_script(found->version), deadline_us);
    if (made.ok()) continue;
    (void)connection.execute_script("ROLLBACK", deadline_us);
    if (connection.repeat() != Repeat::kOnSameConnection || connection.is_broken()) return made;
  }
}

}  // namespace weir::postgresql
