// log.db as other programs see it.
#include <sqlite3.h>

#include <map>
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

std::unique_ptr<weir::SqliteLogStore> open_in(const std::string& directory) {
  weir::SqliteLogStore::Options options;
  options.directory = directory;
  options.synchronous = weir::Synchronous::kNormal;
  auto opened = weir::SqliteLogStore::open(options);
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

// The rows of a query, as text, through a connection of its own.
class Reader {
 public:
  explicit Reader(const std::string& path) {
    REQUIRE(sqlite3_open_v2(path.c_str(), &raw_, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
  }
  ~Reader() { sqlite3_close(raw_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  std::vector<std::map<std::string, std::string>> rows(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    INFO(sql);
    REQUIRE(sqlite3_prepare_v2(raw_, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    std::vector<std::map<std::string, std::string>> all;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      std::map<std::string, std::string> row;
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
        row[sqlite3_column_name(statement, i)] = text == nullptr ? "(null)" : text;
      }
      all.push_back(row);
    }
    sqlite3_finalize(statement);
    return all;
  }
  std::string value(const std::string& sql) { return rows(sql).at(0).begin()->second; }

 private:
  sqlite3* raw_ = nullptr;
};

std::vector<std::string> names_of(Reader& reader, const std::string& table) {
  std::vector<std::string> names;
  for (const auto& row : reader.rows("SELECT name FROM pragma_table_info('" + table + "')")) {
    names.push_back(row.at("name"));
  }
  return names;
}

void add(std::vector<std::string>& names, std::span<const weir::Column> columns) {
  for (const weir::Column& column : columns) names.emplace_back(column.name);
}

}  // namespace

TEST_CASE("the tables have the columns of columns.h, in order", "[log_schema]") {
  const weir::test::TemporaryDirectory directory;
  const auto store = open_in(directory.path());
  Reader reader(store->path());
  std::vector<std::string> expected = {"id"};
  add(expected, weir::intent_columns());
  add(expected, weir::outcome_columns());
  expected.emplace_back("owner_slot");
  CHECK(names_of(reader, "inference") == expected);

  expected = {"id"};
  add(expected, weir::request_payload_columns());
  add(expected, weir::response_payload_columns());
  CHECK(names_of(reader, "payload") == expected);
}

TEST_CASE("the file says what it is", "[log_schema]") {
  const weir::test::TemporaryDirectory directory;
  const auto store = open_in(directory.path());
  Reader reader(store->path());
  CHECK(reader.value("PRAGMA application_id") ==
        std::to_string(weir::sqlite::log_schema().application_id));
  CHECK(reader.value("PRAGMA user_version") == "3");
  CHECK(reader.value("PRAGMA journal_mode") == "wal");
  CHECK(reader.value("PRAGMA page_size") == "4096");
  CHECK(reader.value("PRAGMA auto_vacuum") == "2");
  CHECK(reader.value("SELECT count(*) FROM pragma_table_list WHERE strict AND name IN"
                     " ('inference','owner','payload')") == "3");
}

TEST_CASE("the views answer the usual questions", "[log_schema]") {
  const weir::test::TemporaryDirectory directory;
  const auto store = open_in(directory.path());
  const weir::Intent intent = intent_at(kNoon + 1'500'000, "matti", 12);
  weir::OutcomeRecord refused;
  refused.intent = intent_at(kNoon, "liisa");
  refused.request_id = refused.intent->request_id;
  refused.outcome = weir::Outcome::kBlocked;
  refused.reason = "guardrail.blocked";
  std::vector<weir::LogEntry> batch;
  batch.push_back(entry(intent));
  batch.push_back(entry(answer_to(intent, 9)));
  batch.push_back(entry(refused));
  REQUIRE(store->append(batch).ok());

  Reader reader(store->path());
  const auto hourly = reader.rows("SELECT * FROM usage_hourly");
  REQUIRE(hourly.size() == 1);
  CHECK(hourly[0].at("hour") == "2026-03-31T12:00:00Z");
  CHECK(hourly[0].at("calls") == "2");
  CHECK(hourly[0].at("blocked") == "1");
  CHECK(hourly[0].at("cost_usd") == "0.00027");
  CHECK(reader.rows("SELECT * FROM usage_by_user").size() == 2);
  CHECK(reader.value("SELECT cost_nano_usd FROM cost_by_model") == "270000");
  const auto blocked = reader.rows("SELECT * FROM blocked");
  REQUIRE(blocked.size() == 1);
  CHECK(blocked[0].at("user_name") == "liisa");

  const auto rows = reader.rows("SELECT * FROM databricks_inference ORDER BY request_time");
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].at("databricks_request_id") == intent.request_id.text());
  CHECK(rows[1].at("request_date") == "2026-03-31");
  CHECK(rows[1].at("request_time") == "2026-03-31T12:00:01.500Z");
  CHECK(rows[1].at("execution_duration_ms") == "812");
  CHECK(rows[1].at("request") == std::string(12, 'q'));
  CHECK(rows[1].at("response") == std::string(9, 'a'));
  CHECK(rows[1].at("logging_error_codes") == "[]");
  CHECK(rows[1].at("served_entity_id") == "openai/gpt-4o-mini");
  CHECK(rows[1].at("requester") == "matti");
}

TEST_CASE("a long payload is cut by the store too", "[log_schema]") {
  const weir::test::TemporaryDirectory directory;
  weir::SqliteLogStore::Options options;
  options.directory = directory.path();
  options.max_payload_bytes = 10;
  auto store = weir::SqliteLogStore::open(options);
  REQUIRE(store.ok());
  const weir::Intent intent = intent_at(kNoon, "matti", 11);
  std::vector<weir::LogEntry> batch;
  batch.push_back(entry(intent));
  REQUIRE((*store)->append(batch).ok());
  Reader reader((*store)->path());
  const auto rows = reader.rows("SELECT * FROM databricks_inference");
  CHECK(rows.at(0).at("request").size() == 10);
  CHECK(rows.at(0).at("logging_error_codes") == R"(["MAX_REQUEST_SIZE_EXCEEDED"])");
}

TEST_CASE("indexes serve the questions they are there for", "[log_schema]") {
  const weir::test::TemporaryDirectory directory;
  const auto store = open_in(directory.path());
  Reader reader(store->path());
  const auto plan = [&reader](const std::string& sql) {
    std::string all;
    for (const auto& row : reader.rows("EXPLAIN QUERY PLAN " + sql)) all += row.at("detail") + "\n";
    return all;
  };
  using Catch::Contains;
  CHECK_THAT(plan("SELECT min(+id) FROM inference WHERE request_time_us>=5"),
             Contains("COVERING INDEX inference_request_time"));
  CHECK_THAT(plan("UPDATE inference SET outcome='interrupted' WHERE id BETWEEN 5 AND 9 AND"
                  " owner_slot=1 AND outcome='in_flight'"),
             Contains("USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"));
  CHECK_THAT(plan("UPDATE inference SET status_code=1 WHERE request_id='x' AND outcome IN"
                  " ('in_flight','interrupted')"),
             Contains("sqlite_autoindex_inference_1"));
}

TEST_CASE("deleted rows give their space back", "[log_schema]") {
  const weir::test::TemporaryDirectory directory;
  const auto store = open_in(directory.path());
  for (int i = 0; i < 40; ++i) {
    std::vector<weir::LogEntry> batch;
    for (int j = 0; j < 50; ++j) {
      weir::OutcomeRecord record;
      record.intent = intent_at(kNoon + int64_t{i} * 50 + j, "matti", 4000);
      record.request_id = record.intent->request_id;
      record.outcome = weir::Outcome::kBlocked;
      batch.push_back(entry(record));
    }
    REQUIRE(store->append(batch).ok());
  }
  Reader reader(store->path());
  const auto pages = std::stoll(reader.value("PRAGMA page_count"));
  REQUIRE(store->delete_before(kNoon + 1900).value() == 1900);
  CHECK(std::stoll(reader.value("PRAGMA page_count")) < pages / 2);
  CHECK(reader.value("SELECT count(*) FROM payload") == "100");
  CHECK(reader.value("PRAGMA integrity_check") == "ok");
}
