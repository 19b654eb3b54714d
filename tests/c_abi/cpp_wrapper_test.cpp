// weir.hpp in two units of one program: what it defines must be inline.
#include <weir/weir.hpp>

#include "c_abi/cpp_wrapper_unit.h"
#include "c_abi/fixture.h"

using namespace weir::test;

TEST_CASE("Two units with weir.hpp share handles and errors") {
  weir::gate gate = opened_elsewhere(policy_with("memory:"));
  CHECK(gate.policy_path().empty());
  CHECK(gate.quotas().find("\"key\":\"rpm|user=*\"") != std::string::npos);
  CHECK(gate.quota_events() == "[]");
  CHECK_THROWS_AS(gate.freeze_quota("rmp"), weir::error);
  gate.freeze_quota("rpm", "user=matti");
  CHECK(gate.try_unfreeze_quota("rpm").ok());
  CHECK(gate.quota_events(1).find("unfreeze") != std::string::npos);
  const weir::result<weir::gate> refused = weir::gate::try_open({.policy_text = "{"});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code() == WEIR_INVALID_POLICY);
  CHECK_THROWS_AS(opened_elsewhere("{"), weir::error);
  weir::scanner scanner = weir::scanner::make({.detect = "EMAIL_ADDRESS"});
  CHECK(scanned_elsewhere(scanner, "write to matti@example.org now") ==
        "write to <EMAIL_ADDRESS> now");
}
