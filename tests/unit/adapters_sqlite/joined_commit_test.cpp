#include "adapters/sqlite/joined_commit.h"

#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>

#include "adapters/sqlite/connection.h"
#include "stores/temporary_directory.h"
#include "support/catch.h"

namespace weir::sqlite {
namespace {

using weir::test::TemporaryDirectory;

// What SQLite's "unix" VFS writes with; counted, and refused when the disk is to be full.
struct Disk {
  int writes = 0;
  int until_full = -1;  // -1: there is room
};
Disk disk;

ssize_t counted_pwrite(int fd, const void* bytes, size_t size, off_t offset) {
  ++disk.writes;
  if (disk.until_full == 0) {
    errno = ENOSPC;
    return -1;
  }
  if (disk.until_full > 0) --disk.until_full;
  // Half of what is asked for, as a disk that fills up does; the caller goes on with the rest.
  const size_t part = disk.until_full >= 0 && size > 1 ? size / 2 : size;
  return ::pwrite(fd, bytes, part, offset);
}

// Between the two, the system's pwrite is replaced.
class CountedDisk {
 public:
  CountedDisk() {
    disk = Disk();
    replace(reinterpret_cast<sqlite3_syscall_ptr>(counted_pwrite));
  }
  ~CountedDisk() { replace(nullptr); }
  CountedDisk(const CountedDisk&) = delete;
  CountedDisk& operator=(const CountedDisk&) = delete;

 private:
  static void replace(sqlite3_syscall_ptr call) {
    sqlite3_vfs* const vfs = sqlite3_vfs_find("unix");
    for (const char* name : {"pwrite", "pwrite64"}) (void)vfs->xSetSystemCall(vfs, name, call);
  }
};

std::unique_ptr<Connection> open_at(const std::string& path) {
  auto opened = Connection::open(path);
  REQUIRE(opened.ok());
  REQUIRE(opened.value()->text_of("PRAGMA journal_mode=WAL").value() == "wal");
  REQUIRE(opened.value()->execute("PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=0;").ok());
  return std::move(opened).value();
}

std::unique_ptr<Connection> new_database(const std::string& path) {
  std::ofstream(path).close();
  auto connection = open_at(path);
  REQUIRE(connection->execute("CREATE TABLE row(id INTEGER PRIMARY KEY, text BLOB)").ok());
  return connection;
}

Status commit(Connection& connection) {
  const JoinedCommit joined(connection.raw());
  return connection.execute("COMMIT");
}

// As after a power cut that lost nothing: the files alone, and a recovery that checks every frame.
std::string recovered(const std::string& path, const std::string& sql) {
  const std::string copy = path + "-copy";
  for (const char* end : {"", "-wal"}) {
    std::filesystem::copy_file(path + end, copy + end,
                               std::filesystem::copy_options::overwrite_existing);
  }
  std::filesystem::remove(copy + "-shm");
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open_v2(copy.c_str(), &raw, SQLITE_OPEN_READWRITE, "unix") == SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  REQUIRE(sqlite3_prepare_v2(raw, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
  std::string text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(raw);
  return text;
}

constexpr const char* kCheck = "PRAGMA integrity_check";
constexpr const char* kSum = "SELECT count(*) || ' ' || ifnull(sum(id*length(text)),0) FROM row";

void begin_with_pages(Connection& connection, int pages) {
  const std::string sql =
      "BEGIN IMMEDIATE; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<" +
      std::to_string(pages) + ") INSERT INTO row(text) SELECT randomblob(3900) FROM n;";
  REQUIRE(connection.execute(sql.c_str()).ok());
}

}  // namespace

TEST_CASE("the frames of a commit are written at once, other writes are not", "[joined_commit]") {
  const TemporaryDirectory directory;
  const auto connection = new_database(directory.path() + "/test.db");
  const CountedDisk counted;
  begin_with_pages(*connection, 5);
  CHECK(disk.writes == 0);
  REQUIRE(commit(*connection).ok());
  CHECK(disk.writes == 1);
  begin_with_pages(*connection, 5);
  REQUIRE(connection->execute("COMMIT").ok());  // nothing to join
  CHECK(disk.writes > 10);
  CHECK(recovered(directory.path() + "/test.db", kCheck) == "ok");
  CHECK(recovered(directory.path() + "/test.db", "SELECT count(*) FROM row") == "10");
}

TEST_CASE("a commit of more pages than are held is whole", "[joined_commit]") {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/test.db";
  const auto connection = new_database(path);
  for (const int pages : {14, 15, 16, 17, 31, 32, 33, 500}) {
    begin_with_pages(*connection, pages);
    REQUIRE(commit(*connection).ok());
    CHECK(recovered(path, kCheck) == "ok");
    CHECK(recovered(path, kSum) == connection->text_of(kSum).value());
  }
}

TEST_CASE("a commit that the disk has no room for is none", "[joined_commit]") {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/test.db";
  const auto connection = new_database(path);
  const auto reader = open_at(path);
  begin_with_pages(*connection, 3);
  REQUIRE(commit(*connection).ok());
  for (const int until_full : {0, 1, 2, 5}) {
    const std::string before = reader->text_of(kSum).value();
    {
      const CountedDisk full;
      begin_with_pages(*connection, 40);
      disk.until_full = until_full;
      CHECK(commit(*connection).reason() == "store.full");
      if (sqlite3_get_autocommit(connection->raw()) == 0) {
        REQUIRE(connection->execute("ROLLBACK").ok());
      }
    }
    CHECK(reader->text_of(kSum).value() == before);
    CHECK(recovered(path, kSum) == before);
    begin_with_pages(*connection, 2);
    REQUIRE(commit(*connection).ok());
    CHECK(reader->text_of(kSum).value() != before);
    CHECK(recovered(path, kSum) == reader->text_of(kSum).value());
  }
  CHECK(recovered(path, kCheck) == "ok");
}

// A cache of ten pages spills frames before the commit and writes some of them again.
TEST_CASE("whatever a transaction does before, its commit is whole", "[joined_commit]") {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/test.db";
  const auto first = new_database(path);
  const auto second = open_at(path);
  std::mt19937 random(20'260'313);
  const auto pick = [&random](uint32_t below) { return static_cast<int>(random() % below); };
  for (int round = 0; round < 200; ++round) {
    Connection& writer = pick(2) == 0 ? *first : *second;
    const std::string cache = "PRAGMA cache_size=" + std::to_string(pick(2) == 0 ? 10 : 2000);
    REQUIRE(writer.execute(cache.c_str()).ok());
    begin_with_pages(writer, 1 + pick(40));
    for (int step = pick(4); step > 0; --step) {
      const std::string change =
          "UPDATE row SET text=randomblob(" + std::to_string(100 + pick(9000)) +
          ") WHERE id%7=" + std::to_string(pick(7)) + " AND id>(SELECT max(id)-60 FROM row);";
      const bool is_undone = pick(3) == 0;
      const std::string sql =
          "SAVEPOINT s; " + change + (is_undone ? "ROLLBACK TO s; RELEASE s;" : "RELEASE s;");
      REQUIRE(writer.execute(sql.c_str()).ok());
    }
    if (pick(4) == 0) {
      REQUIRE(writer.execute("ROLLBACK").ok());
    } else {
      REQUIRE(commit(writer).ok());
    }
    if (pick(10) == 0) REQUIRE(first->execute("PRAGMA wal_checkpoint(RESTART)").ok());
    REQUIRE(first->text_of(kSum).value() == second->text_of(kSum).value());
    if (round % 10 != 0) continue;
    REQUIRE(recovered(path, kCheck) == "ok");
    REQUIRE(recovered(path, kSum) == first->text_of(kSum).value());
  }
}

}  // namespace weir::sqlite
