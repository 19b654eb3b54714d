#include "policy/location.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "policy/document.h"
#include "policy/key_reference.h"

namespace weir {
namespace {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): read at open
  return value == nullptr ? std::string() : std::string(value);
}

bool is_file(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int value() const { return value_; }

 private:
  int value_;
};

Status unreadable(const std::string& path, int error) {
  return {Code::kInvalidPolicy, "policy.unreadable",
          path + ": the policy cannot be read: " + std::generic_category().message(error)};
}

}  // namespace

PolicyLocation PolicyLocation::from_process(std::string_view option) {
  PolicyLocation location;
  location.option = option;
  location.variable = environment("WEIR_POLICY");
  location.config_home = environment("XDG_CONFIG_HOME");
  location.home = environment("HOME");
  std::error_code ignored;  // no working directory: relative places are left out
  location.working_directory = std::filesystem::current_path(ignored).string();
  return location;
}

Result<std::string> find_policy_path(const PolicyLocation& location) {
  for (const std::string* named : {&location.option, &location.variable}) {
    if (named->empty()) continue;
    std::string path = absolute_path(*named, location.working_directory);
    if (!path.empty()) return path;
  }
  std::vector<std::string> places;
  if (!location.working_directory.empty()) {
    places.push_back(location.working_directory + "/weir.jsonc");
  }
  // The XDG specification: a relative path in XDG_CONFIG_HOME is ignored.
  if (!location.config_home.empty() && location.config_home.front() == '/') {
    places.push_back(location.config_home + "/weir/policy.jsonc");
  } else if (!location.home.empty()) {
    places.push_back(location.home + "/.config/weir/policy.jsonc");
  }
  places.push_back(location.system);
  std::string list;
  for (std::string& place : places) {
    if (is_file(place)) return std::move(place);
    list += (list.empty() ? "" : ", ") + place;
  }
  return Status(Code::kInvalidPolicy, "policy.not_found",
                "no policy: name one, set WEIR_POLICY, or put one at " + list);
}

Result<PolicyFile> read_policy_file(const std::string& path) {
  std::error_code error;
  PolicyFile file;
  file.path = std::filesystem::absolute(path, error).lexically_normal().string();
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (descriptor.value() < 0) return unreadable(path, errno);
  struct stat info {};
  if (::fstat(descriptor.value(), &info) != 0) return unreadable(path, errno);
  if (!S_ISREG(info.st_mode)) return unreadable(path, S_ISDIR(info.st_mode) ? EISDIR : EINVAL);
  std::array<char, 65536> chunk{};
  while (true) {
    const ssize_t count = ::read(descriptor.value(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable(path, errno);
    if (count == 0) return file;
    file.text.append(chunk.data(), static_cast<size_t>(count));
    if (file.text.size() > kMaxPolicyBytes) {
      return Status(Code::kInvalidPolicy, "policy.too_large",
                    path + ": the policy is larger than 1 MiB");
    }
  }
}

}  // namespace weir
