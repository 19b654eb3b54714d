#include "gateway/quota_desk.h"

#include "adapters/memory/memory_quota_store.h"
#include "policy/parser.h"
#include "support/catch.h"

namespace weir {
namespace {

constexpr const char* kPolicy = R"({"weir": 1,
  "providers": {"one": {"format": "openai", "base_url": "http://127.0.0.1:1/v1"}},
  "endpoints": {"assistant": {"targets": [{"provider": "one", "model": "gpt-4o-mini"}]}},
  "store": "memory:",
  "quotas": [
    {"name": "a", "per": ["user", "tag:team"], "limit": {"requests": 5, "tokens": 90},
     "window": {"kind": "lifetime"},
     "overrides": [{"match": {"user": "matti"}, "limit": {"tokens": 900}}]},
    {"name": "b", "limit": {"concurrent_calls": 2}}]})";

std::shared_ptr<const Policy> policy() {
  return parse_policy(kPolicy).value();
}

Result<QuotaAct> act(QuotaAct::Kind kind, const std::string& quota, const std::string& key = "",
                     const std::string& metric = "", int64_t amount = 0) {
  return act_for(*policy(), {kind, quota, key, metric, amount, "liisa"});
}

std::string key_or_reason(const std::string& quota, const std::string& key) {
  const auto made = act(QuotaAct::Kind::kFreeze, quota, key);
  return made.ok() ? made->key : std::string(made.status().reason());
}

TEST_CASE("a key names what the quota is counted per, in any order", "[quota_desk]") {
  CHECK(key_or_reason("a", "user=matti,tag:team=x") == "a|user=matti|tag:team=x");
  CHECK(key_or_reason("a", "tag:team=x|y,user=a,b=c") == "a|user=a,b%3Dc|tag:team=x%7Cy");
  CHECK(key_or_reason("a", "user=,tag:team=") == "a|user=|tag:team=");
  CHECK(key_or_reason("a", "") == "");
  for (const char* const wrong : {"user=matti", "user", "x=1,user=matti,tag:team=x", "matti",
                                  "user=matti,tag:team=x,user=maija", "user=matti;tag:team=x"}) {
    INFO(wrong);
    CHECK(key_or_reason("a", wrong) == "quota.bad_key");
  }
  CHECK(key_or_reason("b", "") == "b");
  CHECK(key_or_reason("b", "user=matti") == "quota.bad_key");
  CHECK(key_or_reason("c", "") == "quota.unknown");
}

TEST_CASE("a grant is for one limit of one key, under its own limits", "[quota_desk]") {
  constexpr auto kGrant = QuotaAct::Kind::kGrant;
  const auto granted = act(kGrant, "a", "user=matti,tag:team=x", "tokens", 7);
  REQUIRE(granted.ok());
  REQUIRE(granted->accounts.size() == 1);
  CHECK(granted->accounts.front().limit == 900);
  CHECK(granted->accounts.front().amount == 7);
  CHECK(granted->accounts.front().key == "a|user=matti|tag:team=x");
  CHECK(granted->actor == "liisa");
  const auto reason = [](const Result<QuotaAct>& made) { return made.status().reason(); };
  CHECK(reason(act(kGrant, "a", "user=matti,tag:team=x", "", 7)) == "quota.bad_grant");
  CHECK(reason(act(kGrant, "a", "user=matti,tag:team=x", "usd", 7)) == "quota.bad_grant");
  CHECK(reason(act(kGrant, "a", "", "tokens", 7)) == "quota.bad_grant");
  CHECK(reason(act(kGrant, "a", "user=matti,tag:team=x", "tokens", 0)) == "quota.bad_grant");
  CHECK(reason(act(kGrant, "a", "user=matti,tag:team=x", "tokens", INT64_MAX)) ==
        "quota.bad_grant");
  CHECK(act(kGrant, "b", "", "", 1).ok());
}

TEST_CASE("an overview shows every limit, used or not, as the policy has it", "[quota_desk]") {
  MemoryQuotaStore store;
  const auto line = [&store] {
    std::string text;
    for (const QuotaState& state : overview(*policy(), store).value()) {
      text += state.key + " " + std::string(name_of(state.metric)) + " " +
              std::to_string(state.settled + state.reserved) + "/" + std::to_string(state.limit) +
              (state.frozen ? " frozen" : "") + "\n";
    }
    return text;
  };
  CHECK(line() ==
        "a|user=*|tag:team=* requests 0/5\na|user=*|tag:team=* tokens 0/90\n"
        "b concurrent_calls 0/2\n");
  QuotaCharge charge;
  charge.quota = "a";
  charge.key = "a|user=matti|tag:team=x";
  charge.metric = Metric::kTotalTokens;
  charge.window = Window{WindowKind::kLifetime};
  charge.limit = 50;  // of an earlier policy
  charge.amount = 3;
  REQUIRE(store.reserve({Uuid::make_v7(1), {charge}, 1}).ok());
  REQUIRE(store.administer({QuotaAct::Kind::kFreeze, "b", "", {}, "liisa"}).ok());
  CHECK(line() ==
        "a|user=*|tag:team=* requests 0/5\na|user=matti|tag:team=x tokens 3/900\n"
        "b concurrent_calls 0/2 frozen\n");
}

}  // namespace
}  // namespace weir
