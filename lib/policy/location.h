// Where the policy lies, and reading it from there.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace weir {

// What the search looks at; from_process() takes it from the running process, tests make their own.
struct PolicyLocation {
  std::string option;    // the path that the program named; empty: none
  std::string variable;  // WEIR_POLICY
  std::string working_directory;
  std::string config_home;  // XDG_CONFIG_HOME
  std::string home;         // HOME; config_home is home/.config where it is not set
  std::string system = "/etc/weir/policy.jsonc";

  [[nodiscard]] static PolicyLocation from_process(std::string_view option);
};

// The first of: the option, WEIR_POLICY, ./weir.jsonc, $XDG_CONFIG_HOME/weir/policy.jsonc,
// /etc/weir/policy.jsonc; absolute. The first two are taken as they are, whether or not the file
// exists (a policy that was named must not be replaced by another one in silence). Nothing found:
// kInvalidPolicy "policy.not_found", which lists the places.
[[nodiscard]] Result<std::string> find_policy_path(const PolicyLocation& location);

struct PolicyFile {
  std::string path;  // absolute
  std::string text;
};

// At most 1 MiB of a regular file. Faults: kInvalidPolicy "policy.unreadable", "policy.too_large".
[[nodiscard]] Result<PolicyFile> read_policy_file(const std::string& path);

}  // namespace weir
