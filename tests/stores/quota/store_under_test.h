// The stores that the contract is run over.
#pragma once

#include <memory>
#include <string>

#include "adapters/memory/memory_quota_store.h"
#include "adapters/sqlite/quota_store.h"
#include "stores/quota/quota_fixture.h"
#include "stores/temporary_directory.h"
#include "support/catch.h"

#ifdef WEIR_WITH_POSTGRESQL
#include "adapters/postgresql/quota_store.h"
#include "support/postgresql/server.h"
#endif

namespace weir::test {

struct InMemory {
  explicit InMemory(const TimeSource& time) : store(std::make_unique<MemoryQuotaStore>(time)) {}
  QuotaStore& operator*() { return *store; }
  QuotaStore* operator->() { return store.get(); }
  std::unique_ptr<MemoryQuotaStore> store;
};

struct InSqlite {
  explicit InSqlite(const TimeSource& source) : time(source) { open(); }
  QuotaStore& operator*() { return *store; }
  QuotaStore* operator->() { return store.get(); }
  void open() {
    SqliteQuotaOptions options;
    options.directory = directory.store();
    options.synchronous = Synchronous::kNormal;
    options.time = &time;
    auto opened = SqliteQuotaStore::open(options);
    REQUIRE(opened.ok());
    store = std::move(opened).value();
  }
  void reopen() {
    store.reset();
    open();
  }
  const TimeSource& time;
  TemporaryDirectory directory;
  std::unique_ptr<SqliteQuotaStore> store;
};

#ifdef WEIR_WITH_POSTGRESQL
// On the one server of the program, each time with new tables.
struct InPostgresql {
  explicit InPostgresql(const TimeSource& source) : time(source) {
    testing::SqlSession(server().address()).run("DROP SCHEMA IF EXISTS weir CASCADE");
    open();
  }
  QuotaStore& operator*() { return *store; }
  QuotaStore* operator->() { return store.get(); }
  static testing::PostgresqlServer& server() {
    static testing::PostgresqlServer server;
    return server;
  }
  void open() {
    PostgresqlQuotaOptions options;
    options.address = server().address();
    options.synchronous = Synchronous::kNormal;
    options.time = &time;
    auto opened = PostgresqlQuotaStore::open(options);
    if (!opened.ok()) FAIL(opened.status().message());
    store = std::move(opened).value();
  }
  const TimeSource& time;
  std::unique_ptr<PostgresqlQuotaStore> store;
};
#define WEIR_QUOTA_STORES InMemory, InSqlite, InPostgresql
#else
#define WEIR_QUOTA_STORES InMemory, InSqlite
#endif

}  // namespace weir::test
