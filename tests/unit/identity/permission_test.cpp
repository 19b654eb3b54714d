#include "identity/permission.h"

#include <string>

#include "support/catch.h"

using weir::AllowEntry;
using weir::Caller;
using weir::EndpointPolicy;
using weir::permit;

namespace {

EndpointPolicy endpoint_for(std::vector<AllowEntry> allow) {
  EndpointPolicy endpoint;
  endpoint.name = "assistant";
  endpoint.allow = std::move(allow);
  return endpoint;
}

Caller caller_of(std::string user, std::vector<std::string> groups = {}) {
  Caller caller;
  caller.user = std::move(user);
  caller.groups = std::move(groups);
  return caller;
}

}  // namespace

TEST_CASE("without a list everyone may; with an empty one nobody may", "[permission]") {
  EndpointPolicy endpoint;
  CHECK(permit(endpoint, caller_of("matti")).ok());
  endpoint.allow.emplace();
  CHECK_FALSE(permit(endpoint, caller_of("matti")).ok());
}

TEST_CASE("users, groups and everyone are told apart", "[permission]") {
  const EndpointPolicy endpoint =
      endpoint_for({{AllowEntry::Kind::kUser, "matti"}, {AllowEntry::Kind::kGroup, "research"}});
  CHECK(permit(endpoint, caller_of("matti")).ok());
  CHECK(permit(endpoint, caller_of("liisa", {"finance", "research"})).ok());
  CHECK_FALSE(permit(endpoint, caller_of("research")).ok());
  CHECK_FALSE(permit(endpoint, caller_of("liisa", {"matti"})).ok());
  CHECK_FALSE(permit(endpoint, caller_of("Matti")).ok());
  CHECK_FALSE(permit(endpoint, caller_of("matti ")).ok());
  CHECK(permit(endpoint_for({{AllowEntry::Kind::kEveryone, ""}}), caller_of("x")).ok());
}

TEST_CASE("a denial names the caller and the endpoint, and no one else", "[permission]") {
  const weir::Status denied =
      permit(endpoint_for({{AllowEntry::Kind::kUser, "boss"}}), caller_of("liisa"));
  CHECK(denied.code() == weir::Code::kDenied);
  CHECK(denied.reason() == "endpoint.denied");
  CHECK(denied.message().find("liisa") != std::string_view::npos);
  CHECK(denied.message().find("assistant") != std::string_view::npos);
  CHECK(denied.message().find("boss") == std::string_view::npos);
}

TEST_CASE("an unknown endpoint brings the nearest one", "[permission]") {
  weir::Policy policy;
  policy.endpoints.push_back(endpoint_for({}));
  REQUIRE(weir::find_endpoint(policy, "assistant").ok());
  CHECK(*weir::find_endpoint(policy, "assistant") == policy.endpoints.data());
  const auto unknown = weir::find_endpoint(policy, "asistant");
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.status().code() == weir::Code::kInvalidArgument);
  CHECK(unknown.status().reason() == "endpoint.unknown");
  CHECK(unknown.status().message().find("\"assistant\"?") != std::string_view::npos);
  const auto odd = weir::find_endpoint(policy, "CANARY\n");
  CHECK(odd.status().message().find("CANARY") == std::string_view::npos);
  CHECK_FALSE(weir::find_endpoint(policy, "").ok());
}
