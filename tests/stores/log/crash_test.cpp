// kill -9 of writers, and a reader of another program.
#include <rapidjson/document.h>

#include <chrono>
#include <map>
#include <memory>
#include <random>

#include "adapters/sqlite/log_store.h"
#include "entries.h"
#include "process.h"
#include "support/catch.h"

using weir::test::Process;

namespace {

std::unique_ptr<weir::SqliteLogStore> open_in(const std::string& directory) {
  weir::SqliteLogStore::Options options;
  options.directory = directory;
  options.synchronous = weir::Synchronous::kNormal;
  options.wait_ms = 60'000;
  auto opened = weir::SqliteLogStore::open(options);
  if (!opened.ok()) FAIL(std::string(opened.status().message()));
  return std::move(opened).value();
}

std::map<std::string, std::string> outcomes(weir::LogStore& store) {
  std::map<std::string, std::string> all;
  weir::LogQuery query;
  query.limit = weir::kMaxLogRows;
  while (true) {
    const auto text = store.read(query);
    REQUIRE(text.ok());
    rapidjson::Document rows;
    rows.Parse(*text);
    if (rows.Empty()) return all;
    for (const auto& row : rows.GetArray()) {
      query.after_request_id = row["request_id"].GetString();
      CHECK(all.emplace(query.after_request_id, row["outcome"].GetString()).second);
    }
  }
}

int64_t interrupted_of(weir::LogStore& store, const std::string& user) {
  const auto text = store.usage({"user"}, 0);
  REQUIRE(text.ok());
  rapidjson::Document rows;
  rows.Parse(*text);
  for (const auto& row : rows.GetArray()) {
    if (!row["user"].IsNull() && row["user"] == user) return row["interrupted"].GetInt64();
  }
  return 0;
}

struct Tally {
  int64_t acknowledged = 0;
  int64_t interrupted = 0;
};

// Every acknowledged entry is there; an intent without an acknowledged outcome is either.
void check_lines(const std::vector<std::string>& lines,
                 const std::map<std::string, std::string>& rows, Tally& tally) {
  std::map<std::string, bool> calls;
  for (const std::string& line : lines) {
    calls[line.substr(2)] = calls[line.substr(2)] || line[0] == 'O';
  }
  for (const auto& [id, has_outcome] : calls) {
    ++tally.acknowledged;
    CAPTURE(id);
    const auto row = rows.find(id);
    REQUIRE(row != rows.end());
    if (has_outcome) {
      CHECK(row->second == "answered");
    } else {
      CHECK((row->second == "answered" || row->second == "interrupted"));
    }
    if (row->second == "interrupted") ++tally.interrupted;
  }
}

void kill_writers(int kills, const std::string& synchronous, uint32_t seed) {
  const weir::test::TemporaryDirectory directory;
  std::mt19937 random(seed);
  Process steady({LOG_PROCESS, directory.path(), "steady", "2", synchronous});
  std::string line;
  REQUIRE(steady.wait_for_line(0, line));
  std::vector<std::vector<std::string>> said;
  int64_t swept = 0;
  for (int round = 0; round < kills; ++round) {
    const std::string user = "victim-" + std::to_string(round);
    Process victim({LOG_PROCESS, directory.path(), user, "4", synchronous});
    REQUIRE(victim.wait_for_line(0, line));
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 30'000));
    said.push_back(victim.kill_and_take_lines());
    const auto store = open_in(directory.path());
    swept += store->swept();
    CHECK(interrupted_of(*store, user) == store->swept());
    CHECK(interrupted_of(*store, "steady") == 0);
  }
  said.push_back(steady.kill_and_take_lines());
  const auto store = open_in(directory.path());
  const auto rows = outcomes(*store);
  Tally tally;
  for (const auto& lines : said) check_lines(lines, rows, tally);
  for (const auto& [id, outcome] : rows) CHECK(outcome != "in_flight");
  CHECK(tally.acknowledged > kills);
  CHECK(swept > 0);
  WARN(kills << " kills, " << tally.acknowledged << " acknowledged calls, " << rows.size()
             << " rows, " << swept + store->swept() << " interrupted");
}

}  // namespace

TEST_CASE("kill -9 loses no acknowledged row and doubles none", "[log_crash]") {
  kill_writers(60, "normal", 1);
}

TEST_CASE("kill -9 with a sync for every commit", "[log_crash]") {
  kill_writers(15, "full", 2);
}

TEST_CASE("another program sees each row the moment it is acknowledged", "[log_crash]") {
  const weir::test::TemporaryDirectory directory;
  const auto store = open_in(directory.path());
  Process reader({PYTHON, READER, store->path()});
  std::string line;
  size_t asked = 0;
  for (int i = 0; i < 200; ++i) {
    const weir::Intent intent = weir::test::intent_at(weir::test::kNoon + i, "matti", 3);
    std::vector<weir::LogEntry> batch;
    batch.push_back(weir::test::entry(intent));
    REQUIRE(store->append(batch).ok());
    reader.write_line(intent.request_id.text());
    REQUIRE(reader.wait_for_line(asked++, line));
    REQUIRE(line == "in_flight qqq None");

    batch.clear();
    batch.push_back(weir::test::entry(weir::test::answer_to(intent, 2)));
    REQUIRE(store->append(batch).ok());
    reader.write_line(intent.request_id.text());
    REQUIRE(reader.wait_for_line(asked++, line));
    REQUIRE(line == "answered qqq aa");
  }
}
