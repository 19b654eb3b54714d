// weir quota reset, freeze, unfreeze, grant and events.
#pragma once

#include <weir/weir.hpp>

#include "arguments.h"

namespace cli {

// The exit code.
[[nodiscard]] int run_quota_act(weir::gate& gate, const QuotaArguments& arguments);

}  // namespace cli
