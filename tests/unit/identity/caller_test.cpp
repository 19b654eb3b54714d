#include "identity/caller.h"

#include <string>

#include "support/catch.h"

using weir::CallerOptions;
using weir::CallerSource;
using weir::identify;

namespace {

const weir::OperatingSystemUser kOs{"matti", {"staff", "research"}};

std::string fault(const CallerOptions& options) {
  const auto caller = identify(options, kOs);
  REQUIRE_FALSE(caller.ok());
  CHECK(caller.status().code() == weir::Code::kInvalidArgument);
  CHECK(caller.status().message().find("CANARY") == std::string_view::npos);
  return std::string(caller.status().reason());
}

}  // namespace

TEST_CASE("with no user it is the operating system's", "[caller]") {
  const auto caller = identify({}, kOs);
  REQUIRE(caller.ok());
  CHECK(caller->user == "matti");
  CHECK(caller->is_in("research"));
  CHECK(caller->source == CallerSource::kOsUser);
  CHECK(weir::name_of(caller->source) == "os_user");
}

TEST_CASE("an asserted user has the groups that were asserted, and no others", "[caller]") {
  CallerOptions options;
  options.user = std::string("liisa");
  auto caller = identify(options, kOs);
  REQUIRE(caller.ok());
  CHECK(caller->groups.empty());
  CHECK(caller->source == CallerSource::kAsserted);
  options.groups = {"finance"};
  caller = identify(options, kOs);
  CHECK(caller->is_in("finance"));
  CHECK_FALSE(caller->is_in("research"));
  CHECK(weir::name_of(caller->source) == "asserted");
}

TEST_CASE("groups that are asserted make the whole caller asserted", "[caller]") {
  CallerOptions options;
  options.groups = {"admins"};
  const auto caller = identify(options, kOs);
  REQUIRE(caller.ok());
  CHECK(caller->user == "matti");
  CHECK(caller->source == CallerSource::kAsserted);
}

TEST_CASE("an empty user is refused, not replaced", "[caller]") {
  CallerOptions options;
  options.user = std::string();
  CHECK(fault(options) == "caller.user");
}

TEST_CASE("names are bounded and hold no control characters", "[caller]") {
  for (const std::string& bad :
       {std::string("CANARY\n"), std::string("CANARY\0x", 8), std::string("CANARY\x7F"),
        std::string("CANARY\xC2\x85"), std::string("CANARY\xFF"), std::string("CANARY\xED\xA0\x80"),
        std::string(weir::kMaxCallerNameBytes, 'a').append("CANARY")}) {
    CallerOptions user;
    user.user = bad;
    CHECK(fault(user) == "caller.user");
    CallerOptions group;
    group.groups = {"good", bad};
    CHECK(fault(group) == "caller.group");
    CallerOptions app;
    app.app = bad;
    CHECK(fault(app) == "caller.app");
    CallerOptions tag_name;
    tag_name.tags = {{bad, "x"}};
    CHECK(fault(tag_name) == "caller.tag");
    CallerOptions tag_value;
    tag_value.tags = {{"x", bad}};
    CHECK(fault(tag_value) == "caller.tag");
  }
  CallerOptions good;
  good.user = std::string(weir::kMaxCallerNameBytes, 'a');
  good.app = "J\xC3\xA4rvi \xF0\x9F\x98\x80";
  good.tags = {{"cost-centre", ""}};
  CHECK(identify(good, kOs).ok());
}

TEST_CASE("lists are bounded", "[caller]") {
  CallerOptions options;
  options.groups = std::vector<std::string>(weir::kMaxCallerGroups, "g");
  for (size_t i = 0; i < weir::kMaxCallerTags; ++i) options.tags.emplace(std::to_string(i), "v");
  CHECK(identify(options, kOs).ok());
  options.groups->emplace_back("g");
  CHECK(fault(options) == "caller.group");
  options.groups->clear();
  options.tags.emplace("one more", "v");
  CHECK(fault(options) == "caller.tag");
}

TEST_CASE("the operating system's user has a name and groups", "[caller]") {
  const weir::OperatingSystemUser os = weir::read_operating_system_user();
  CHECK_FALSE(os.name.empty());
  CHECK_FALSE(os.groups.empty());
  CHECK(identify({}, os).ok());
}
