// Calls whose process is gone. Processes are told apart by locks of open files, so a store object
// that was destroyed counts as a dead process here; crash_test.cpp kills real ones.
#include <memory>

#include "adapters/sqlite/log_schema.h"
#include "adapters/sqlite/log_store.h"
#include "entries.h"
#include "support/catch.h"

using weir::test::answer_to;
using weir::test::entry;
using weir::test::intent_at;
using weir::test::kNoon;

namespace {

std::unique_ptr<weir::SqliteLogStore> open_in(const weir::test::TemporaryDirectory& directory) {
  weir::SqliteLogStore::Options options;
  options.directory = directory.path();
  options.synchronous = weir::Synchronous::kNormal;
  auto opened = weir::SqliteLogStore::open(options);
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

weir::Intent begin_call(weir::LogStore& store, const std::string& user) {
  weir::Intent intent = intent_at(kNoon, user);
  std::vector<weir::LogEntry> batch;
  batch.push_back(entry(intent));
  REQUIRE(store.append(batch).ok());
  return intent;
}

size_t count(weir::LogStore& store, const std::string& outcome) {
  const std::string rows = store.read({}).value();
  const std::string wanted = "\"outcome\":\"" + outcome + "\"";
  size_t found = 0;
  for (size_t at = rows.find(wanted); at != std::string::npos; at = rows.find(wanted, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("a dead owner's calls are interrupted, a living one's are not", "[log_sweep]") {
  const weir::test::TemporaryDirectory directory;
  auto dying = open_in(directory);
  const auto living = open_in(directory);
  begin_call(*dying, "gone");
  begin_call(*dying, "gone too");
  begin_call(*living, "here");

  auto visitor = open_in(directory);
  CHECK(visitor->swept() == 0);
  CHECK(count(*visitor, "in_flight") == 3);
  visitor.reset();

  dying.reset();
  const auto next = open_in(directory);
  CHECK(next->swept() == 2);
  CHECK(count(*next, "interrupted") == 2);
  CHECK(count(*next, "in_flight") == 1);
  CHECK(count(*living, "in_flight") == 1);
  CHECK(open_in(directory)->swept() == 0);
}

TEST_CASE("the next owner of a slot is not taken for the one before", "[log_sweep]") {
  const weir::test::TemporaryDirectory directory;
  for (int round = 0; round < 5; ++round) {
    const auto store = open_in(directory);
    CHECK(store->swept() == (round == 0 ? 0 : 1));
    begin_call(*store, "matti");
  }
}

TEST_CASE("what did happen replaces what the sweep assumed", "[log_sweep]") {
  const weir::test::TemporaryDirectory directory;
  auto first = open_in(directory);
  const weir::Intent intent = begin_call(*first, "matti");
  first.reset();
  const auto second = open_in(directory);
  CHECK(second->swept() == 1);
  std::vector<weir::LogEntry> batch;
  batch.push_back(entry(answer_to(intent)));
  REQUIRE(second->append(batch).ok());
  CHECK(count(*second, "answered") == 1);
  CHECK(count(*second, "interrupted") == 0);
}

TEST_CASE("the use of a call that is over is found by its id", "[log_sweep]") {
  weir::test::TemporaryDirectory directory;
  weir::SqliteLogStore::Options options;
  options.directory = directory.path();
  auto log = weir::SqliteLogStore::open(options);
  REQUIRE(log.ok());
  const weir::Intent intent = intent_at(kNoon);
  REQUIRE(log.value()->append({entry(intent)}).ok());
  const auto in_flight = log.value()->find_use(intent.request_id);
  REQUIRE(in_flight.ok());
  CHECK_FALSE(in_flight.value().has_value());

  weir::OutcomeRecord outcome;
  outcome.request_id = intent.request_id;
  outcome.outcome = weir::Outcome::kAnswered;
  outcome.input_tokens = 12;
  outcome.cost_nano_usd = 34;
  outcome.usage_estimated = true;
  REQUIRE(log.value()->append({entry(outcome)}).ok());
  const auto over = log.value()->find_use(intent.request_id);
  REQUIRE(over.ok());
  REQUIRE(over.value().has_value());
  CHECK(over.value()->input_tokens == 12);
  CHECK(over.value()->cost_nano_usd == 34);
  CHECK(over.value()->usage_estimated);
  CHECK_FALSE(over.value()->output_tokens.has_value());
  const auto unknown = log.value()->find_use(weir::Uuid::make_v7(kNoon));
  REQUIRE(unknown.ok());
  CHECK_FALSE(unknown.value().has_value());
}

TEST_CASE("calls are found however many went on record before and after", "[log_sweep]") {
  const weir::test::TemporaryDirectory directory;
  const auto living = open_in(directory);
  auto dying = open_in(directory);
  const auto many_answered = [](weir::LogStore& store) {
    for (int i = 0; i < 2500; ++i) {
      const weir::Intent intent = begin_call(store, "answered");
      REQUIRE(store.append({entry(answer_to(intent))}).ok());
    }
  };
  begin_call(*living, "here");
  const weir::Intent late = begin_call(*dying, "late");
  begin_call(*dying, "gone");
  many_answered(*dying);
  begin_call(*dying, "gone too");
  many_answered(*living);
  begin_call(*dying, "gone as well");
  REQUIRE(dying->append({entry(answer_to(late))}).ok());
  dying.reset();
  CHECK(open_in(directory)->swept() == 3);
  CHECK(open_in(directory)->swept() == 0);
}

// Ids begin again when the last row is deleted.
TEST_CASE("calls are found after every row before them was deleted", "[log_sweep]") {
  const weir::test::TemporaryDirectory directory;
  auto store = open_in(directory);
  for (int i = 0; i < 2000; ++i) {
    const weir::Intent intent = begin_call(*store, "answered");
    REQUIRE(store->append({entry(answer_to(intent))}).ok());
  }
  REQUIRE(store->delete_before(kNoon + 1).value() == 2000);
  begin_call(*store, "gone");
  store.reset();
  CHECK(open_in(directory)->swept() == 1);
}

TEST_CASE("a transaction that failed leaves no call behind", "[log_sweep]") {
  const weir::test::TemporaryDirectory directory;
  weir::sqlite::CallsInFlight calls;
  auto database = weir::sqlite::Database::open([&] {
    weir::sqlite::DatabaseOptions options;
    options.directory = directory.path();
    options.file = weir::sqlite::kLogFile;
    options.region = weir::sqlite::kLogRegion;
    options.schema = weir::sqlite::log_schema();
    return options;
  }());
  REQUIRE(database.ok());
  const auto range = [&] {
    auto read = database.value()->begin_read();
    REQUIRE(read.ok());
    return std::pair(read->connection().integer_of("SELECT first_id FROM owner").value(),
                     read->connection().integer_of("SELECT last_id FROM owner").value());
  };
  const auto begin_at = [&](int64_t id, bool commits) {
    auto write = database.value()->begin_write();
    REQUIRE(write.ok());
    calls.start();
    calls.begin(weir::Uuid::make_v7(kNoon), id);
    REQUIRE(calls.put_on_record(write->connection(), 9).ok());
    if (!commits) return;
    REQUIRE(write->commit().ok());
    calls.committed();
  };
  begin_at(100, true);
  CHECK(range() == std::pair<int64_t, int64_t>(100, 1123));
  begin_at(50, false);
  CHECK(range() == std::pair<int64_t, int64_t>(100, 1123));
  begin_at(1123, true);
  CHECK(range() == std::pair<int64_t, int64_t>(100, 1123));
  begin_at(1124, true);
  CHECK(range() == std::pair<int64_t, int64_t>(100, 2147));
}
