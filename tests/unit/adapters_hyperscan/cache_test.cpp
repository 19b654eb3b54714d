#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "adapters/hyperscan/database_cache.h"
#include "adapters/hyperscan/hyperscan_matcher.h"
#include "support/catch.h"

using namespace weir;
namespace fs = std::filesystem;

namespace {

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (fs::temp_directory_path() / "weir-cache-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~TemporaryDirectory() { fs::remove_all(path_); }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<fs::path> files(const fs::path& directory) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(directory)) found.push_back(entry.path());
  return found;
}

mode_t mode_of(const fs::path& path) {
  struct stat status {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 07777;
}

const Digest kKey = sha256("key");

}  // namespace

TEST_CASE("what is stored is loaded, under its own key alone", "[cache]") {
  const TemporaryDirectory temporary;
  const DatabaseCache cache((temporary.path() / "parent" / "weir").string());
  CHECK_FALSE(cache.load(kKey));
  cache.store(kKey, "payload");
  CHECK(cache.load(kKey) == "payload");
  CHECK_FALSE(cache.load(sha256("another key")));
  cache.store(kKey, "");
  CHECK(cache.load(kKey) == "");
  CHECK(mode_of(temporary.path() / "parent" / "weir") == 0700);
  const auto left = files(temporary.path() / "parent" / "weir");
  REQUIRE(left.size() == 1);  // no temporary file stays behind
  CHECK(mode_of(left.front()) == 0600);
}

TEST_CASE("every corrupt byte makes a file count as absent", "[cache]") {
  const TemporaryDirectory temporary;
  const DatabaseCache cache(temporary.path().string());
  cache.store(kKey, "some payload");
  const fs::path file = files(temporary.path()).front();
  const std::string good = read(file);
  for (size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    write(file, bad);
    CHECK_FALSE(cache.load(kKey));
  }
  for (const std::string& bad :
       {std::string(), good.substr(0, 79), good.substr(0, good.size() - 1), good + '\0'}) {
    write(file, bad);
    CHECK_FALSE(cache.load(kKey));
  }
  write(file, good);
  CHECK(cache.load(kKey) == "some payload");
}

TEST_CASE("what others could have written is not used", "[cache]") {
  const TemporaryDirectory temporary;
  const fs::path directory = temporary.path() / "weir";
  const DatabaseCache cache(directory.string());
  cache.store(kKey, "payload");
  const fs::path file = files(directory).front();

  SECTION("a directory that the group may write") {
    REQUIRE(::chmod(directory.c_str(), 0770) == 0);
    CHECK_FALSE(cache.load(kKey));
    fs::remove(file);
    cache.store(kKey, "payload");
    CHECK(files(directory).empty());
  }
  SECTION("a file that everybody may write") {
    REQUIRE(::chmod(file.c_str(), 0602) == 0);
    CHECK_FALSE(cache.load(kKey));
  }
  SECTION("a symbolic link in place of the file") {
    fs::rename(file, temporary.path() / "elsewhere");
    fs::create_symlink(temporary.path() / "elsewhere", file);
    CHECK_FALSE(cache.load(kKey));
    cache.store(kKey, "new");  // replaces the link, not what it points to
    CHECK(cache.load(kKey) == "new");
    CHECK(read(temporary.path() / "elsewhere").find("payload") != std::string::npos);
  }
  SECTION("a symbolic link in place of the directory") {
    fs::create_directory_symlink(directory, temporary.path() / "link");
    CHECK_FALSE(DatabaseCache((temporary.path() / "link").string()).load(kKey));
  }
  SECTION("a directory in place of the file") {
    fs::remove(file);
    fs::create_directory(file);
    CHECK_FALSE(cache.load(kKey));
  }
  SECTION("files of another user") {
    if (::geteuid() == 0) {
      REQUIRE(::chown(file.c_str(), 1, 1) == 0);
      CHECK_FALSE(cache.load(kKey));
      REQUIRE(::chown(file.c_str(), 0, 0) == 0);
      CHECK(cache.load(kKey));
      REQUIRE(::chown(directory.c_str(), 1, 1) == 0);
      CHECK_FALSE(cache.load(kKey));
    } else {
      CHECK_FALSE(DatabaseCache("/").load(kKey));  // root's
    }
  }
}

TEST_CASE("a cache that cannot be written is no fault", "[cache]") {
  const DatabaseCache nowhere("/proc/self/weir");
  nowhere.store(kKey, "payload");
  CHECK_FALSE(nowhere.load(kKey));
  const DatabaseCache none("");
  none.store(kKey, "payload");
  CHECK_FALSE(none.load(kKey));
}

TEST_CASE("a matcher compiles what the cache does not have, and mends a broken file", "[cache]") {
  const TemporaryDirectory temporary;
  Pattern digits;
  digits.expression = "[0-9]{4}";
  const auto matches = [&](const Pattern& pattern) {
    auto opened = HyperscanMatcher::open(temporary.path().string());
    REQUIRE(opened.ok());
    auto database = (*opened)->compile({pattern});
    REQUIRE(database.ok());
    size_t count = 0;
    const std::string text = "12345" + std::string(kScanSlack, '\0');
    REQUIRE((*database)
                ->scan({text.data(), 5},
                       [&](uint32_t, size_t, size_t) {
                         ++count;
                         return true;
                       })
                .ok());
    return count;
  };
  CHECK(matches(digits) == 2);
  REQUIRE(files(temporary.path()).size() == 1);
  const fs::path file = files(temporary.path()).front();
  const std::string good = read(file);
  CHECK(matches(digits) == 2);

  std::string bad = good;
  bad[good.size() / 2] = static_cast<char>(bad[good.size() / 2] ^ 0x40);
  write(file, bad);
  CHECK(matches(digits) == 2);
  CHECK(read(file) == good);

  // A payload that is whole but no database of this engine.
  DatabaseCache(temporary.path().string())
      .store(
          *[&] {
            static Digest key{};
            for (size_t i = 0; i < key.size(); ++i) key[i] = static_cast<uint8_t>(good[8 + i]);
            return &key;
          }(),
          "not a database");
  CHECK(matches(digits) == 2);
  CHECK(read(file) == good);

  Pattern other = digits;
  other.id = 1;  // whatever differs in a pattern is another key
  CHECK(matches(other) == 2);
  other.single_match = true;
  CHECK(matches(other) == 1);
  CHECK(files(temporary.path()).size() == 3);
}
