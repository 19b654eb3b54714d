// From the node of a pattern to plain data, and what the key table cannot say of it.
#pragma once

#include <string>

#include "policy/document.h"
#include "policy/error_list.h"
#include "policy/policy.h"

namespace weir {

// `threshold`: the rule's. REQUIRES: the validator has passed `node`, and filled in defaults.
// Faults go to `errors`: a validator without what it needs, or what it needs without it; a score or
// context words without effect.
[[nodiscard]] PatternPolicy build_pattern(const Node& node, const std::string& pointer,
                                          double threshold, ErrorList& errors);

}  // namespace weir
