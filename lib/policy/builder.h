// A valid document, its defaults filled in, to the Policy; and the checks that the key table cannot
// say: URLs, key references, time zones, paths, names that must differ, weights.
#pragma once

#include <string_view>

#include "policy/document.h"
#include "policy/error_list.h"
#include "policy/policy.h"

namespace weir {

// `directory` is what relative paths stand under; empty for an inline policy. What is wrong is
// added to `errors`; the Policy is of use only when nothing was.
[[nodiscard]] Policy build_policy(const Node& document, std::string_view directory,
                                  ErrorList& errors);

}  // namespace weir
