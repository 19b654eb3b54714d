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
#include "stores/quota/postgresql_fixture.h"
#include "support/postgresql/pooler.h"
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
struct InPostgresql {
  explicit InPostgresql(const TimeSource& time) : store(new_store(&time)) {}
  QuotaStore& operator*() { return *store; }
  QuotaStore* operator->() { return store.get(); }
  std::unique_ptr<PostgresqlQuotaStore> store;
};
// Four connections share two of the server's.
struct InPooledPostgresql {
  explicit InPooledPostgresql(const TimeSource& time) {
    static const testing::Pooler pooler(postgresql_server(), 2);
    drop_tables(postgresql_server().address());
    store = open_store(options_for(pooler.address(), &time));
  }
  QuotaStore& operator*() { return *store; }
  QuotaStore* operator->() { return store.get(); }
  std::unique_ptr<PostgresqlQuotaStore> store;
};
#define WEIR_QUOTA_STORES InMemory, InSqlite, InPostgresql, InPooledPostgresql
#else
#define WEIR_QUOTA_STORES InMemory, InSqlite
#endif

}  // namespace weir::test
