// Where a key lies, read from the policy's text. The key itself is read by lib/adapters/keys.
#pragma once

#include <string>
#include <string_view>

#include "policy/policy.h"

namespace weir {

// "env:NAME", "file:PATH", "exec:PATH argument ..." (split at spaces) or exec:["PATH","argument"].
// A relative PATH lies under `directory`; empty: relative paths are refused. False: `why` says what
// is wrong, without the text (it could be a key that was put in the wrong place).
[[nodiscard]] bool parse_key_reference(std::string_view text, std::string_view directory,
                                       KeyReference& reference, std::string& why);

// `path` under `directory` when it is relative; empty when that is not possible.
[[nodiscard]] std::string absolute_path(std::string_view path, std::string_view directory);

}  // namespace weir
