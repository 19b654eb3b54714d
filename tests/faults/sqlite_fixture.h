// A small database for the tests of the connection layer.
#pragma once

#include <string>

#include "adapters/sqlite/database.h"

namespace weir::test {

inline sqlite::DatabaseOptions test_options(const std::string& directory, int64_t wait_ms = 500) {
  sqlite::DatabaseOptions options;
  options.directory = directory;
  options.file = "test.db";
  options.region = 7;
  options.schema.application_id = 0x77656974;
  options.schema.version = 3;
  options.schema.tables = "CREATE TABLE row(id INTEGER PRIMARY KEY, writer INTEGER) STRICT;";
  options.synchronous = Synchronous::kNormal;
  options.wait_ms = wait_ms;
  return options;
}

inline Status insert_row(sqlite::Database& database, int64_t writer) {
  auto write = database.begin_write();
  if (!write.ok()) return std::move(write).status();
  {
    auto insert = write->connection().prepare("INSERT INTO row(writer) VALUES(?1)");
    if (!insert.ok()) return std::move(insert).status();
    WEIR_RETURN_IF_ERROR(insert->bind(1, writer).run());
  }
  return write->commit();
}

// -1: the database could not be read.
inline int64_t count_rows(sqlite::Database& database) {
  auto read = database.begin_read();
  if (!read.ok()) return -1;
  auto count = read->connection().integer_of("SELECT count(*) FROM row");
  return count.ok() ? *count : -1;
}

}  // namespace weir::test
