// From a call to its charges: which quotas hold, under which keys, and with which limits.
#include "gateway/charges.h"

#include "call_harness.h"

namespace weir::testing {
namespace {

std::string policy_with(const std::string& quotas) {
  return R"({"weir": 1,
    "providers": {"one": {"format": "openai", "base_url": "http://127.0.0.1:1/v1"},
                  "two": {"format": "openai", "base_url": "http://127.0.0.1:2/v1"}},
    "endpoints": {"assistant": {"targets": [{"provider": "one", "model": "gpt-4o-mini"},
                                            {"provider": "two", "model": "local"}]}},
    "prices": {"local": {"input": 1000, "output": 1000}},
    "store": "memory:", "quotas": [)" +
         quotas + "]}";
}

std::string quota(const std::string& rest) {
  return R"({"name": "q", "window": {"kind": "bucket", "length": "1m"}, )" + rest + "}";
}

Caller caller() {
  Caller caller;
  caller.user = "matti";
  caller.groups = {"research", "staff"};
  caller.app = "notebook";
  caller.tags = {{"team", "a|b=c"}};
  return caller;
}

// "key limit/capacity", one a line.
std::string charges_of(const std::string& quotas, const Caller& who, size_t target = 0) {
  const auto in_force = put(policy_with(quotas));
  const EndpointPolicy& endpoint = in_force->policy.endpoints.front();
  const auto charges = charges_for(in_force->policy, in_force->prices, who, endpoint,
                                   endpoint.targets[target], {10, 20, false});
  REQUIRE(charges.ok());
  std::string text;
  for (const QuotaCharge& charge : charges.value()) {
    text += charge.key + " " + std::to_string(charge.limit) + "/" + std::to_string(charge.most()) +
            "\n";
  }
  return text;
}

TEST_CASE("a call is counted by every dimension and by their combinations", "[charges]") {
  CHECK(charges_of(quota(R"("per": ["tag:team"], "limit": {"requests": 5})"), caller()) ==
        "q|tag:team=a%7Cb%3Dc 5/5\n");
  CHECK(charges_of(quota(R"("per": ["tag:none"], "limit": {"requests": 5})"), caller()) ==
        "q|tag:none= 5/5\n");
  CHECK(charges_of(quota(R"("per": ["model", "provider", "app"], "limit": {"requests": 5})"),
                   caller(), 1) == "q|app=notebook|provider=two|model=local 5/5\n");
  CHECK(charges_of(quota(R"("per": ["tag:team", "group", "user"], "limit": {"requests": 5})"),
                   caller()) ==
        "q|user=matti|group=research|tag:team=a%7Cb%3Dc 5/5\n"
        "q|user=matti|group=staff|tag:team=a%7Cb%3Dc 5/5\n");
}

TEST_CASE("a quota holds for the calls that it matches", "[charges]") {
  const auto matches = [](const std::string& match, size_t target = 0) {
    return !charges_of(quota(R"("limit": {"requests": 5}, "match": {)" + match + "}"), caller(),
                       target)
                .empty();
  };
  CHECK(matches(R"("provider": "one")"));
  CHECK_FALSE(matches(R"("provider": "one")", 1));
  CHECK(matches(R"("tags": {"team": "a|b=c"}, "app": "notebook")"));
  CHECK_FALSE(matches(R"("tags": {"team": "a"})"));
  CHECK_FALSE(matches(R"("tags": {"team": "a|b=c", "other": "x"})"));
}

TEST_CASE("an override holds for its key alone, the first that fits", "[charges]") {
  const std::string limits = quota(
      R"("per": ["user", "group"], "limit": {"requests": 5, "tokens": 100},
         "burst": {"requests": 2},
         "overrides": [{"match": {"user": "matti", "group": "staff"}, "limit": {"requests": 50}},
                       {"match": {"user": "matti"}, "limit": {"tokens": 900}},
                       {"match": {"group": "research"}, "limit": {"tokens": 2}}])");
  CHECK(charges_of(limits, caller()) ==
        "q|user=matti|group=research 5/2\n"
        "q|user=matti|group=research 900/900\n"
        "q|user=matti|group=staff 50/50\n"
        "q|user=matti|group=staff 100/100\n");
  Caller other = caller();
  other.user = "maija";
  other.groups = {"staff"};
  CHECK(charges_of(limits, other) ==
        "q|user=maija|group=staff 5/2\n"
        "q|user=maija|group=staff 100/100\n");
}

TEST_CASE("calls at once are counted over no window", "[charges]") {
  const auto in_force =
      put(policy_with(quota(R"("limit": {"requests": 5, "concurrent_calls": 3})")));
  const EndpointPolicy& endpoint = in_force->policy.endpoints.front();
  const auto charges = charges_for(in_force->policy, in_force->prices, caller(), endpoint,
                                   endpoint.targets.front(), {10, 20, false});
  REQUIRE(charges.ok());
  REQUIRE(charges->size() == 2);
  CHECK(charges->at(0).window.kind == WindowKind::kBucket);
  CHECK(charges->at(1).window.kind == WindowKind::kConcurrent);
  CHECK(charges->at(1).amount == 1);
}

TEST_CASE("a quota that can never be satisfied is named when the policy loads", "[charges]") {
  const auto reason_of = [](const std::string& rest) {
    auto policy = parse_policy(policy_with(quota(rest)));
    REQUIRE(policy.ok());
    const auto matcher = HyperscanMatcher::open("");
    auto in_force = put_in_force(*policy.value(), *matcher.value(), Secret("digest key"));
    if (in_force.ok()) return std::string();
    CHECK(in_force.status().code() == Code::kInvalidPolicy);
    return std::string(in_force.status().reason()) + " " + std::string(in_force.status().details());
  };
  CHECK(reason_of(R"("limit": {"tokens": 1})") ==
        R"(quota.never_satisfiable {"pointer":"/quotas/0/limit","metric":"tokens"})");
  CHECK(reason_of(R"("limit": {"tokens": 2})").empty());
  // At 1000 USD a million tokens the least call costs 0.002 USD.
  CHECK(reason_of(R"("limit": {"usd": 0.0019}, "match": {"model": "local"})") ==
        R"(quota.never_satisfiable {"pointer":"/quotas/0/limit","metric":"usd"})");
  CHECK(reason_of(R"("limit": {"usd": 0.002}, "match": {"model": "local"})").empty());
  CHECK(reason_of(R"("limit": {"usd": 1}, "burst": {"usd": 0.0019}, "match": {"model": "local"})")
            .starts_with("quota.never_satisfiable"));
  CHECK(reason_of(R"("per": ["user"], "limit": {"tokens": 10},
                     "overrides": [{"match": {"user": "matti"}, "limit": {"tokens": 1}}])") ==
        R"(quota.never_satisfiable {"pointer":"/quotas/0/overrides/0/limit","metric":"tokens"})");
}

}  // namespace
}  // namespace weir::testing
