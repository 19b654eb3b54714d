#include "adapters/keys/key_file.h"

#include <sys/stat.h>

#include <filesystem>
#include <string>

#include "adapters/keys/key_text.h"
#include "scratch_directory.h"
#include "support/catch.h"

using weir_test::ScratchDirectory;

namespace {

std::string fault_of(const std::string& path) {
  const auto grant = weir::read_key_file(path, "the key of \"p\" (file:x)");
  REQUIRE_FALSE(grant.ok());
  CHECK(grant.status().code() == weir::Code::kUnavailable);
  CHECK(grant.status().message().find("CANARY") == std::string_view::npos);
  return std::string(grant.status().reason());
}

}  // namespace

TEST_CASE("a key file of its owner alone is read", "[keys]") {
  const ScratchDirectory directory;
  for (const mode_t mode : {0600U, 0400U, 0700U}) {
    const auto grant = weir::read_key_file(directory.write("key", "sk-1\n", mode), "s");
    REQUIRE(grant.ok());
    CHECK(grant->key.reveal() == "sk-1");
    CHECK(grant->expires_at_us == 0);
    std::filesystem::remove(directory.at("key"));
  }
  const std::string longest(weir::kMaxKeyBytes, 'k');
  const auto grant = weir::read_key_file(directory.write("long", longest + "\n", 0600), "s");
  REQUIRE(grant.ok());
  CHECK(grant->key.reveal() == longest);
}

TEST_CASE("a file that others may read or write is refused", "[keys]") {
  const ScratchDirectory directory;
  for (const mode_t mode : {0640U, 0604U, 0660U, 0644U, 0602U, 0610U, 0601U}) {
    INFO(mode);
    CHECK(fault_of(directory.write("key", "CANARY", mode)) == "key.permissions");
  }
}

TEST_CASE("a link is judged by what it leads to", "[keys]") {
  const ScratchDirectory directory;
  std::filesystem::create_symlink(directory.write("good", "k", 0600), directory.at("link"));
  CHECK(weir::read_key_file(directory.at("link"), "s").ok());
  std::filesystem::create_symlink(directory.write("open", "CANARY", 0644), directory.at("bad"));
  CHECK(fault_of(directory.at("bad")) == "key.permissions");
}

TEST_CASE("what is no file of bounded size is refused", "[keys]") {
  const ScratchDirectory directory;
  CHECK(fault_of(directory.at("none")) == "key.missing");
  CHECK(fault_of(directory.at("")) == "key.unreadable");
  CHECK(fault_of("/dev/zero") == "key.unreadable");
  REQUIRE(mkfifo(directory.at("pipe").c_str(), 0600) == 0);
  CHECK(fault_of(directory.at("pipe")) == "key.unreadable");
  CHECK(fault_of(directory.write("empty", "", 0600)) == "key.missing");
  CHECK(fault_of(directory.write("two", "CANARY\nCANARY\n", 0600)) == "key.malformed");
  CHECK(fault_of(directory.write("big", std::string(1'000'000, 'k'), 0600)) == "key.too_large");
}
