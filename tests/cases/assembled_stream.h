// The events of a stream, put together as an SDK does it.
#pragma once

#include <string>
#include <vector>

namespace weir::testing {

// {"choices":[{"index":0,"content":"…","refusal":"…","reasoning_content":"…",
//   "tool_calls":[{"id":"…","name":"…","arguments":"…"}],"finish_reason":"stop"}],
//  "usage":{…},"errors":[…]}
// Members that no event had are left out. An event that is not a JSON object makes "broken": true.
[[nodiscard]] std::string assembled(const std::vector<std::string>& events);

}  // namespace weir::testing
