// What administrators do to accounts, over every store: quotas/quota_act.h.
#include "stores/quota/store_under_test.h"

namespace weir::test {
namespace {

constexpr WindowKind kTimed[] = {WindowKind::kFixed, WindowKind::kSliding, WindowKind::kBucket};

QuotaAct act_of(QuotaAct::Kind kind, const std::string& quota, const std::string& key = "") {
  return {kind, quota, key, {}, "liisa"};
}

QuotaAct grant_of(QuotaCharge charge, int64_t amount) {
  charge.amount = amount;
  QuotaAct act = act_of(QuotaAct::Kind::kGrant, charge.quota, charge.key);
  act.accounts = {charge};
  return act;
}

QuotaCharge of_user(const std::string& user, const Window& window, int64_t limit, int64_t amount) {
  QuotaCharge made = charge("q", window, limit, amount);
  made.key = "q|user=" + user;
  return made;
}

TEMPLATE_TEST_CASE("a frozen key is refused until it is unfrozen, others pass", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window minute = window_of(WindowKind::kFixed);
  const QuotaCharge matti = of_user("matti", minute, 10, 1);
  const QuotaCharge other = charge("other", minute, 10, 1);
  const Attempt running = reserve(*store, {matti});
  REQUIRE(store->administer(act_of(QuotaAct::Kind::kFreeze, "q", matti.key)).ok());
  const Attempt refused = reserve(*store, {other, matti});
  CHECK(refused.reason() == "quota.frozen");
  CHECK(refused.result.status().code() == Code::kDenied);
  CHECK(refused.result.status().details() == R"({"quota":"q","key":"q|user=matti"})");
  CHECK(state_of(*store, "other").reserved == 0);
  CHECK(reserve(*store, {of_user("maija", minute, 10, 1)}).ok());
  CHECK(reserve(*store, {other}).ok());
  // What is under way goes on and settles.
  REQUIRE(store->settle(running.id, {}).ok());
  CHECK(state_of(*store, "q").settled + state_of(*store, "q").reserved >= 1);
  const auto frozen = store->frozen();
  REQUIRE(frozen.ok());
  REQUIRE(frozen->size() == 1);
  CHECK(frozen->front().key == matti.key);
  REQUIRE(store->administer(act_of(QuotaAct::Kind::kUnfreeze, "q", matti.key)).ok());
  CHECK(reserve(*store, {matti}).ok());
  CHECK(store->administer(act_of(QuotaAct::Kind::kUnfreeze, "q", matti.key)).reason() ==
        "quota.not_frozen");
}

TEMPLATE_TEST_CASE("a whole quota freezes with the keys that nobody has used yet", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window minute = window_of(WindowKind::kFixed);
  REQUIRE(store->administer(act_of(QuotaAct::Kind::kFreeze, "q", "q|user=matti")).ok());
  REQUIRE(store->administer(act_of(QuotaAct::Kind::kFreeze, "q")).ok());
  CHECK(reserve(*store, {of_user("maija", minute, 10, 1)}).reason() == "quota.frozen");
  CHECK(reserve(*store, {charge("other", minute, 10, 1)}).ok());
  REQUIRE(store->administer(act_of(QuotaAct::Kind::kUnfreeze, "q")).ok());
  CHECK(reserve(*store, {of_user("maija", minute, 10, 1)}).ok());
  CHECK(reserve(*store, {of_user("matti", minute, 10, 1)}).ok());
}

TEMPLATE_TEST_CASE("a reset forgets what was used and not what is reserved", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  for (const WindowKind kind : kTimed) {
    const std::string quota = "q" + std::to_string(static_cast<int>(kind));
    const QuotaCharge some = charge(quota, window_of(kind), 100, 60);
    REQUIRE(store->settle(reserve(*store, {some}).id, {{Metric::kRequests, 75}}).ok());
    const Attempt running = reserve(*store, {charge(quota, window_of(kind), 100, 20)});
    REQUIRE(running.ok());
    REQUIRE(store->administer(act_of(QuotaAct::Kind::kReset, quota, some.key)).ok());
    CHECK(state_of(*store, quota).settled == 0);
    CHECK(state_of(*store, quota).over == 0);
    CHECK(state_of(*store, quota).reserved == 20);
    CHECK_FALSE(reserve(*store, {charge(quota, window_of(kind), 100, 81)}).ok());
    CHECK(reserve(*store, {charge(quota, window_of(kind), 100, 80)}).ok());
    REQUIRE(store->settle(running.id, {{Metric::kRequests, 5}}).ok());
    CHECK(state_of(*store, quota).settled == 5);
  }
}

TEMPLATE_TEST_CASE("a reset without a key is for every key of the quota", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const Window minute = window_of(WindowKind::kFixed);
  for (const char* const user : {"matti", "maija"}) {
    REQUIRE(store->settle(reserve(*store, {of_user(user, minute, 1, 1)}).id, {}).ok());
  }
  REQUIRE(store->settle(reserve(*store, {charge("other", minute, 1, 1)}).id, {}).ok());
  REQUIRE(store->administer(act_of(QuotaAct::Kind::kReset, "q", "q|user=matti")).ok());
  CHECK(reserve(*store, {of_user("matti", minute, 1, 1)}).ok());
  CHECK_FALSE(reserve(*store, {of_user("maija", minute, 1, 1)}).ok());
  REQUIRE(store->administer(act_of(QuotaAct::Kind::kReset, "q")).ok());
  CHECK(reserve(*store, {of_user("maija", minute, 1, 1)}).ok());
  CHECK_FALSE(reserve(*store, {charge("other", minute, 1, 1)}).ok());
}

TEMPLATE_TEST_CASE("a grant adds to the present window alone", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  for (const WindowKind kind : kTimed) {
    const std::string quota = "q" + std::to_string(static_cast<int>(kind));
    const QuotaCharge ten = charge(quota, window_of(kind), 10, 10);
    REQUIRE(store->administer(grant_of(ten, 7)).ok());  // nobody has used it yet
    CHECK(state_of(*store, quota).granted == 7);
    CHECK(state_of(*store, quota).remaining() == 17);
    const Attempt first = reserve(*store, {ten});
    REQUIRE(first.ok());
    CHECK(first.result->at(0).remaining == 7);
    CHECK(first.result->at(0).limit == 10);
    REQUIRE(reserve(*store, {charge(quota, window_of(kind), 10, 7)}).ok());
    CHECK_FALSE(reserve(*store, {charge(quota, window_of(kind), 10, 1)}).ok());
    REQUIRE(store->settle(first.id, {{Metric::kRequests, 4}}).ok());
    CHECK(state_of(*store, quota).remaining() == 6);
  }
  time.advance_us(2 * kMinuteUs);
  for (const WindowKind kind : kTimed) {
    const std::string quota = "q" + std::to_string(static_cast<int>(kind));
    const int64_t reserved = kind == WindowKind::kSliding ? 7 : 0;  // still under way
    CHECK_FALSE(reserve(*store, {charge(quota, window_of(kind), 10, 10 - reserved + 1)}).ok());
    CHECK(reserve(*store, {charge(quota, window_of(kind), 10, 10 - reserved)}).ok());
    CHECK(state_of(*store, quota).granted == 0);
  }
}

TEMPLATE_TEST_CASE("a grant to a lifetime stays, and two add up", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const QuotaCharge life = charge("q", endless(WindowKind::kLifetime), 5, 5);
  REQUIRE(store->settle(reserve(*store, {life}).id, {}).ok());
  REQUIRE(store->administer(grant_of(life, 2)).ok());
  REQUIRE(store->administer(grant_of(life, 3)).ok());
  time.advance_us(400LL * 24 * 60 * kMinuteUs);
  CHECK(reserve(*store, {life}).ok());
  CHECK_FALSE(reserve(*store, {charge("q", endless(WindowKind::kLifetime), 5, 1)}).ok());
}

TEMPLATE_TEST_CASE("a grant of nothing is refused", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const QuotaCharge ten = charge("q", window_of(WindowKind::kFixed), 10, 10);
  CHECK(store->administer(grant_of(ten, 0)).reason() == "quota.bad_grant");
  CHECK(store->administer(grant_of(ten, -1)).reason() == "quota.bad_grant");
  CHECK(store->administer(act_of(QuotaAct::Kind::kGrant, "q")).reason() == "quota.bad_grant");
  CHECK(store->events(10)->empty());
}

TEMPLATE_TEST_CASE("acts leave a trace: who, when and what", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const QuotaCharge ten = charge("q", window_of(WindowKind::kFixed), 10, 10, Metric::kTotalTokens);
  REQUIRE(store->administer(act_of(QuotaAct::Kind::kFreeze, "q")).ok());
  time.advance_us(kSecondUs);
  REQUIRE(store->administer(act_of(QuotaAct::Kind::kUnfreeze, "q")).ok());
  REQUIRE(store->administer(grant_of(ten, 7)).ok());
  REQUIRE(store->administer(act_of(QuotaAct::Kind::kReset, "q", ten.key)).ok());
  const auto events = store->events(3);
  REQUIRE(events.ok());
  REQUIRE(events->size() == 3);
  CHECK(events->at(0).kind == "reset");
  CHECK(events->at(0).key == ten.key);
  CHECK(events->at(0).actor == "liisa");
  CHECK(events->at(0).at_us == kNoonUs + kSecondUs);
  CHECK_FALSE(events->at(0).amount.has_value());
  CHECK(events->at(1).kind == "grant");
  CHECK(events->at(1).metric == Metric::kTotalTokens);
  CHECK(events->at(1).amount == 7);
  CHECK(events->at(2).kind == "unfreeze");
  CHECK(store->events(10)->back().kind == "freeze");
  CHECK(store->events(10)->back().at_us == kNoonUs);
}

TEST_CASE("what is frozen in one process is refused in the others at once") {
  ManualTime time;
  InSqlite first(time);
  SqliteQuotaOptions options;
  options.directory = first.directory.store();
  options.time = &time;
  auto second = SqliteQuotaStore::open(options);
  REQUIRE(second.ok());
  const QuotaCharge one = charge("q", window_of(WindowKind::kFixed), 10, 1);
  REQUIRE(reserve(**second, {one}).ok());
  REQUIRE(first->administer(act_of(QuotaAct::Kind::kFreeze, "q", one.key)).ok());
  CHECK(reserve(**second, {one}).reason() == "quota.frozen");
  first.reopen();
  CHECK(reserve(*first, {one}).reason() == "quota.frozen");
}

}  // namespace
}  // namespace weir::test
