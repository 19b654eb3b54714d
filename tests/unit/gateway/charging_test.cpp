// What attempts are charged: the sum that a row holds, and the reservations of owners that died.
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "gateway/gate.h"
#include "gateway/meter.h"
#include "policy/parser.h"
#include "support/catch.h"

using namespace weir;

namespace {

constexpr const char* kPolicy = R"({
  "weir": 1,
  "providers": {"p": {"format": "openai", "base_url": "http://127.0.0.1:1/v1"}},
  "endpoints": {"e": {"targets": [{"provider": "p", "model": "m"}]}},
  "store": "memory:"
})";

// A log that knows what it is told, and whose store may be broken.
class KnownUses final : public LogStore {
 public:
  Status append(const std::vector<LogEntry>&) override { return {}; }
  Result<std::string> read(const LogQuery&) override { return std::string("[]"); }
  Result<std::string> usage(const std::vector<std::string>&, int64_t) override {
    return std::string("[]");
  }
  Result<std::optional<LoggedUse>> find_use(const Uuid& id) override {
    if (is_broken) return Status(Code::kUnavailable, "store.broken", "the store is broken");
    const auto found = uses.find(id.text());
    return found == uses.end() ? std::nullopt : std::optional(found->second);
  }
  Result<int64_t> delete_before(int64_t) override { return int64_t{0}; }

  std::map<std::string, LoggedUse> uses;
  bool is_broken = false;
};

// A quota store that hands out the resolver that it was given.
class KeepsResolver final : public QuotaStore {
 public:
  Result<std::vector<QuotaRemaining>> reserve(const Reservation&) override {
    return std::vector<QuotaRemaining>();
  }
  Status settle(const Uuid&, const std::vector<ActualUse>&) override { return {}; }
  Status release(const Uuid&) override { return {}; }
  Result<std::vector<QuotaState>> read() override { return std::vector<QuotaState>(); }
  void set_reservation_resolver(const ReservationResolver& given) override { resolver = given; }

  ReservationResolver resolver;
};

class OneGeneration final : public Generation {
 public:
  uint64_t load() const override { return 1; }
  uint64_t raise() override { return 1; }
};

class NoKeys final : public KeyStore {
 public:
  Result<KeyGrant> key(const ProviderPolicy&) override {
    return Status(Code::kUnavailable, "key.missing", "no key");
  }
  void forget(std::string_view) override {}
};

LoggedUse answered() {
  LoggedUse use;
  use.outcome = Outcome::kAnswered;
  use.attempts = 1;
  use.input_tokens = 10;
  use.output_tokens = 5;
  use.total_tokens = 15;
  use.cost_nano_usd = 4500;
  return use;
}

std::map<Metric, int64_t> amounts(const std::vector<ActualUse>& used) {
  std::map<Metric, int64_t> out;
  for (const ActualUse& use : used) out[use.metric] = use.amount;
  return out;
}

Metered counted(int64_t input, int64_t output, std::optional<int64_t> cost) {
  Metered metered;
  metered.basis = ChargeBasis::kReported;
  metered.usage = {input, output, input + output, {}, {}};
  metered.cost_nano_usd = cost;
  return metered;
}

Metered of(ChargeBasis basis) {
  Metered metered;
  metered.basis = basis;
  return metered;
}

}  // namespace

TEST_CASE("a dead owner's call is charged what its row counts", "[charging]") {
  const std::map<Metric, int64_t> expected = {{Metric::kRequests, 1},
                                              {Metric::kInputTokens, 10},
                                              {Metric::kOutputTokens, 5},
                                              {Metric::kTotalTokens, 15},
                                              {Metric::kNanoUsd, 4500}};
  CHECK(amounts(use_on_record(answered())) == expected);
  LoggedUse refused = answered();  // by the provider: a request, no tokens
  refused.outcome = Outcome::kFailed;
  refused.input_tokens = refused.output_tokens = refused.total_tokens = refused.cost_nano_usd = 0;
  CHECK(amounts(use_on_record(refused))[Metric::kTotalTokens] == 0);
  LoggedUse no_price = answered();
  no_price.cost_nano_usd.reset();  // then money is charged as reserved
  CHECK(amounts(use_on_record(no_price)).count(Metric::kNanoUsd) == 0);
}

TEST_CASE("a dead owner's call is charged as reserved where its row does not count it",
          "[charging]") {
  LoggedUse swept = answered();
  swept.outcome = Outcome::kInterrupted;
  LoggedUse guessed = answered();
  guessed.usage_estimated = true;
  LoggedUse several = answered();
  several.attempts = 2;
  for (const LoggedUse& use : {swept, guessed, several}) CHECK(use_on_record(use).empty());
}

TEST_CASE("a gate gives its quota store the log to look reservations up in", "[charging]") {
  auto matcher = HyperscanMatcher::open("");
  REQUIRE(matcher.ok());
  auto log = std::make_unique<KnownUses>();
  auto quotas = std::make_unique<KeepsResolver>();
  KnownUses& uses = *log;
  KeepsResolver& store = *quotas;
  GateParts parts{std::move(matcher).value(), std::move(quotas), std::move(log),
                  std::make_unique<NoKeys>(), nullptr,           std::make_unique<OneGeneration>(),
                  Secret("digest key")};
  const auto policy = parse_policy(kPolicy);
  REQUIRE(policy.ok());
  const auto gate = Gate::open(std::move(parts), *policy, [&] { return *policy; });
  REQUIRE(gate.ok());
  const Uuid known = Uuid::make_v7(1'790'000'000'000'000);
  const Uuid swept = Uuid::make_v7(1'790'000'000'000'001);
  uses.uses[known.text()] = answered();
  uses.uses[swept.text()] = answered();
  uses.uses[swept.text()].outcome = Outcome::kInterrupted;
  CHECK(amounts(store.resolver(known).value())[Metric::kTotalTokens] == 15);
  CHECK(store.resolver(swept).value().empty());
  CHECK_FALSE(store.resolver(Uuid::make_v7(1'790'000'000'000'002)));  // not over, or not known
  uses.is_broken = true;
  CHECK_FALSE(store.resolver(known));
}

TEST_CASE("the sum over attempts", "[charging]") {
  const Metered none;
  const Metered both = with_attempt(with_attempt(none, counted(10, 5, 700)), counted(20, 1, 300));
  CHECK(both.usage.input_tokens == 30);
  CHECK(both.usage.output_tokens == 6);
  CHECK(both.usage.total_tokens == 36);
  CHECK(both.cost_nano_usd == 1000);
  CHECK_FALSE(both.estimated);
  // An attempt that nobody knows anything of: the rest is told, as an estimate.
  const Metered unknown = with_attempt(none, of(ChargeBasis::kUnknown));
  CHECK_FALSE(unknown.usage.total_tokens);
  CHECK_FALSE(unknown.cost_nano_usd);
  const Metered partial = with_attempt(unknown, counted(10, 5, 700));
  CHECK(partial.usage.total_tokens == 15);
  CHECK(partial.cost_nano_usd == 700);
  CHECK(partial.estimated);
  // What never left costs nothing; a model without a price makes the cost of all unknown.
  CHECK(with_attempt(with_attempt(none, of(ChargeBasis::kNeverSent)), counted(1, 1, 2))
            .cost_nano_usd == 2);
  CHECK_FALSE(with_attempt(counted(10, 5, 700), counted(1, 1, {})).cost_nano_usd);
  CHECK_FALSE(
      with_attempt(counted(INT64_MAX / 2, 0, 0), counted(INT64_MAX, 0, 0)).usage.input_tokens);
}
