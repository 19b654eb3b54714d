// Thresholds, and charges that only warn, over memory and SQLite.
#include "stores/quota/store_under_test.h"

namespace weir::test {
namespace {

QuotaCharge told(const Window& window, int64_t limit, int64_t amount,
                 OnExceed on_exceed = OnExceed::kRefuse) {
  QuotaCharge made = charge("q", window, limit, amount);
  made.thresholds = {50, 80, 100};
  made.on_exceed = on_exceed;
  return made;
}

// The percents that were told since the last look.
struct Ear {
  explicit Ear(QuotaStore& store) {
    store.set_event_hook([this](const QuotaEvent& event) {
      CHECK(event.kind == "threshold");
      CHECK(event.key == "q|user=matti");
      heard += std::to_string(event.amount.value_or(-1)) + " ";
    });
  }
  std::string take() { return std::exchange(heard, ""); }
  std::string heard;
};

TEMPLATE_TEST_CASE("a threshold is told once in a window", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  Ear ear(*store);
  const Window minute = window_of(WindowKind::kFixed);
  for (int window = 0; window < 2; ++window) {
    REQUIRE(reserve(*store, {told(minute, 10, 4)}).ok());
    CHECK(ear.take().empty());
    REQUIRE(reserve(*store, {told(minute, 10, 1)}).ok());
    CHECK(ear.take() == "50 ");
    const Attempt back = reserve(*store, {told(minute, 10, 2)});
    REQUIRE(store->release(back.id).ok());
    CHECK(ear.take().empty());
    REQUIRE(reserve(*store, {told(minute, 10, 5)}).ok());
    CHECK(ear.take() == "80 100 ");
    CHECK_FALSE(reserve(*store, {told(minute, 10, 1)}).ok());
    CHECK(ear.take().empty());
    time.advance_us(kMinuteUs);
  }
  CHECK(store->events(10)->size() == 6);
  CHECK(store->events(1)->front().amount == 100);
  CHECK(store->events(1)->front().actor.empty());
}

TEMPLATE_TEST_CASE("a refusal comes to the end of a limit, and takes nothing", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  Ear ear(*store);
  for (const WindowKind kind : {WindowKind::kFixed, WindowKind::kSliding, WindowKind::kBucket}) {
    const Window window = window_of(kind);
    REQUIRE(reserve(*store, {told(window, 10, 7)}).ok());
    CHECK(ear.take() == "50 ");
    for (int i = 0; i < 3; ++i) {
      CHECK_FALSE(reserve(*store, {told(window, 10, 4), charge("other", window, 10, 1)}).ok());
      CHECK(ear.take() == (i == 0 ? "80 100 " : ""));
    }
    CHECK(state_of(*store, "other").reserved == 0);
    CHECK(reserve(*store, {told(window, 10, 3)}).ok());
    CHECK(ear.take().empty());
  }
}

TEMPLATE_TEST_CASE("windows without an end of their own tell again after their length", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  Ear ear(*store);
  const Window bucket = window_of(WindowKind::kBucket);
  REQUIRE(reserve(*store, {told(bucket, 10, 5)}).ok());
  CHECK(ear.take() == "50 ");
  time.advance_us(kMinuteUs - 1);  // it is full again
  REQUIRE(reserve(*store, {told(bucket, 10, 5)}).ok());
  CHECK(ear.take().empty());
  time.advance_us(kMinuteUs);
  REQUIRE(reserve(*store, {told(bucket, 10, 5)}).ok());
  CHECK(ear.take() == "50 ");
}

TEMPLATE_TEST_CASE("a reset lets thresholds be told again", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  Ear ear(*store);
  const Window life = endless(WindowKind::kLifetime);
  REQUIRE(store->settle(reserve(*store, {told(life, 10, 10)}).id, {}).ok());
  CHECK(ear.take() == "50 80 100 ");
  REQUIRE(store->administer({QuotaAct::Kind::kReset, "q", "", {}, "liisa"}).ok());
  REQUIRE(reserve(*store, {told(life, 10, 5)}).ok());
  CHECK(ear.take() == "50 ");
}

TEMPLATE_TEST_CASE("a charge that only warns passes, and counts beyond the limit", "",
                   WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  Ear ear(*store);
  for (const WindowKind kind : {WindowKind::kFixed, WindowKind::kSliding, WindowKind::kBucket}) {
    const Window window = window_of(kind);
    const Attempt first = reserve(*store, {told(window, 10, 8, OnExceed::kWarn)});
    REQUIRE(first.ok());
    CHECK_FALSE(first.result->at(0).exceeded);
    const Attempt second = reserve(*store, {told(window, 10, 15, OnExceed::kWarn)});
    REQUIRE(second.ok());
    CHECK(second.result->at(0).exceeded);
    CHECK(second.result->at(0).remaining == 0);
    CHECK(ear.take() == "50 80 100 ");
    REQUIRE(store->settle(second.id, {{Metric::kRequests, 12}}).ok());
    const Result<std::vector<QuotaState>> states = store->read();
    const auto state = std::find_if(states->begin(), states->end(),
                                    [kind](const auto& each) { return each.window.kind == kind; });
    CHECK(state->settled + state->reserved == 20);
    // The same account under a limit that refuses.
    CHECK(reserve(*store, {told(window, 10, 1)}).reason() == "quota.exceeded");
  }
}

TEMPLATE_TEST_CASE("of several refusals the strictest on_exceed is named", "", WEIR_QUOTA_STORES) {
  ManualTime time;
  TestType store(time);
  const auto of = [](const char* name, WindowKind kind, OnExceed on_exceed) {
    QuotaCharge made = charge(name, window_of(kind, 60 * kMinuteUs), 1, 1);
    made.on_exceed = on_exceed;
    return made;
  };
  const QuotaCharge wait = of("a", WindowKind::kFixed, OnExceed::kWait);
  const QuotaCharge refuse = of("b", WindowKind::kBucket, OnExceed::kRefuse);
  const QuotaCharge downgrade = of("c", WindowKind::kFixed, OnExceed::kDowngrade);
  REQUIRE(reserve(*store, {wait, refuse, downgrade}).ok());
  const auto named = [&store](std::vector<QuotaCharge> charges) {
    return refused_quota(reserve(*store, std::move(charges)).result.status());
  };
  CHECK(named({wait, refuse, downgrade}) == "b");
  CHECK(named({wait, downgrade}) == "c");
  CHECK(named({wait}) == "a");
  QuotaCharge two = downgrade;
  two.amount = 2;
  CHECK(named({two, refuse}) == "c");  // never, rather than not now
}

TEST_CASE("one of several stores on a directory tells of a threshold") {
  ManualTime time;
  InSqlite first(time);
  SqliteQuotaOptions options;
  options.directory = first.directory.store();
  options.time = &time;
  auto second = SqliteQuotaStore::open(options);
  REQUIRE(second.ok());
  Ear one(*first);
  Ear other(**second);
  const Window minute = window_of(WindowKind::kFixed);
  REQUIRE(reserve(*first, {told(minute, 10, 5)}).ok());
  REQUIRE(reserve(**second, {told(minute, 10, 3)}).ok());
  CHECK_FALSE(reserve(*first, {told(minute, 10, 3)}).ok());
  CHECK_FALSE(reserve(**second, {told(minute, 10, 3)}).ok());
  CHECK(one.take() == "50 100 ");
  CHECK(other.take() == "80 ");
}

}  // namespace
}  // namespace weir::test
