// What every log store must do; run on each of them.
#include <rapidjson/document.h>

#include <atomic>
#include <memory>
#include <thread>

#include "adapters/memory/memory_log_store.h"
#include "adapters/sqlite/log_store.h"
#include "entries.h"
#include "inference_log/log_writer.h"
#include "support/catch.h"

using weir::Outcome;
using weir::test::answer_to;
using weir::test::entry;
using weir::test::intent_at;
using weir::test::kNoon;

namespace {

struct InMemory {
  weir::MemoryLogStore store_;
  weir::LogStore& store() { return store_; }
};

struct InSqlite {
  weir::test::TemporaryDirectory directory;
  std::unique_ptr<weir::SqliteLogStore> store_;
  InSqlite() {
    weir::SqliteLogStore::Options options;
    options.directory = directory.path();
    options.synchronous = weir::Synchronous::kNormal;
    auto opened = weir::SqliteLogStore::open(options);
    REQUIRE(opened.ok());
    store_ = std::move(opened).value();
  }
  weir::LogStore& store() { return *store_; }
};

void put(weir::LogStore& store, weir::LogEntry one) {
  std::vector<weir::LogEntry> batch;
  batch.push_back(std::move(one));
  REQUIRE(store.append(batch).ok());
}

rapidjson::Document parse(const weir::Result<std::string>& text) {
  REQUIRE(text.ok());
  rapidjson::Document rows;
  rows.Parse(*text);
  REQUIRE(rows.IsArray());
  return rows;
}

rapidjson::Document rows_of(weir::LogStore& store, const weir::LogQuery& query = {}) {
  return parse(store.read(query));
}

std::string text_at(const rapidjson::Document& rows, unsigned row, const char* name) {
  const auto& value = rows[row][name];
  return value.IsNull() ? "(null)" : value.GetString();
}

}  // namespace

TEMPLATE_TEST_CASE("an intent becomes a row, an outcome completes it", "[log_store]", InMemory,
                   InSqlite) {
  TestType fixture;
  weir::LogStore& store = fixture.store();
  CHECK(store.read({}).value() == "[]");
  const weir::Intent intent = intent_at(kNoon, "matti", 20);
  put(store, entry(intent));
  auto rows = rows_of(store);
  REQUIRE(rows.Size() == 1);
  CHECK(text_at(rows, 0, "outcome") == "in_flight");
  CHECK(text_at(rows, 0, "request_id") == intent.request_id.text());
  CHECK(rows[0]["status_code"].IsNull());
  CHECK_FALSE(rows[0].HasMember("request"));

  put(store, entry(answer_to(intent, 30)));
  weir::LogQuery query;
  query.with_payload = true;
  rows = rows_of(store, query);
  REQUIRE(rows.Size() == 1);
  CHECK(text_at(rows, 0, "outcome") == "answered");
  CHECK(text_at(rows, 0, "user_name") == "matti");
  CHECK(rows[0]["user_groups"][1].GetString() == std::string("everyone"));
  CHECK(rows[0]["tags"]["project"].GetString() == std::string("k7"));
  CHECK(rows[0]["streamed"].IsFalse());
  CHECK(rows[0]["request_time_us"].GetInt64() == kNoon);
  CHECK(rows[0]["cost_nano_usd"].GetInt64() == 270'000);
  CHECK(rows[0]["findings"][0]["entity"].GetString() == std::string("EMAIL_ADDRESS"));
  CHECK(rows[0]["findings"][0]["score"].GetDouble() == 0.9);
  CHECK(rows[0]["reasoning_tokens"].IsNull());
  CHECK(text_at(rows, 0, "request") == std::string(20, 'q'));
  CHECK(text_at(rows, 0, "response") == std::string(30, 'a'));
  CHECK(rows[0]["response_bytes"].GetInt64() == 30);
  CHECK(rows[0]["response_truncated"].IsFalse());
  CHECK(text_at(rows, 0, "response_sha256").size() == 64);
}

TEMPLATE_TEST_CASE("a batch sent again changes nothing", "[log_store]", InMemory, InSqlite) {
  TestType fixture;
  weir::LogStore& store = fixture.store();
  const weir::Intent intent = intent_at(kNoon);
  std::vector<weir::LogEntry> batch;
  batch.push_back(entry(intent));
  batch.push_back(entry(answer_to(intent)));
  REQUIRE(store.append(batch).ok());
  REQUIRE(store.append(batch).ok());
  weir::OutcomeRecord other = answer_to(intent, 10);
  other.outcome = Outcome::kFailed;
  put(store, entry(other));
  weir::LogQuery query;
  query.with_payload = true;
  const auto rows = rows_of(store, query);
  REQUIRE(rows.Size() == 1);
  CHECK(text_at(rows, 0, "outcome") == "answered");
  CHECK(text_at(rows, 0, "response") == "(null)");
}

TEMPLATE_TEST_CASE("the next attempt's target is on record before it is sent", "[log_store]",
                   InMemory, InSqlite) {
  TestType fixture;
  weir::LogStore& store = fixture.store();
  weir::Intent intent = intent_at(kNoon);
  put(store, entry(intent));
  intent.provider = "second";
  intent.destination_host = "second.example";
  put(store, entry(intent));
  CHECK(text_at(rows_of(store), 0, "destination_host") == "second.example");
  CHECK(text_at(rows_of(store), 0, "outcome") == "in_flight");
  put(store, entry(answer_to(intent)));
  intent.provider = "third";
  put(store, entry(intent));
  const auto rows = rows_of(store);
  REQUIRE(rows.Size() == 1);
  CHECK(text_at(rows, 0, "provider") == "second");
}

TEMPLATE_TEST_CASE("a refused call carries its intent, and the two are one row", "[log_store]",
                   InMemory, InSqlite) {
  TestType fixture;
  weir::LogStore& store = fixture.store();
  weir::OutcomeRecord refused;
  refused.intent = intent_at(kNoon, "liisa", 10);
  refused.request_id = refused.intent->request_id;
  refused.outcome = Outcome::kBlocked;
  refused.reason = "guardrail.blocked";
  put(store, entry(refused));
  put(store, entry(refused));
  weir::LogQuery query;
  query.with_payload = true;
  auto rows = rows_of(store, query);
  REQUIRE(rows.Size() == 1);
  CHECK(text_at(rows, 0, "outcome") == "blocked");
  CHECK(text_at(rows, 0, "reason") == "guardrail.blocked");
  CHECK(text_at(rows, 0, "user_name") == "liisa");
  CHECK(text_at(rows, 0, "request") == std::string(10, 'q'));

  weir::OutcomeRecord bare;  // no intent was ever seen
  bare.request_id = weir::Uuid::make_v7(kNoon + 5'000);
  bare.outcome = Outcome::kCancelled;
  put(store, entry(bare));
  rows = rows_of(store);
  REQUIRE(rows.Size() == 2);
  CHECK(text_at(rows, 1, "outcome") == "cancelled");
  CHECK(rows[1]["request_time_us"].GetInt64() == kNoon + 5'000);
}

TEMPLATE_TEST_CASE("a read goes on where the last one ended", "[log_store]", InMemory, InSqlite) {
  TestType fixture;
  weir::LogStore& store = fixture.store();
  std::vector<std::string> ids;
  for (int i = 0; i < 25; ++i) {
    // The clock steps back now and then; the order of record is what counts.
    const weir::Intent intent = intent_at(kNoon + int64_t{i % 5} * 1'000'000);
    ids.push_back(intent.request_id.text());
    put(store, entry(intent));
  }
  std::vector<std::string> seen;
  weir::LogQuery query;
  query.limit = 7;
  for (int page = 0; page < 5; ++page) {
    const auto rows = rows_of(store, query);
    for (const auto& row : rows.GetArray()) seen.emplace_back(row["request_id"].GetString());
    query.after_request_id = seen.back();
  }
  CHECK(seen == ids);

  weir::LogQuery recent;
  recent.since_us = kNoon + 3'000'000;
  CHECK(rows_of(store, recent).Size() == 10);
  recent.after_request_id = ids[8];
  CHECK(rows_of(store, recent).Size() == 7);
  recent.since_us = kNoon + 99'000'000;
  CHECK(rows_of(store, recent).Size() == 0);

  weir::LogQuery forgotten;
  forgotten.after_request_id = weir::Uuid::make_v7(kNoon + 3'900'000).text();
  CHECK(rows_of(store, forgotten).Size() == 5);
}

TEMPLATE_TEST_CASE("a question that cannot be answered is refused", "[log_store]", InMemory,
                   InSqlite) {
  TestType fixture;
  weir::LogStore& store = fixture.store();
  for (const int64_t limit : {int64_t{0}, int64_t{-1}, weir::kMaxLogRows + 1}) {
    weir::LogQuery query;
    query.limit = limit;
    const auto refused = store.read(query);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.status().reason() == "log.limit");
  }
  weir::LogQuery query;
  query.after_request_id = "17";
  CHECK(store.read(query).status().reason() == "log.after_request_id");
  CHECK(store.usage({"nobody"}, 0).status().reason() == "usage.by");
  CHECK(store.usage({"user', (SELECT 1) --"}, 0).status().reason() == "usage.by");
}

TEMPLATE_TEST_CASE("usage adds up, grouped and not", "[log_store]", InMemory, InSqlite) {
  TestType fixture;
  weir::LogStore& store = fixture.store();
  CHECK(parse(store.usage({}, 0)).Size() == 1);
  CHECK(parse(store.usage({"user"}, 0)).Size() == 0);
  constexpr int64_t kHour = 3'600'000'000;
  for (int i = 0; i < 6; ++i) {
    const weir::Intent intent = intent_at(kNoon + i * kHour, i % 2 == 0 ? "matti" : "liisa");
    put(store, entry(intent));
    if (i < 5) put(store, entry(answer_to(intent)));
  }
  weir::OutcomeRecord refused;
  refused.intent = intent_at(kNoon, "");
  refused.intent->groups.clear();
  refused.request_id = refused.intent->request_id;
  refused.outcome = Outcome::kOverQuota;
  put(store, entry(refused));

  auto rows = parse(store.usage({}, 0));
  REQUIRE(rows.Size() == 1);
  CHECK(rows[0]["calls"].GetInt64() == 7);
  CHECK(rows[0]["answered"].GetInt64() == 5);
  CHECK(rows[0]["in_flight"].GetInt64() == 1);
  CHECK(rows[0]["over_quota"].GetInt64() == 1);
  CHECK(rows[0]["input_tokens"].GetInt64() == 5000);
  CHECK(text_at(rows, 0, "cost_usd") == "0.00135");

  rows = parse(store.usage({"user"}, 0));
  REQUIRE(rows.Size() == 3);
  CHECK(text_at(rows, 0, "user") == "(null)");
  CHECK(text_at(rows, 1, "user") == "liisa");
  CHECK(rows[1]["answered"].GetInt64() == 2);
  CHECK(text_at(rows, 2, "user") == "matti");
  CHECK(rows[2]["total_tokens"].GetInt64() == 3600);

  rows = parse(store.usage({"group"}, 0));
  REQUIRE(rows.Size() == 3);
  CHECK(text_at(rows, 0, "group") == "(null)");
  CHECK(text_at(rows, 1, "group") == "everyone");
  CHECK(rows[1]["calls"].GetInt64() == 6);

  rows = parse(store.usage({"day", "outcome"}, 0));
  REQUIRE(rows.Size() == 3);
  CHECK(text_at(rows, 0, "day") == "2026-03-31");
  CHECK(text_at(rows, 0, "outcome") == "answered");

  rows = parse(store.usage({"hour", "model"}, kNoon + kHour));
  REQUIRE(rows.Size() == 5);
  CHECK(text_at(rows, 0, "hour") == "2026-03-31T13:00:00Z");
  CHECK(text_at(rows, 0, "model") == "gpt-4o-mini");

  for (const char* key : {"app", "endpoint", "provider"}) {
    CHECK(parse(store.usage({key}, 0)).Size() == 1);
  }
}

TEMPLATE_TEST_CASE("old rows are deleted, calls in flight stay", "[log_store]", InMemory,
                   InSqlite) {
  TestType fixture;
  weir::LogStore& store = fixture.store();
  for (int i = 0; i < 500; ++i) {
    const weir::Intent intent = intent_at(kNoon + i, "matti", 3000);
    put(store, entry(intent));
    if (i != 7) put(store, entry(answer_to(intent, 3000)));
  }
  CHECK(store.delete_before(kNoon).value() == 0);
  CHECK(store.delete_before(kNoon + 450).value() == 449);
  const auto rows = rows_of(store);
  REQUIRE(rows.Size() == 51);
  CHECK(text_at(rows, 0, "outcome") == "in_flight");
  CHECK(rows[0]["request_time_us"].GetInt64() == kNoon + 7);
  CHECK(store.delete_before(kNoon + 450).value() == 0);
  weir::LogQuery query;
  query.with_payload = true;
  query.after_request_id = text_at(rows, 50, "request_id");
  CHECK(rows_of(store, query).Size() == 0);
}

TEMPLATE_TEST_CASE("text that no reader could decode is mended", "[log_store]", InMemory,
                   InSqlite) {
  TestType fixture;
  weir::LogStore& store = fixture.store();
  weir::Intent intent = intent_at(kNoon, "m\xFFtti");
  intent.model = std::string("a\0b", 3);
  intent.request_payload = "\xC3(";
  intent.tags_json = "{broken";
  put(store, entry(intent));
  weir::LogQuery query;
  query.with_payload = true;
  const auto rows = rows_of(store, query);
  CHECK(text_at(rows, 0, "user_name") == "m\xEF\xBF\xBDtti");
  CHECK(text_at(rows, 0, "model") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(text_at(rows, 0, "request") == "\xEF\xBF\xBD(");
  CHECK(text_at(rows, 0, "tags") == "(null)");
}

TEMPLATE_TEST_CASE("many threads, each call one row", "[log_store]", InMemory, InSqlite) {
  TestType fixture;
  weir::LogStore& store = fixture.store();
  weir::LogWriter writer(store, 100);
  constexpr int kThreads = 8;
  constexpr int kEach = 100;
  std::atomic<int> failed{0};
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kEach; ++i) {
        const weir::Intent intent = intent_at(kNoon + i, "user-" + std::to_string(t), 500);
        if (!writer.write(entry(intent)).ok()) ++failed;
        if (!writer.write(entry(answer_to(intent, 50))).ok()) ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failed == 0);
  const auto usage = parse(store.usage({"user"}, 0));
  REQUIRE(usage.Size() == kThreads);
  for (const auto& row : usage.GetArray()) {
    CHECK(row["calls"].GetInt64() == kEach);
    CHECK(row["answered"].GetInt64() == kEach);
  }
  weir::LogQuery query;
  query.with_payload = true;
  const auto rows = rows_of(store, query);
  REQUIRE(rows.Size() == kThreads * kEach);
  CHECK(text_at(rows, 0, "request").size() == 100);
  CHECK(rows[0]["request_bytes"].GetInt64() == 500);
  CHECK(rows[0]["request_truncated"].IsTrue());
}
