// Other code of the process opens, locks and closes the files of an open store, as a second copy of
// SQLite would; and forks. No acknowledged row may be lost, and other programs stay excluded.

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <random>
#include <thread>

#include "adapters/sqlite/open_file_locks.h"
#include "faults/sqlite_fixture.h"
#include "stores/log/process.h"
#include "stores/temporary_directory.h"
#include "support/catch.h"

namespace weir::test {
namespace {

std::unique_ptr<sqlite::Database> open_database(const std::string& directory,
                                                int64_t wait_ms = 60'000) {
  auto database = sqlite::Database::open(test_options(directory, wait_ms));
  if (!database.ok()) FAIL(database.status().message());
  return std::move(database).value();
}

// What closing a connection of another copy does: read locks as SQLite takes them (byte 0x40000002
// on; the WAL index at 120), then close(), which drops every POSIX lock of the process on the file.
void open_lock_close(const std::string& path, bool is_read_only) {
  const int fd = ::open(path.c_str(), (is_read_only ? O_RDONLY : O_RDWR) | O_CLOEXEC);
  if (fd < 0) return;
  struct flock lock {};
  lock.l_type = F_RDLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = path.ends_with("-shm") ? 123 : 0x40000002;
  lock.l_len = path.ends_with("-shm") ? 1 : 510;
  (void)::fcntl(fd, F_SETLK, &lock);
  lock.l_type = F_UNLCK;
  lock.l_start = lock.l_len = 0;
  (void)::fcntl(fd, F_SETLK, &lock);
  ::close(fd);
}

void disturb(const std::string& directory, std::mt19937_64& random) {
  const char* const files[] = {"/test.db", "/test.db-shm", "/test.db-wal", "/store.lock"};
  open_lock_close(directory + files[random() % 4], random() % 2 == 0);
}

// Another program that writes `rows` rows and closes: the last one to close unlinks the WAL, and it
// believes to be the last when the locks of this process are gone.
void visit(const std::string& directory, int rows) {
  Process visitor({SQLITE_WORKER, directory, "append", std::to_string(rows)});
  std::string line;
  REQUIRE(visitor.wait_for_line(static_cast<size_t>(rows), line));
  REQUIRE(line == "end");
  visitor.write_line("close");
  REQUIRE_FALSE(visitor.wait_for_line(static_cast<size_t>(rows) + 1, line));
}

TEST_CASE("rows written while other code closes the files are all there") {
  for (const uint64_t seed : {1U, 2U, 3U, 4U}) {
    const TemporaryDirectory directory;
    std::mt19937_64 random(seed);
    auto database = open_database(directory.store());
    std::atomic<bool> is_over{false};
    std::thread other([&directory, &is_over, seed] {
      std::mt19937_64 own(seed + 100);
      while (!is_over) disturb(directory.store(), own);
    });
    Process worker({SQLITE_WORKER, directory.store(), "append", "300"});
    int64_t written = 0;
    for (int round = 0; round < 12; ++round) {
      for (int i = 0; i < 20; ++i) {
        REQUIRE(insert_row(*database, 1).ok());
        ++written;
      }
      // A second connection to the file, and its end; or all of ours end, and the worker's remain;
      // or another program comes and goes.
      switch (random() % 3) {
        case 0:
          REQUIRE(insert_row(*open_database(directory.store()), 2).ok());
          ++written;
          break;
        case 1:
          database.reset();
          database = open_database(directory.store());
          break;
        default:
          visit(directory.store(), 3);
          written += 3;
      }
    }
    std::string line;
    for (size_t i = 0; worker.wait_for_line(i, line) && line == "+"; ++i) ++written;
    CHECK(line == "end");
    is_over = true;
    other.join();
    (void)worker.kill_and_take_lines();
    CHECK(count_rows(*database) == written);
    database.reset();
    database = open_database(directory.store());
    CHECK(count_rows(*database) == written);
    auto read = database->begin_read();
    CHECK(*read->connection().text_of("PRAGMA integrity_check") == "ok");
  }
}

TEST_CASE("a visitor that closes last does not take the WAL of an open store with it") {
  const TemporaryDirectory directory;
  auto database = open_database(directory.store());
  int64_t written = 0;
  for (int round = 0; round < 5; ++round) {
    REQUIRE(insert_row(*database, 1).ok());
    for (const char* const file : {"/test.db", "/test.db-shm", "/test.db-wal"}) {
      open_lock_close(directory.store() + file, round % 2 == 0);
    }
    visit(directory.store(), 2);
    REQUIRE(insert_row(*database, 1).ok());
    written += 4;
  }
  CHECK(count_rows(*database) == written);
  database.reset();
  CHECK(count_rows(*open_database(directory.store())) == written);
}

TEST_CASE("another program stays excluded after other code closed the file") {
  const TemporaryDirectory directory;
  auto database = open_database(directory.store());
  auto write = database->begin_write();
  REQUIRE(write.ok());
  REQUIRE(write->connection().execute("INSERT INTO row(writer) VALUES(1)").ok());
  for (const char* const file : {"/test.db", "/test.db-shm", "/store.lock"}) {
    open_lock_close(directory.store() + file, true);
    open_lock_close(directory.store() + file, false);
  }
  Process foreign({SQLITE_WORKER, directory.store(), "hold"});  // BEGIN IMMEDIATE, no waiting
  std::string line;
  CHECK_FALSE(foreign.wait_for_line(0, line));
  REQUIRE(write->commit().ok());
  Process patient({SQLITE_WORKER, directory.store(), "hold"});
  CHECK((patient.wait_for_line(0, line) && line == "holding"));
}

TEST_CASE("a program that does not pass the gate is waited for, and then named as busy") {
  const TemporaryDirectory directory;
  auto database = open_database(directory.store(), 100);
  Process foreign({SQLITE_WORKER, directory.store(), "hold"});
  std::string line;
  REQUIRE(foreign.wait_for_line(0, line));
  const Status busy = insert_row(*database, 1);
  CHECK(busy.reason() == "store.busy");
  CHECK(busy.is_retryable());
  foreign.write_line("go");
  REQUIRE_FALSE(foreign.wait_for_line(1, line));
  CHECK(insert_row(*database, 1).ok());
}

TEST_CASE("parked descriptors are used again") {
  const TemporaryDirectory directory;
  auto keeper = open_database(directory.store());
  for (int i = 0; i < 3; ++i) (void)open_database(directory.store());
  const size_t settled = sqlite::registered_descriptors();
  for (int i = 0; i < 50; ++i) {
    auto again = open_database(directory.store());
    REQUIRE(insert_row(*again, 1).ok());
  }
  CHECK(sqlite::registered_descriptors() == settled);
}

TEST_CASE("descriptors of deleted stores are closed by the next open") {
  size_t settled = 0;
  for (int i = 0; i < 10; ++i) {
    const TemporaryDirectory directory;
    auto database = open_database(directory.store());
    if (i == 1) settled = sqlite::registered_descriptors();
    if (i > 1) CHECK(sqlite::registered_descriptors() <= settled);
  }
}

// The status of the child: 0 when every check held.
int in_child(const std::function<bool()>& check) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(check() ? 0 : 1);
  int status = -1;
  ::waitpid(child, &status, 0);
  return status;
}

bool is_forked(const Status& status) {
  return status.reason() == "store.forked";
}

TEST_CASE("a forked child is told so at every call, and the parent is unharmed") {
  const TemporaryDirectory directory;
  auto database = open_database(directory.store());
  REQUIRE(insert_row(*database, 1).ok());
  for (int round = 0; round < 10; ++round) {
    CHECK(in_child([&] {
            if (!is_forked(database->begin_write().status())) return false;
            if (!is_forked(database->begin_read().status())) return false;
            if (!is_forked(sqlite::Database::open(test_options(directory.store())).status())) {
              return false;
            }
            database.reset();  // must neither hang nor harm
            return true;
          }) == 0);
    REQUIRE(insert_row(*database, 1).ok());
  }
  CHECK(count_rows(*database) == 11);
  database.reset();
  CHECK(count_rows(*open_database(directory.store())) == 11);
}

TEST_CASE("a child that outlives its parent's store keeps none of its locks") {
  const TemporaryDirectory directory;
  auto database = open_database(directory.store());
  auto write = database->begin_write();
  REQUIRE(write.ok());
  int gate[2];
  REQUIRE(::pipe2(gate, O_CLOEXEC) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    char byte = 0;
    ::close(gate[1]);
    (void)!::read(gate[0], &byte, 1);
    ::_exit(0);
  }
  REQUIRE(write->commit().ok());
  database.reset();
  Process worker({SQLITE_WORKER, directory.store(), "append", "5"});
  std::string line;
  CHECK((worker.wait_for_line(5, line) && line == "end"));
  ::close(gate[0]);
  ::close(gate[1]);
  ::waitpid(child, nullptr, 0);
}

TEST_CASE("a child may open a store that was not open at the fork") {
  const TemporaryDirectory directory;
  const TemporaryDirectory other;
  auto database = open_database(directory.store());
  (void)open_database(other.store());  // was open once, and is closed
  std::atomic<bool> is_over{false};
  // The fork falls into the middle of other threads' transactions.
  std::vector<std::thread> writers;
  for (int i = 0; i < 2; ++i) {
    writers.emplace_back([&database, &is_over] {
      while (!is_over) (void)insert_row(*database, 1);
    });
  }
  int64_t by_children = 0;
  for (int round = 0; round < 20; ++round) {
    const int status = in_child([&other] {
      auto own = sqlite::Database::open(test_options(other.store(), 60'000));
      return own.ok() && insert_row(**own, 2).ok();
    });
    CHECK(status == 0);
    if (status == 0) ++by_children;
  }
  is_over = true;
  for (std::thread& writer : writers) writer.join();
  CHECK(count_rows(*open_database(other.store())) == by_children);
}

}  // namespace
}  // namespace weir::test
