#include "adapters/files/digest_key.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>
#include <vector>

#include "stores/temporary_directory.h"
#include "support/catch.h"

namespace weir::test {
namespace {

namespace fs = std::filesystem;

std::string reason_of(const std::string& path) {
  const Result<Secret> key = open_digest_key(path);
  return key.ok() ? "opened" : std::string(key.status().reason());
}

std::string key_at(const std::string& path) {
  const Result<Secret> key = open_digest_key(path);
  return key.ok() ? std::string(key->reveal()) : std::string();
}

size_t files_in(const std::string& directory) {
  return static_cast<size_t>(std::distance(fs::directory_iterator(directory), {}));
}

TEST_CASE("a digest key is made once, for its owner alone") {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/digest.key";
  const std::string key = key_at(path);
  CHECK(key.size() == 32);
  CHECK(key_at(path) == key);
  CHECK((fs::status(path).permissions() & fs::perms::mask) == fs::perms(0600));
  CHECK(files_in(directory.path()) == 1);
  CHECK(key_at(directory.path() + "/other.key") != key);
}

TEST_CASE("threads that open a new store at once get one key") {
  const TemporaryDirectory directory;
  constexpr int kThreads = 8;
  for (int round = 0; round < 50; ++round) {
    const std::string path = directory.path() + "/" + std::to_string(round);
    std::vector<std::string> keys(kThreads);
    std::atomic<int> ready{0};
    std::vector<std::thread> threads;
    threads.reserve(kThreads);
    for (std::string& key : keys) {
      threads.emplace_back([&key, &path, &ready] {
        ++ready;
        while (ready < kThreads) std::this_thread::yield();
        key = key_at(path);
      });
    }
    for (std::thread& thread : threads) thread.join();
    const std::set<std::string> distinct(keys.begin(), keys.end());
    REQUIRE(distinct.size() == 1);
    REQUIRE(distinct.begin()->size() == 32);
  }
  CHECK(files_in(directory.path()) == 50);  // nothing is left beside the keys
}

TEST_CASE("processes that open a new store at once get one key") {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/digest.key";
  std::vector<pid_t> children;
  children.reserve(8);
  for (int i = 0; i < 8; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      const std::string first = key_at(path);
      ::_exit(first.size() == 32 && first == key_at(path) ? 0 : 1);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = -1;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  CHECK(files_in(directory.path()) == 1);
}

TEST_CASE("what a killed process left behind blocks nobody") {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/digest.key";
  { std::ofstream(path + "." + std::to_string(::getpid())) << "half"; }
  CHECK(key_at(path).size() == 32);
}

TEST_CASE("a key that is cut, linked elsewhere or out of reach is refused") {
  const TemporaryDirectory directory;
  const std::string path = directory.path() + "/digest.key";
  { std::ofstream(path) << "short"; }
  CHECK(reason_of(path) == "store.digest_key");
  CHECK(fs::file_size(path) == 5);
  const std::string target = directory.path() + "/target";
  REQUIRE(key_at(target).size() == 32);
  fs::create_symlink(target, directory.path() + "/link");
  CHECK(reason_of(directory.path() + "/link") == "store.digest_key");
  CHECK(reason_of(directory.path() + "/none/digest.key") == "store.digest_key");
}

}  // namespace
}  // namespace weir::test
