// Who may use which endpoint.
#pragma once

#include <string_view>

#include "base/status.h"
#include "identity/caller.h"
#include "policy/policy.h"

namespace weir {

// The endpoint of that name, borrowed from `policy`. Fault: kInvalidArgument "endpoint.unknown",
// with the nearest name that there is.
[[nodiscard]] Result<const EndpointPolicy*> find_endpoint(const Policy& policy,
                                                          std::string_view name);

// Whether `caller` may use `endpoint`. No allow list: everyone may. An empty one: nobody may.
// Fault: kDenied "endpoint.denied", a text for end users that names the endpoint and the caller,
// and not who else may use it.
[[nodiscard]] Status permit(const EndpointPolicy& endpoint, const Caller& caller);

}  // namespace weir
