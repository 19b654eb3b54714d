// The text of a policy to a Policy: whole or not at all.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/status.h"
#include "policy/policy.h"

namespace weir {

// `text`: the policy, JSON with comments and trailing commas, at most 1 MiB of UTF-8. `path`: the
// absolute path of the file that it came from, which relative paths in it are relative to; empty
// for an inline policy, which needs absolute ones.
//
// Refused with kInvalidPolicy, a reason "policy.…" and details that list every error found (up to
// 20), each with its JSON pointer, line and column: {"source","count","errors":[{"reason",
// "pointer","message","line","column"}]}. No error repeats a value of the policy.
[[nodiscard]] Result<std::shared_ptr<const Policy>> parse_policy(std::string_view text,
                                                                 const std::string& path = {});

// Reads the file (a regular file of at most 1 MiB) and parses it. A file that cannot be read is
// kInvalidPolicy "policy.unreadable". May block on the file system.
[[nodiscard]] Result<std::shared_ptr<const Policy>> load_policy(const std::string& path);

}  // namespace weir
