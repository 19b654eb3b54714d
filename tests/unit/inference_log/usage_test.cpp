#include "inference_log/usage.h"

#include "support/catch.h"

TEST_CASE("usage is grouped by names of a closed set", "[usage]") {
  const auto keys = weir::parse_usage_keys({"day", "user"});
  REQUIRE(keys.ok());
  CHECK(keys.value() == std::vector<weir::UsageKey>{weir::UsageKey::kDay, weir::UsageKey::kUser});
  CHECK(weir::parse_usage_keys({}).ok());

  for (const auto& wrong : std::vector<std::vector<std::string>>{
           {"users"}, {""}, {"user", "user"}, {"User"}, {"1; DROP TABLE inference"}}) {
    const auto refused = weir::parse_usage_keys(wrong);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.status().code() == weir::Code::kInvalidArgument);
    CHECK(refused.status().reason() == "usage.by");
  }
  const auto refused = weir::parse_usage_keys({"users"});
  CHECK(refused.status().message().find("user, group, app") != std::string_view::npos);
}

TEST_CASE("an answer has one count for each outcome, and they add up", "[usage]") {
  weir::UsageRow row;
  row.keys = {std::string("matti"), std::nullopt};
  row.calls[static_cast<size_t>(weir::Outcome::kAnswered)] = 2;
  row.calls[static_cast<size_t>(weir::Outcome::kBlocked)] = 1;
  row.input_tokens = 10;
  row.cost_nano_usd = 150'000;
  CHECK(weir::usage_json({weir::UsageKey::kUser, weir::UsageKey::kApp}, {row}) ==
        R"([{"user":"matti","app":null,"calls":3,"in_flight":0,"answered":2,"blocked":1,)"
        R"("over_quota":0,"denied":0,"invalid":0,"failed":0,"timeout":0,"cancelled":0,)"
        R"("interrupted":0,"input_tokens":10,"output_tokens":0,"total_tokens":0,)"
        R"("cost_usd":"0.00015"}])");
  CHECK(weir::usage_json({}, {}) == "[]");
}
