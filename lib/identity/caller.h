// Who asks. A caller's name is as true as its source, and every log row says which that was.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace weir {

enum class CallerSource : uint8_t {
  kAsserted,  // the program says so, and answers for it
  kOsUser,    // the operating system's user of this process
};

[[nodiscard]] std::string_view name_of(CallerSource source);  // "asserted", "os_user"

struct Caller {
  std::string user;  // never empty
  std::vector<std::string> groups;
  std::string app;
  std::map<std::string, std::string> tags;
  CallerSource source = CallerSource::kAsserted;

  [[nodiscard]] bool is_in(std::string_view group) const;
};

// What a program says about a caller. A field that is not set is not known, which is not the same
// as empty: an empty user is refused, so that a lost session never becomes the process's own user.
struct CallerOptions {
  std::optional<std::string> user;
  std::optional<std::vector<std::string>> groups;
  std::string app;
  std::map<std::string, std::string> tags;
};

// Limits, in bytes of UTF-8 and in entries. No name may hold control characters.
constexpr size_t kMaxCallerNameBytes = 256;
constexpr size_t kMaxCallerGroups = 256;
constexpr size_t kMaxCallerTags = 32;
constexpr size_t kMaxTagNameBytes = 64;
constexpr size_t kMaxTagValueBytes = 256;

// The user that the process runs as. Read once when a gate opens: it may ask a directory server.
struct OperatingSystemUser {
  std::string name;  // "uid:1000" where the system knows no name
  std::vector<std::string> groups;
};
// The effective user (getpwuid_r) and the process's own groups (getgroups, getgrgid_r), at most
// kMaxCallerGroups. May block on the name service.
[[nodiscard]] OperatingSystemUser read_operating_system_user();

// The caller of one call. A user that is set makes it asserted; groups that are set do so as well.
// With neither it is the operating system's user, with that user's groups. Faults:
// kInvalidArgument "caller.user", "caller.group", "caller.app", "caller.tag"; the text names the
// field and never its content. Does not block.
[[nodiscard]] Result<Caller> identify(const CallerOptions& options, const OperatingSystemUser& os);

}  // namespace weir
