// Who may open a store on a server: passwords, rights, schemas.

#include "stores/quota/postgresql_fixture.h"

namespace weir::test {
namespace {

using testing::PostgresqlServer;
using testing::SqlSession;

const Window kMonth = calendar(CalendarUnit::kMonth, "UTC");

TEST_CASE("the password comes from its source, is read afresh when refused, and is never shown") {
  PostgresqlServer server;
  SqlSession session(server.address() + "&application_name=test");
  session.run("CREATE ROLE app LOGIN PASSWORD 'swordfish'; GRANT CREATE ON DATABASE weir TO app");
  server.require_passwords_of("app");
  std::string present = "herring";
  int refused = 0;
  PostgresqlQuotaOptions options =
      options_for("postgresql:///weir?host=" + server.directory() + "&user=app");
  options.wait_ms = 2000;
  options.password = [&](bool is_refused) -> Result<Secret> {
    refused += is_refused ? 1 : 0;
    return Secret(present);
  };
  const auto opened = PostgresqlQuotaStore::open(options);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.status().reason() == "store.permissions");
  CHECK(opened.status().message().find("herring") == std::string_view::npos);
  CHECK(refused == 1);
  present = "swordfish";
  const auto store = open_store(options);
  CHECK(reserve(*store, {charge("q", kMonth, 10, 1)}).ok());
  // The password is changed, and every connection has to be made anew.
  session.run("ALTER ROLE app PASSWORD 'salmon'");
  present = "salmon";
  end_connections(session, "true");
  CHECK(reserve(*store, {charge("q", kMonth, 10, 1)}).ok());
}

TEST_CASE("a user without a right in the database may have a schema of its own") {
  PostgresqlServer server;
  SqlSession session(server.address() + "&application_name=test");
  session.run("REVOKE ALL ON DATABASE weir FROM PUBLIC; CREATE ROLE app LOGIN");
  session.run("GRANT CONNECT ON DATABASE weir TO app");
  const PostgresqlQuotaOptions options =
      options_for("postgresql:///weir?host=" + server.directory() + "&user=app");
  CHECK(PostgresqlQuotaStore::open(options).status().reason() == "store.permissions");
  session.run("CREATE SCHEMA weir AUTHORIZATION app");
  CHECK(reserve(*open_store(options), {charge("q", kMonth, 10, 1)}).ok());
}

}  // namespace
}  // namespace weir::test
