#include "inference_log/prices.h"

#include <limits>
#include <random>

#include "support/catch.h"

namespace {

constexpr int64_t kMax = std::numeric_limits<int64_t>::max();

weir::PriceList list_of(std::vector<weir::Price> overrides) {
  auto list = weir::PriceList::make(std::move(overrides));
  REQUIRE(list.ok());
  return std::move(list).value();
}

weir::Price price(std::string model, weir::TokenPrices standard) {
  weir::Price made;
  made.model = std::move(model);
  made.standard = standard;
  return made;
}

}  // namespace

TEST_CASE("the built-in list is sorted, dated, sourced and whole", "[prices]") {
  const auto& list = weir::built_in_prices();
  REQUIRE(list.size() > 30);
  for (size_t i = 0; i < list.size(); ++i) {
    CAPTURE(list[i].model);
    if (i > 0) CHECK(list[i - 1].model < list[i].model);
    CHECK(list[i].as_of.size() == 10);
    CHECK(weir::kBuiltInPriceListId.substr(5) >= list[i].as_of);
    CHECK(list[i].source.substr(0, 8) == "https://");
    CHECK(list[i].standard.input > 0);
    CHECK(list[i].standard.cached_input > 0);
    CHECK(list[i].standard.cached_input <= list[i].standard.input);
    if (list[i].long_context_above_tokens > 0) {
      CHECK(list[i].long_context.input > list[i].standard.input);
      CHECK(list[i].long_context.output > list[i].standard.output);
    }
  }
}

TEST_CASE("a snapshot has its family's price, unless it has its own", "[prices]") {
  const weir::PriceList list = list_of({});
  const auto input = [&list](std::string_view model) -> int64_t {
    const auto match = list.find(model);
    return match ? match->price->standard.input : -1;
  };
  CHECK(input("gpt-4o-mini") == 150'000'000);
  CHECK(input("gpt-4o-mini-2024-07-18") == 150'000'000);
  CHECK(input("gpt-4o-2024-08-06") == 2'500'000'000);
  CHECK(input("gpt-4o-2024-05-13") == 5'000'000'000);
  CHECK(input("claude-3-5-haiku-20241022") == 800'000'000);
  CHECK(input("gemini-2.0-flash-001") == 100'000'000);
}

TEST_CASE("a model that is only like a known one has no price", "[prices]") {
  const weir::PriceList list = list_of({});
  for (const char* model :
       {"", "gpt", "gpt-4o-", "gpt-4o-mini-", "gpt-4o-mini-audio", "gpt-4o-mini-2024-13-18",
        "gpt-4o-mini-2024-07-32", "gpt-4o-mini-2024-07-1a", "gpt-4o-mini-20240018", "GPT-4O",
        "ft:gpt-4o-mini-2024-07-18:me::id", "gpt-4o-mini-2024-07-18-2024-07-18", "-2024-07-18",
        "2024-07-18", "gpt-4o-realtime-preview", "my-own-model"}) {
    CAPTURE(model);
    CHECK_FALSE(list.find(model).has_value());
  }
}

TEST_CASE("the policy's prices win", "[prices]") {
  const weir::PriceList list =
      list_of({price("gpt-4o", {7, 6, 8, 0}), price("mine", {1, 1, 2, 0})});
  CHECK(list.find("gpt-4o")->price->standard.input == 7);
  CHECK(list.find("gpt-4o")->list == "policy");
  CHECK(list.find("gpt-4o-2024-08-06")->price->standard.input == 7);
  CHECK(list.find("gpt-4o-2024-05-13")->price->standard.input == 5'000'000'000);
  CHECK(list.find("mine-2026-01-01")->price->standard.output == 2);
  CHECK(list.find("o3")->list == weir::kBuiltInPriceListId);
}

TEST_CASE("bad overrides are refused", "[prices]") {
  const auto reason = [](std::vector<weir::Price> overrides) {
    const auto list = weir::PriceList::make(std::move(overrides));
    return list.ok() ? std::string() : std::string(list.status().reason());
  };
  CHECK(reason({price("a", {-1, 0, 0, 0})}) == "price.invalid");
  CHECK(reason({price("a", {0, 0, -1, 0})}) == "price.invalid");
  CHECK(reason({price("", {1, 1, 1, 0})}) == "price.invalid");
  CHECK(reason({price("a", {1, 1, 1, 0}), price("a", {2, 2, 2, 0})}) == "price.invalid");
  CHECK(reason({price("free", {0, 0, 0, 0})}).empty());
}

TEST_CASE("costs are whole nano-USD, rounded up", "[prices]") {
  const weir::PriceList list = list_of({});
  const weir::Price& mini = *list.find("gpt-4o-mini")->price;
  // 1000 x $0.15 + 200 x $0.60 a million = $0.00027.
  CHECK(weir::actual_cost(mini, {1000, 0, 0, 200}) == 270'000);
  // 400 of them from the cache at half the price: $0.00024.
  CHECK(weir::actual_cost(mini, {1000, 400, 0, 200}) == 240'000);
  CHECK(weir::upper_bound(mini, {1000, 200, 3, true}) == 150'000 + 3 * 120'000);
  CHECK(weir::actual_cost(price("x", {1, 1, 1, 0}), {1, 0, 0, 0}) == 1);
  CHECK(weir::actual_cost(price("x", {1, 1, 1, 0}), {1'000'000, 0, 0, 1}) == 2);
  CHECK(weir::actual_cost(price("x", {1, 1, 1, 0}), {0, 0, 0, 0}) == 0);
}

TEST_CASE("a write to the cache has a price of its own", "[prices]") {
  const weir::PriceList list = list_of({});
  const weir::Price& haiku = *list.find("claude-3-5-haiku")->price;
  CHECK(weir::actual_cost(haiku, {1000, 0, 1000, 0}) == 1'600'000);
  CHECK(weir::upper_bound(haiku, {1000, 0, 1, true}) == 1'600'000);
  CHECK(weir::upper_bound(haiku, {1000, 0, 1, false}) == 800'000);
}

TEST_CASE("long inputs cost more where the list says so", "[prices]") {
  const weir::PriceList list = list_of({});
  const weir::Price& pro = *list.find("gemini-2.5-pro")->price;
  CHECK(weir::actual_cost(pro, {200'000, 0, 0, 0}) == 250'000'000);
  CHECK(weir::actual_cost(pro, {200'001, 0, 0, 0}) == 500'002'500);
  CHECK(weir::upper_bound(pro, {200'001, 10, 1, true}) >= 500'002'500 + 150'000);
}

TEST_CASE("what is not known is not cheap", "[prices]") {
  const weir::Price any = price("x", {1, 1, 1, 0});
  CHECK(weir::upper_bound(any, {-1, 1, 1, true}) == kMax);
  CHECK(weir::upper_bound(any, {1, -1, 1, true}) == kMax);
  CHECK(weir::upper_bound(any, {1, 1, -1, true}) == kMax);
  CHECK_FALSE(weir::actual_cost(any, {-1, 0, 0, 0}).has_value());
  CHECK_FALSE(weir::actual_cost(any, {1, 2, 0, 0}).has_value());
  CHECK_FALSE(weir::actual_cost(any, {3, 2, 2, 0}).has_value());
  CHECK_FALSE(weir::actual_cost(any, {1, kMax, kMax, 0}).has_value());
  CHECK_FALSE(weir::actual_cost(any, {1, 0, 0, -5}).has_value());
}

TEST_CASE("what does not fit is the greatest number", "[prices]") {
  const weir::Price dear = price("x", {kMax, kMax, kMax, kMax});
  CHECK(weir::upper_bound(dear, {kMax, kMax, kMax, true}) == kMax);
  CHECK(weir::actual_cost(dear, {kMax, 0, 0, kMax}) == kMax);
  CHECK(weir::actual_cost(dear, {1'000'000, 0, 0, 0}) == kMax);
  CHECK(weir::upper_bound(price("x", {1, 1, 1, 0}), {kMax, kMax, kMax, true}) > 0);
}

TEST_CASE("no use within the bound costs more than the bound", "[prices]") {
  std::mt19937_64 random(11);  // NOLINT: a fixed seed on purpose
  const auto below = [&random](int64_t limit) {
    return static_cast<int64_t>(random() % static_cast<uint64_t>(limit + 1));
  };
  const auto& list = weir::built_in_prices();
  for (int round = 0; round < 20'000; ++round) {
    const weir::Price& row = list[random() % list.size()];
    const weir::UsageBound bound{below(400'000), below(20'000), 1 + below(4), true};
    weir::ActualUsage usage;
    usage.input_tokens = below(bound.input_tokens);
    usage.cached_input_tokens = below(usage.input_tokens);
    usage.cache_write_tokens = below(usage.input_tokens - usage.cached_input_tokens);
    usage.output_tokens = below(bound.max_output_tokens * bound.choices);
    const auto cost = weir::actual_cost(row, usage);
    REQUIRE(cost.has_value());
    CHECK(*cost <= weir::upper_bound(row, bound));
    CHECK(*cost >= 0);
  }
}

TEST_CASE("money is written out exactly", "[prices]") {
  CHECK(weir::usd_text(0) == "0.00");
  CHECK(weir::usd_text(1) == "0.000000001");
  CHECK(weir::usd_text(150'000) == "0.00015");
  CHECK(weir::usd_text(12'500'000'000) == "12.50");
  CHECK(weir::usd_text(-1'000'000'000) == "-1.00");
  CHECK(weir::usd_text(kMax) == "9223372036.854775807");
  CHECK(weir::usd_text(std::numeric_limits<int64_t>::min()) == "-9223372036.854775808");
}
