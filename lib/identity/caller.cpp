#include "identity/caller.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "policy/text_format.h"
#include "policy/utf8.h"

namespace weir {
namespace {

constexpr size_t kNameServiceBytes = 16384;

Status check(std::string_view text, size_t low, size_t high, std::string_view reason,
             std::string_view what) {
  std::string message;
  if (text.size() < low) {
    message = "must not be empty";
  } else if (text.size() > high) {
    message = "must have at most " + std::to_string(high) + " bytes";
  } else if (find_invalid_utf8(text) != std::string_view::npos) {
    message = "must be UTF-8";
  } else if (has_control_characters(text)) {
    message = "must not hold control characters";
  }
  if (message.empty()) return {};
  return {Code::kInvalidArgument, reason, "the " + std::string(what) + " " + message};
}

Status check_groups(const std::vector<std::string>& groups) {
  if (groups.size() > kMaxCallerGroups) {
    return {Code::kInvalidArgument, "caller.group", "a caller has at most 256 groups"};
  }
  for (const std::string& group : groups) {
    WEIR_RETURN_IF_ERROR(
        check(group, 1, kMaxCallerNameBytes, "caller.group", "name of a caller's group"));
  }
  return {};
}

Status check_tags(const std::map<std::string, std::string>& tags) {
  if (tags.size() > kMaxCallerTags) {
    return {Code::kInvalidArgument, "caller.tag", "a caller has at most 32 tags"};
  }
  for (const auto& [name, value] : tags) {
    WEIR_RETURN_IF_ERROR(check(name, 1, kMaxTagNameBytes, "caller.tag", "name of a tag"));
    WEIR_RETURN_IF_ERROR(check(value, 0, kMaxTagValueBytes, "caller.tag", "value of a tag"));
  }
  return {};
}

std::string user_name(uid_t user) {
  std::array<char, kNameServiceBytes> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  const int error = getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found);
  if (error != 0 || found == nullptr || !check(found->pw_name, 1, kMaxCallerNameBytes, "", "").ok())
    return "uid:" + std::to_string(user);
  return found->pw_name;
}

std::string group_name(gid_t group) {
  std::array<char, kNameServiceBytes> buffer{};
  struct group entry {};
  struct group* found = nullptr;
  const int error = getgrgid_r(group, &entry, buffer.data(), buffer.size(), &found);
  if (error != 0 || found == nullptr || !check(found->gr_name, 1, kMaxCallerNameBytes, "", "").ok())
    return "gid:" + std::to_string(group);
  return found->gr_name;
}

std::vector<gid_t> process_groups() {
  const int count = getgroups(0, nullptr);
  std::vector<gid_t> groups(count > 0 ? static_cast<size_t>(count) : 0);
  const int read = groups.empty() ? 0 : getgroups(count, groups.data());
  groups.resize(read > 0 ? static_cast<size_t>(read) : 0);
  groups.insert(groups.begin(), getegid());
  return groups;
}

}  // namespace

std::string_view name_of(CallerSource source) {
  return source == CallerSource::kAsserted ? "asserted" : "os_user";
}

bool Caller::is_in(std::string_view group) const {
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

OperatingSystemUser read_operating_system_user() {
  OperatingSystemUser user;
  user.name = user_name(geteuid());
  for (const gid_t group : process_groups()) {
    if (user.groups.size() == kMaxCallerGroups) break;
    std::string name = group_name(group);
    if (std::find(user.groups.begin(), user.groups.end(), name) == user.groups.end()) {
      user.groups.push_back(std::move(name));
    }
  }
  return user;
}

Result<Caller> identify(const CallerOptions& options, const OperatingSystemUser& os) {
  Caller caller;
  const bool is_asserted = options.user.has_value() || options.groups.has_value();
  caller.source = is_asserted ? CallerSource::kAsserted : CallerSource::kOsUser;
  caller.user = options.user.value_or(os.name);
  caller.groups = options.groups.value_or(is_asserted ? std::vector<std::string>() : os.groups);
  caller.app = options.app;
  caller.tags = options.tags;
  WEIR_RETURN_IF_ERROR(
      check(caller.user, 1, kMaxCallerNameBytes, "caller.user", "name of the caller's user"));
  WEIR_RETURN_IF_ERROR(check_groups(caller.groups));
  WEIR_RETURN_IF_ERROR(
      check(caller.app, 0, kMaxCallerNameBytes, "caller.app", "name of the caller's app"));
  WEIR_RETURN_IF_ERROR(check_tags(caller.tags));
  return caller;
}

}  // namespace weir
