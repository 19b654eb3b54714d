// Server-sent events, the sending side.
#pragma once

#include <string>
#include <string_view>

namespace weir {

// One event: a "data:" line for each line of `data`, then a blank line. `type` stands before them
// unless it is empty or "message"; it must not hold a line end (REQUIRES).
[[nodiscard]] std::string sse_event(std::string_view data, std::string_view type = {});

}  // namespace weir
