// The policy that a new user begins with (`weir init`).
#pragma once

#include <string_view>

namespace weir {

// Commented; loads without edits. Its paths are relative: save it as a file.
[[nodiscard]] std::string_view starter_policy();

}  // namespace weir
