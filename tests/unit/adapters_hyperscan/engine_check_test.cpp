#include "adapters/hyperscan/engine_check.h"

#include "support/catch.h"

using namespace weir;

TEST_CASE("releases with known faults are refused", "[engine]") {
  for (const auto* version : {"5.4.0 2021-01-26", "5.4.1", "5.4.2 2023-04-19", "5.4.13", "5.4.20",
                              "5.5.0", "6.0.1 2027-01-01"}) {
    CHECK(check_engine_version(version).ok());
  }
  for (const auto* version : {"5.4.9 2023-03-23", "5.4.3", "5.4.12", "5.3.2", "4.7.0", "", "5.4",
                              "unknown", "5.4.x", "-5.4.1"}) {
    const Status status = check_engine_version(version);
    CHECK(status.code() == Code::kUnsupported);
    CHECK(status.reason() == "engine.version");
  }
}

TEST_CASE("the engine of this machine passes its checks", "[engine]") {
  const Status status = check_engine();
  INFO(status.message());
  CHECK(status.ok());
}
