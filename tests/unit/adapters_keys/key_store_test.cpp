#include "adapters/keys/posix_key_store.h"

#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "policy/key_reference.h"
#include "scratch_directory.h"
#include "support/catch.h"

using weir::PosixKeyStore;
using weir::ProviderPolicy;
using weir_test::ScratchDirectory;

namespace {

class SetClock : public weir::Clock {
 public:
  [[nodiscard]] int64_t wall_us() const override { return now_us; }
  [[nodiscard]] int64_t monotonic_us() const override { return now_us; }
  int64_t now_us = 0;
};

ProviderPolicy provider_of(const std::string& reference, const std::string& name = "openai") {
  ProviderPolicy provider;
  provider.name = name;
  std::string why;
  REQUIRE(weir::parse_key_reference(reference, "/", provider.key, why));
  return provider;
}

std::string key_of(PosixKeyStore& store, const ProviderPolicy& provider) {
  auto grant = store.key(provider);
  if (!grant.ok()) FAIL(std::string(grant.status().message()));
  return std::string(grant->key.reveal());
}

// A program that notes each run and prints what lies in the file "answer".
std::string counting_program(const ScratchDirectory& directory) {
  return directory.script("helper",
                          "echo x >> " + directory.at("runs") + "; cat " + directory.at("answer"));
}

size_t runs(const ScratchDirectory& directory) {
  std::ifstream file(directory.at("runs"));
  size_t count = 0;
  for (std::string line; std::getline(file, line);) ++count;
  return count;
}

}  // namespace

TEST_CASE("a provider without a reference takes no key", "[keys]") {
  SetClock clock;
  PosixKeyStore store(clock);
  const auto grant = store.key(ProviderPolicy{});
  REQUIRE(grant.ok());
  CHECK(grant->key.empty());
}

TEST_CASE("a variable is kept until it is forgotten", "[keys]") {
  SetClock clock;
  PosixKeyStore store(clock);
  const ProviderPolicy provider = provider_of("env:WEIR_TEST_KEY");
  ::unsetenv("WEIR_TEST_KEY");
  const auto missing = store.key(provider);
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.status().reason() == "key.missing");
  CHECK(missing.status().message().find("WEIR_TEST_KEY") != std::string_view::npos);
  CHECK(missing.status().is_retryable());
  ::setenv("WEIR_TEST_KEY", "first", 1);
  CHECK(key_of(store, provider) == "first");
  ::setenv("WEIR_TEST_KEY", "second", 1);
  CHECK(key_of(store, provider) == "first");
  store.forget("openai");
  CHECK(key_of(store, provider) == "second");
  ::setenv("WEIR_TEST_KEY", "CANARY\r\nX: 1", 1);
  store.forget("openai");
  const auto malformed = store.key(provider);
  REQUIRE_FALSE(malformed.ok());
  CHECK(malformed.status().reason() == "key.malformed");
  CHECK(malformed.status().message().find("CANARY") == std::string_view::npos);
  ::unsetenv("WEIR_TEST_KEY");
}

TEST_CASE("a reference that a new policy changes is followed", "[keys]") {
  SetClock clock;
  PosixKeyStore store(clock);
  ::setenv("WEIR_TEST_KEY_A", "a", 1);
  ::setenv("WEIR_TEST_KEY_B", "b", 1);
  CHECK(key_of(store, provider_of("env:WEIR_TEST_KEY_A")) == "a");
  CHECK(key_of(store, provider_of("env:WEIR_TEST_KEY_B")) == "b");
}

TEST_CASE("a file is read afresh at every call", "[keys]") {
  const ScratchDirectory directory;
  SetClock clock;
  PosixKeyStore store(clock);
  const ProviderPolicy provider = provider_of("file:" + directory.write("k", "first\n", 0600));
  CHECK(key_of(store, provider) == "first");
  static_cast<void>(directory.write("k", "second\n", 0600));
  CHECK(key_of(store, provider) == "second");
}

TEST_CASE("a program's key is kept until shortly before it expires", "[keys]") {
  const ScratchDirectory directory;
  SetClock clock;
  PosixKeyStore store(clock);
  const ProviderPolicy provider = provider_of("exec:" + counting_program(directory));
  static_cast<void>(
      directory.write("answer", R"({"key": "one", "expires_at": "1970-01-01T00:10:00Z"})", 0600));
  CHECK(key_of(store, provider) == "one");
  clock.now_us = 539'000'000;
  CHECK(key_of(store, provider) == "one");
  CHECK(runs(directory) == 1);

  static_cast<void>(directory.write("answer", "", 0600));  // the renewal fails: still good
  clock.now_us = 541'000'000;
  CHECK(key_of(store, provider) == "one");
  CHECK(runs(directory) == 2);

  clock.now_us = 600'000'000;  // expired
  CHECK_FALSE(store.key(provider).ok());
  static_cast<void>(directory.write("answer", "two\n", 0600));
  CHECK(key_of(store, provider) == "two");
  store.forget("openai");
  static_cast<void>(directory.write("answer", "three\n", 0600));
  CHECK(key_of(store, provider) == "three");
}

TEST_CASE("a key that has expired already is refused", "[keys]") {
  const ScratchDirectory directory;
  SetClock clock;
  clock.now_us = 10'000'000;
  PosixKeyStore store(clock);
  static_cast<void>(directory.write(
      "answer", R"({"key": "CANARY", "expires_at": "1970-01-01T00:00:10Z"})", 0600));
  const auto grant = store.key(provider_of("exec:" + counting_program(directory)));
  REQUIRE_FALSE(grant.ok());
  CHECK(grant.status().reason() == "key.expired");
  CHECK(grant.status().message().find("CANARY") == std::string_view::npos);
}

TEST_CASE("a program's arguments are not shown", "[keys]") {
  SetClock clock;
  PosixKeyStore store(clock);
  const auto grant = store.key(provider_of("exec:/no/such/program --token CANARY"));
  REQUIRE_FALSE(grant.ok());
  CHECK(grant.status().reason() == "key.program");
  CHECK(grant.status().message().find("/no/such/program") != std::string_view::npos);
  CHECK(grant.status().message().find("CANARY") == std::string_view::npos);
}

TEST_CASE("many threads run a program once", "[keys]") {
  const ScratchDirectory directory;
  SetClock clock;
  PosixKeyStore store(clock);
  static_cast<void>(directory.write("answer", "shared\n", 0600));
  const ProviderPolicy provider = provider_of("exec:" + counting_program(directory));
  std::vector<std::string> keys(8);
  std::vector<std::thread> threads;
  for (std::string& key : keys) {
    threads.emplace_back([&store, &provider, &key] {
      auto grant = store.key(provider);
      if (grant.ok()) key = grant->key.reveal();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& key : keys) CHECK(key == "shared");
  CHECK(runs(directory) == 1);
}
