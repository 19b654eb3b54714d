// Quotas in PostgreSQL, as a policy names them: two gates share one count, and the password comes
// from where the policy says and is never shown.
#include <cstdlib>
#include <string>

#include "c_abi/fixture.h"
#include "support/postgresql/server.h"

using namespace weir::test;
using weir::testing::PostgresqlServer;
using weir::testing::SqlSession;

namespace {

constexpr const char* kPassword = "a-long-swordfish";

// A server that asks user `app` for a password.
PostgresqlServer& server() {
  static PostgresqlServer* const server = [] {
    static PostgresqlServer made;
    SqlSession session(made.address());
    session.run(std::string("CREATE ROLE app LOGIN PASSWORD '") + kPassword + "'");
    session.run("GRANT CREATE ON DATABASE weir TO app");
    made.require_passwords_of("app");
    return &made;
  }();
  return *server;
}

std::string policy_on(const std::string& directory, const std::string& password) {
  std::string policy = policy_with("memory:");
  policy.replace(policy.find("1000"), 4, "3");
  return policy.replace(policy.find("\"store\""), 0,
                        "\"quota_store\": {\"address\": \"postgresql:///weir?host=" + directory +
                            "&user=app\", \"password\": \"" + password + "\"}, ");
}

Error carried(weir_gate* gate) {
  const CallHandle call = new_call(gate);
  Error error(weir_call_carry(call.get(), kRequest.data(), kRequest.size()));
  if (error) return error;
  const weir_action* action = nullptr;
  return Error(weir_call_next_action(call.get(), &action));
}

Error fault_of(const std::string& policy) {
  GateHandle gate;
  Error error = open_gate(policy, gate);
  REQUIRE_FALSE(gate);
  return error;
}

}  // namespace

TEST_CASE("two gates with memory of their own share the counts of one server") {
  ::setenv("WEIR_TEST_KEY", "sk-test", 1);       // NOLINT(concurrency-mt-unsafe)
  ::setenv("WEIR_TEST_PASSWORD", kPassword, 1);  // NOLINT(concurrency-mt-unsafe)
  SqlSession(server().address()).run("DROP SCHEMA IF EXISTS weir CASCADE");
  const std::string policy = policy_on(server().directory(), "env:WEIR_TEST_PASSWORD");
  const GateHandle first = opened(policy);
  const GateHandle second = opened(policy);
  CHECK_FALSE(carried(first.get()));
  CHECK_FALSE(carried(second.get()));
  CHECK_FALSE(carried(first.get()));
  for (weir_gate* const gate : {first.get(), second.get()}) {
    const Error refused = carried(gate);
    REQUIRE(refused);
    CHECK(reason_of(refused) == "quota.exceeded");
    CHECK(weir_error_code(refused.get()) == WEIR_OVER_QUOTA);
  }
}

TEST_CASE("a gate whose server or password is not to be had does not open, and shows nothing") {
  ::setenv("WEIR_TEST_PASSWORD", "a-wrong-herring", 1);  // NOLINT(concurrency-mt-unsafe)
  const Error wrong = fault_of(policy_on(server().directory(), "env:WEIR_TEST_PASSWORD"));
  CHECK(reason_of(wrong) == "store.permissions");
  CHECK(std::string(weir_error_message(wrong.get(), nullptr)).find("herring") == std::string::npos);
  const Error unset = fault_of(policy_on(server().directory(), "env:WEIR_TEST_UNSET"));
  CHECK(reason_of(unset) == "key.missing");
  const Error nowhere = fault_of(policy_on("/nonexistent", "env:WEIR_TEST_PASSWORD"));
  CHECK(reason_of(nowhere) == "store.unreachable");
}
