// Files and directories that are not what they should be, and a disk that is full.

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>

#include "adapters/sqlite/store_directory.h"
#include "faults/sqlite_fixture.h"
#include "stores/temporary_directory.h"
#include "support/catch.h"

namespace weir::test {
namespace {

namespace fs = std::filesystem;

std::string reason_of_open(const sqlite::DatabaseOptions& options) {
  const auto database = sqlite::Database::open(options);
  return database.ok() ? "opened" : std::string(database.status().reason());
}

// Some checks need a user who is not root, others limits that last: both in a child.
int in_child(const std::function<bool()>& check) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(check() ? 0 : 1);
  int status = -1;
  ::waitpid(child, &status, 0);
  return status;
}

constexpr uid_t kNobody = 65534;

TEST_CASE("what is created is of its user alone, whatever the umask") {
  const TemporaryDirectory directory;
  const mode_t before = ::umask(0);
  auto database = sqlite::Database::open(test_options(directory.store()));
  ::umask(before);
  REQUIRE(database.ok());
  REQUIRE(insert_row(**database, 1).ok());
  CHECK((fs::status(directory.store()).permissions() & fs::perms::mask) == fs::perms(0700));
  int files = 0;
  for (const auto& entry : fs::directory_iterator(directory.store())) {
    INFO(entry.path());
    CHECK((entry.status().permissions() & fs::perms::mask) == fs::perms(0600));
    ++files;
  }
  CHECK(files == 4);  // test.db, -wal, -shm, store.lock
}

TEST_CASE("a store is opened with the settings that its promises rest on") {
  const TemporaryDirectory directory;
  auto database = sqlite::Database::open(test_options(directory.store()));
  REQUIRE(database.ok());
  auto read = (*database)->begin_read();
  sqlite::Connection& connection = read->connection();
  CHECK(*connection.text_of("PRAGMA journal_mode") == "wal");
  CHECK(*connection.integer_of("PRAGMA synchronous") == 1);
  CHECK(*connection.integer_of("PRAGMA page_size") == 4096);
  CHECK(*connection.integer_of("PRAGMA application_id") == 0x77656974);
  CHECK(*connection.integer_of("PRAGMA user_version") == 3);
  CHECK(*connection.integer_of("PRAGMA wal_autocheckpoint") == 2000);
  CHECK(*connection.integer_of("SELECT value FROM meta WHERE name='min_writer'") == 1);
  auto options = test_options(directory.path() + "/full");
  options.synchronous = Synchronous::kFull;
  auto full = sqlite::Database::open(options);
  CHECK(*(*full)->begin_read()->connection().integer_of("PRAGMA synchronous") == 2);
}

TEST_CASE("a store of a newer version is refused when it says so, and only then") {
  const TemporaryDirectory directory;
  auto options = test_options(directory.store());
  options.schema.version = 9;
  options.schema.min_reader = 3;
  options.schema.min_writer = 3;
  REQUIRE(reason_of_open(options) == "opened");
  CHECK(reason_of_open(test_options(directory.store())) == "opened");  // version 3 is enough
  for (const auto& [reader, writer] : {std::pair(4, 3), std::pair(3, 4)}) {
    const TemporaryDirectory newer;
    options.directory = newer.store();
    options.schema.min_reader = reader;
    options.schema.min_writer = writer;
    REQUIRE(reason_of_open(options) == "opened");
    CHECK(reason_of_open(test_options(newer.store())) == "store.too_new");
  }
}

TEST_CASE("a store of an earlier version is refused when this one needs more") {
  const TemporaryDirectory directory;
  auto options = test_options(directory.store());
  REQUIRE(reason_of_open(options) == "opened");
  options.schema.oldest = options.schema.version;
  CHECK(reason_of_open(options) == "opened");
  options.schema.version = 4;
  options.schema.oldest = 4;
  CHECK(reason_of_open(options) == "store.too_old");
  CHECK(reason_of_open(test_options(directory.store())) == "opened");  // and left as it is
}

TEST_CASE("a database of another program is refused and left as it is") {
  const TemporaryDirectory directory;
  auto options = test_options(directory.store());
  options.schema.application_id = 0x12345678;
  REQUIRE(reason_of_open(options) == "opened");
  CHECK(reason_of_open(test_options(directory.store())) == "store.wrong_file");
  CHECK(reason_of_open(options) == "opened");
}

TEST_CASE("a file that is no database, or a damaged one, is corrupt") {
  const TemporaryDirectory directory;
  REQUIRE(reason_of_open(test_options(directory.store())) == "opened");
  const std::string path = directory.store() + "/test.db";
  { std::ofstream(path, std::ios::binary) << std::string(8192, 'x'); }
  CHECK(reason_of_open(test_options(directory.store())) == "store.corrupt");
  fs::remove(path);
  REQUIRE(reason_of_open(test_options(directory.store())) == "opened");
  {
    std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(100);
    file << std::string(3996, '\xa5');
  }
  CHECK(reason_of_open(test_options(directory.store())) == "store.corrupt");
}

TEST_CASE("what is not a directory is refused") {
  const TemporaryDirectory directory;
  { std::ofstream(directory.store()) << "a file"; }
  CHECK(reason_of_open(test_options(directory.store())) == "store.not_a_directory");
  CHECK(reason_of_open(test_options(directory.store() + "/below")) == "store.not_a_directory");
  CHECK(reason_of_open(test_options(directory.path() + "/no/parent")) == "store.cannot_open");
}

TEST_CASE("a store that cannot be written says read_only") {
  const TemporaryDirectory directory;
  fs::permissions(directory.path(), fs::perms(0755));
  { REQUIRE(reason_of_open(test_options(directory.store())) == "opened"); }
  fs::permissions(directory.store(), fs::perms(0755));
  // The directory and the file belong to the user of this test; another user opens them. For a user
  // who is not root the modes are taken away instead.
  const bool is_root = ::geteuid() == 0;
  if (!is_root) fs::permissions(directory.store(), fs::perms(0555));
  CHECK(in_child([&] {
          if (is_root && ::setuid(kNobody) != 0) return false;
          return reason_of_open(test_options(directory.store())) == "store.read_only";
        }) == 0);
  fs::permissions(directory.store(), fs::perms(0700));
  if (is_root) REQUIRE(::chown(directory.store().c_str(), kNobody, kNobody) == 0);
  fs::permissions(directory.store() + "/test.db", fs::perms(0444));
  CHECK(in_child([&] {
          if (is_root && ::setuid(kNobody) != 0) return false;
          return reason_of_open(test_options(directory.store())) == "store.read_only";
        }) == 0);
}

TEST_CASE("a store that other users may write is refused, and told which mode to set") {
  const TemporaryDirectory directory;
  REQUIRE(reason_of_open(test_options(directory.store())) == "opened");
  for (const mode_t mode : {0777, 01777, 0770, 02770, 0720, 0702}) {
    REQUIRE(::chmod(directory.store().c_str(), mode) == 0);
    const auto database = sqlite::Database::open(test_options(directory.store()));
    REQUIRE_FALSE(database.ok());
    CHECK(database.status().reason() == "store.permissions");
    CHECK(database.status().message().find("set mode 0700") != std::string_view::npos);
  }
  for (const mode_t mode : {0700, 0750, 0755}) {
    REQUIRE(::chmod(directory.store().c_str(), mode) == 0);
    CHECK(reason_of_open(test_options(directory.store())) == "opened");
  }
  for (const mode_t mode : {0666, 0620, 0602}) {
    REQUIRE(::chmod((directory.store() + "/test.db").c_str(), mode) == 0);
    CHECK(reason_of_open(test_options(directory.store())) == "store.permissions");
  }
}

TEST_CASE("an empty directory that other users may write is refused before anything is made") {
  const TemporaryDirectory directory;
  fs::create_directory(directory.store());
  REQUIRE(::chmod(directory.store().c_str(), 0777) == 0);
  CHECK(reason_of_open(test_options(directory.store())) == "store.permissions");
  CHECK(fs::is_empty(directory.store()));
}

TEST_CASE("a store of another user is refused") {
  const TemporaryDirectory directory;
  fs::permissions(directory.path(), fs::perms(0755));
  const bool is_root = ::geteuid() == 0;
  if (!is_root) {  // what root owns is no stranger's, and only not writable
    CHECK(reason_of_open(test_options("/")) == "store.read_only");
    return;
  }
  REQUIRE(reason_of_open(test_options(directory.store())) == "opened");
  REQUIRE(::chown((directory.store() + "/test.db").c_str(), kNobody, kNobody) == 0);
  CHECK(reason_of_open(test_options(directory.store())) == "store.permissions");
  REQUIRE(::chown(directory.store().c_str(), kNobody, kNobody) == 0);
  CHECK(reason_of_open(test_options(directory.store())) == "store.permissions");
  REQUIRE(::chown((directory.store() + "/store.lock").c_str(), kNobody, kNobody) == 0);
  CHECK(in_child([&] {
          if (::setuid(kNobody) != 0) return false;
          return reason_of_open(test_options(directory.store())) == "opened";
        }) == 0);
  CHECK(in_child([&] {
          if (::setuid(kNobody - 1) != 0) return false;
          return reason_of_open(test_options(directory.store())) == "store.permissions";
        }) == 0);
}

TEST_CASE("a database that is a link, or no file, is refused and not followed") {
  const TemporaryDirectory directory;
  fs::create_directory(directory.store());
  fs::permissions(directory.store(), fs::perms(0700));
  const std::string path = directory.store() + "/test.db";
  const std::string target = directory.path() + "/target";
  fs::create_symlink(target, path);
  CHECK(reason_of_open(test_options(directory.store())) == "store.not_a_file");
  CHECK_FALSE(fs::exists(target));
  { std::ofstream(target).flush(); }
  CHECK(reason_of_open(test_options(directory.store())) == "store.not_a_file");
  CHECK(fs::file_size(target) == 0);
  fs::remove(path);
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  CHECK(reason_of_open(test_options(directory.store())) == "store.not_a_file");
  fs::remove(path);
  fs::create_directory(path);
  CHECK(reason_of_open(test_options(directory.store())) == "store.not_a_file");
  fs::remove(path);
  CHECK(reason_of_open(test_options(directory.store())) == "opened");
}

TEST_CASE("a database that may not grow is full, and the transaction left no trace") {
  const TemporaryDirectory directory;
  auto database = sqlite::Database::open(test_options(directory.store()));
  REQUIRE(database.ok());
  {
    auto write = (*database)->begin_write();
    REQUIRE(write.ok());
    REQUIRE(write->connection().integer_of("PRAGMA max_page_count=1").ok());  // no more than now
    CHECK(write->connection()
              .execute("CREATE TABLE filler(bytes BLOB) STRICT;"
                       "INSERT INTO filler VALUES(zeroblob(100000))")
              .reason() == "store.full");
    REQUIRE(write->connection().integer_of("PRAGMA max_page_count=1000000").ok());
  }
  CHECK(insert_row(**database, 1).ok());
  CHECK(count_rows(**database) == 1);
}

TEST_CASE("a full disk is said to be full, and the store goes on when there is room") {
  // A limit on the size that this process may write, in a child of its own.
  const TemporaryDirectory directory;
  CHECK(in_child([&] {
          auto database = sqlite::Database::open(test_options(directory.store()));
          if (!database.ok() || !insert_row(**database, 1).ok()) return false;
          (void)::signal(SIGXFSZ, SIG_IGN);
          rlimit limit{};
          ::getrlimit(RLIMIT_FSIZE, &limit);
          const rlim_t before = limit.rlim_cur;
          limit.rlim_cur = rlim_t{64} * 1024;
          ::setrlimit(RLIMIT_FSIZE, &limit);
          int64_t written = 1;
          Status status;
          while (status.ok() && written < 1000) {
            status = insert_row(**database, 1);
            if (status.ok()) ++written;
          }
          limit.rlim_cur = before;
          ::setrlimit(RLIMIT_FSIZE, &limit);
          if (status.reason() != "store.full" && status.reason() != "store.io") return false;
          return insert_row(**database, 1).ok() && count_rows(**database) == written + 1;
        }) == 0);
}

TEST_CASE("network and FUSE file systems are known by their numbers") {
  for (const long type : {0x6969L, 0xFF534D42L, 0xFE534D42L, 0x517BL, 0x01021997L, 0x65735546L}) {
    CHECK(sqlite::is_network_file_system(type));
    CHECK(sqlite::is_network_file_system(static_cast<int32_t>(type)));  // sign-extended, 32 bits
  }
  for (const long type : {0xEF53L, 0x58465342L, 0x9123683EL, 0x01021994L, 0x794C7630L}) {
    CHECK_FALSE(sqlite::is_network_file_system(type));  // ext, XFS, Btrfs, tmpfs, overlay
  }
}

TEST_CASE("versions of SQLite that lose rows are refused") {
  for (const int version : {3007000, 3040001, 3044005, 3045000, 3050006, 3051000, 3051002}) {
    CHECK(sqlite::check_sqlite_version(version).reason() == "store.sqlite_too_old");
  }
  for (const int version : {3044006, 3044009, 3050007, 3051003, 3053002, 4000000}) {
    CHECK(sqlite::check_sqlite_version(version).ok());
  }
}

}  // namespace
}  // namespace weir::test
