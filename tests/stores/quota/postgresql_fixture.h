// What the tests of PostgreSQL share: the one server of the program, and stores with fresh tables.
#pragma once

#include <memory>
#include <string>

#include "adapters/postgresql/quota_store.h"
#include "stores/quota/quota_fixture.h"
#include "support/catch.h"
#include "support/postgresql/server.h"

namespace weir::test {

inline testing::PostgresqlServer& postgresql_server() {
  static testing::PostgresqlServer server;
  return server;
}

inline void drop_tables(const std::string& address) {
  testing::SqlSession(address).run("DROP SCHEMA IF EXISTS weir CASCADE");
}

inline PostgresqlQuotaOptions options_for(const std::string& address,
                                          const TimeSource* time = nullptr) {
  PostgresqlQuotaOptions options;
  options.address = address;
  options.synchronous = Synchronous::kNormal;
  options.time = time;
  return options;
}

inline std::unique_ptr<PostgresqlQuotaStore> open_store(const PostgresqlQuotaOptions& options) {
  auto opened = PostgresqlQuotaStore::open(options);
  if (!opened.ok()) FAIL(opened.status().message());
  return std::move(opened).value();
}

// Of stores, those that fit `which`.
inline void end_connections(testing::SqlSession& session, const std::string& which) {
  session.run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
      "WHERE application_name = 'weir' AND " +
      which);
}

// On the program's server, with new tables.
inline std::unique_ptr<PostgresqlQuotaStore> new_store(const TimeSource* time = nullptr) {
  drop_tables(postgresql_server().address());
  return open_store(options_for(postgresql_server().address(), time));
}

}  // namespace weir::test
