// What a log store does when it cannot write: it says so, and leaves nothing half done.
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>

#include "adapters/sqlite/log_store.h"
#include "entries.h"
#include "inference_log/log_writer.h"
#include "support/catch.h"

using weir::test::answer_to;
using weir::test::entry;
using weir::test::intent_at;
using weir::test::kNoon;

namespace {

std::unique_ptr<weir::SqliteLogStore> open_in(const std::string& directory, int64_t wait_ms) {
  weir::SqliteLogStore::Options options;
  options.directory = directory;
  options.synchronous = weir::Synchronous::kNormal;
  options.wait_ms = wait_ms;
  auto opened = weir::SqliteLogStore::open(options);
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

// A program that does not know of the gate.
class Stranger {
 public:
  explicit Stranger(const std::string& path) {
    REQUIRE(sqlite3_open_v2(path.c_str(), &raw_, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
  }
  ~Stranger() { sqlite3_close(raw_); }
  Stranger(const Stranger&) = delete;
  Stranger& operator=(const Stranger&) = delete;
  void execute(const char* sql) {
    REQUIRE(sqlite3_exec(raw_, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  }

 private:
  sqlite3* raw_ = nullptr;
};

std::vector<weir::LogEntry> calls_of(const std::vector<std::string>& users) {
  std::vector<weir::LogEntry> batch;
  for (const std::string& user : users) {
    const weir::Intent intent = intent_at(kNoon, user, 5);
    batch.push_back(entry(intent));
    batch.push_back(entry(answer_to(intent, 5)));
  }
  return batch;
}

}  // namespace

TEST_CASE("a batch that fails in its middle leaves nothing on record", "[log_fault]") {
  const weir::test::TemporaryDirectory directory;
  const auto store = open_in(directory.path(), 5000);
  Stranger stranger(store->path());
  stranger.execute(
      "CREATE TRIGGER spoil BEFORE UPDATE ON inference WHEN new.user_name = 'bad'"
      " BEGIN SELECT raise(ABORT, 'no'); END");
  const weir::Status status = store->append(calls_of({"good", "bad", "good"}));
  CHECK_FALSE(status.ok());
  CHECK(store->read({}).value() == "[]");

  // Through the writer too, and the store goes on.
  weir::LogWriter writer(*store);
  const weir::Intent intent = intent_at(kNoon, "bad");
  CHECK(writer.write(entry(intent)).ok());
  CHECK_FALSE(writer.write(entry(answer_to(intent))).ok());
  CHECK(store->append(calls_of({"good"})).ok());
  stranger.execute("DROP TRIGGER spoil");
  CHECK(writer.write(entry(answer_to(intent))).ok());
  CHECK(store->usage({"outcome"}, 0).value().find("\"outcome\":\"answered\",\"calls\":2") !=
        std::string::npos);
}

TEST_CASE("a writer that does not let go is waited for, then named", "[log_fault]") {
  const weir::test::TemporaryDirectory directory;
  const auto store = open_in(directory.path(), 50);
  Stranger stranger(store->path());
  stranger.execute("BEGIN IMMEDIATE");
  const weir::Status status = store->append(calls_of({"matti"}));
  CHECK(status.code() == weir::Code::kUnavailable);
  CHECK(status.reason() == "store.busy");
  CHECK(store->read({}).ok());  // readers do not wait for writers
  CHECK(store->delete_before(kNoon + 1).status().reason() == "store.busy");
  stranger.execute("ROLLBACK");
  CHECK(store->append(calls_of({"matti"})).ok());
}

TEST_CASE("a reader that holds its view does not hold up the log", "[log_fault]") {
  const weir::test::TemporaryDirectory directory;
  const auto store = open_in(directory.path(), 2000);
  REQUIRE(store->append(calls_of({"matti"})).ok());
  Stranger stranger(store->path());
  stranger.execute("BEGIN; SELECT count(*) FROM inference");
  for (int i = 0; i < 50; ++i) REQUIRE(store->append(calls_of({"matti"})).ok());
  CHECK(store->delete_before(kNoon + 1).value() == 51);
  stranger.execute("COMMIT");
}

TEST_CASE("what a stranger wrote into a row does not break the answers", "[log_fault]") {
  const weir::test::TemporaryDirectory directory;
  const auto store = open_in(directory.path(), 2000);
  REQUIRE(store->append(calls_of({"matti"})).ok());
  Stranger stranger(store->path());
  stranger.execute(
      "UPDATE inference SET user_groups='[broken', tags='{', model=CAST(x'FF41' AS TEXT)");
  const auto rows = store->read({});
  REQUIRE(rows.ok());
  CHECK(rows.value().find("\"user_groups\":\"[broken\"") != std::string::npos);
  CHECK(rows.value().find("\"model\":\"\xEF\xBF\xBD"
                          "A\"") != std::string::npos);
  CHECK(store->usage({"group", "model"}, 0).value().find("\"group\":null") != std::string::npos);
}

TEST_CASE("the child of a fork is told that the store is not its own", "[log_fault]") {
  const weir::test::TemporaryDirectory directory;
  const auto store = open_in(directory.path(), 2000);
  REQUIRE(store->append(calls_of({"parent"})).ok());
  const pid_t child = ::fork();
  if (child == 0) {
    const bool refuses = store->append(calls_of({"child"})).reason() == "store.forked" &&
                         store->read({}).status().reason() == "store.forked" &&
                         store->usage({}, 0).status().reason() == "store.forked";
    ::_exit(refuses ? 0 : 1);
  }
  REQUIRE(child > 0);
  int state = 0;
  REQUIRE(::waitpid(child, &state, 0) == child);
  CHECK(WIFEXITED(state));
  CHECK(WEXITSTATUS(state) == 0);
  CHECK(store->append(calls_of({"parent"})).ok());
  CHECK(open_in(directory.path(), 2000)->swept() == 0);
  CHECK(store->usage({"user"}, 0).value().find("\"calls\":2") != std::string::npos);
}
