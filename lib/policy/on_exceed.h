// What happens to a call that does not fit under a quota.
#pragma once

#include <cstdint>

namespace weir {

// In the order of the key table's words, and of what counts where several quotas refuse.
enum class OnExceed : uint8_t {
  kRefuse,
  kDowngrade,  // another target of the endpoint is tried
  kWait,       // in a queue of the process, for a time
  kWarn,       // it passes, and counts beyond the limit
};

}  // namespace weir
