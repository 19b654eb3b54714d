#include "policy/location.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "policy/document.h"
#include "policy/parser.h"
#include "policy/starter.h"
#include "support/catch.h"

namespace {

class Directory {
 public:
  Directory() {
    std::string name = (std::filesystem::temp_directory_path() / "weir-policy-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    path_ = name;
  }
  ~Directory() { std::filesystem::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;

  [[nodiscard]] std::string at(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] std::string write(const std::string& name, std::string_view text) const {
    std::filesystem::create_directories(std::filesystem::path(at(name)).parent_path());
    std::ofstream(at(name), std::ios::binary) << text;
    return at(name);
  }

 private:
  std::string path_;
};

weir::PolicyLocation location_in(const Directory& directory) {
  weir::PolicyLocation location;
  location.working_directory = directory.at("work");
  location.config_home = directory.at("config");
  location.home = directory.at("home");
  location.system = directory.at("etc/weir/policy.jsonc");
  return location;
}

}  // namespace

TEST_CASE("the policy is found in the order of the manual", "[location]") {
  const Directory directory;
  weir::PolicyLocation location = location_in(directory);
  const auto missing = weir::find_policy_path(location);
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.status().reason() == "policy.not_found");
  CHECK(missing.status().message().find("weir.jsonc") != std::string_view::npos);

  const std::string system = directory.write("etc/weir/policy.jsonc", "{}");
  CHECK(*weir::find_policy_path(location) == system);
  const std::string config = directory.write("config/weir/policy.jsonc", "{}");
  CHECK(*weir::find_policy_path(location) == config);
  const std::string work = directory.write("work/weir.jsonc", "{}");
  CHECK(*weir::find_policy_path(location) == work);
  location.variable = "/somewhere/else.jsonc";  // named: taken even where it does not exist
  CHECK(*weir::find_policy_path(location) == "/somewhere/else.jsonc");
  location.option = "mine.jsonc";
  CHECK(*weir::find_policy_path(location) == directory.at("work/mine.jsonc"));
}

TEST_CASE("without XDG_CONFIG_HOME it is ~/.config", "[location]") {
  const Directory directory;
  weir::PolicyLocation location = location_in(directory);
  location.config_home = "relative/is/ignored";
  const std::string home = directory.write("home/.config/weir/policy.jsonc", "{}");
  CHECK(*weir::find_policy_path(location) == home);
  location.config_home.clear();
  CHECK(*weir::find_policy_path(location) == home);
}

TEST_CASE("a file is read and its directory is the base", "[location]") {
  const Directory directory;
  const std::string path = directory.write("weir.jsonc", weir::starter_policy());
  const auto loaded = weir::load_policy(path);
  REQUIRE(loaded.ok());
  CHECK((*loaded)->path == path);
  CHECK((*loaded)->store.directory == directory.at("weir-data"));
}

TEST_CASE("what is no readable file of bounded size is refused", "[location]") {
  const Directory directory;
  const auto reason = [](const std::string& path) {
    const auto loaded = weir::load_policy(path);
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.status().code() == weir::Code::kInvalidPolicy);
    return std::string(loaded.status().reason());
  };
  CHECK(reason(directory.at("none")) == "policy.unreadable");
  CHECK(reason(directory.at("")) == "policy.unreadable");
  CHECK(reason("/dev/zero") == "policy.unreadable");
  REQUIRE(mkfifo(directory.at("pipe").c_str(), 0600) == 0);
  CHECK(reason(directory.at("pipe")) == "policy.unreadable");
  CHECK(reason(directory.write("big", std::string(weir::kMaxPolicyBytes + 1, ' '))) ==
        "policy.too_large");
}
