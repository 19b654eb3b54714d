// The numbering plans of libphonenumber (github.com/google/libphonenumber), whose metadata it reads
// when it is first asked. Its numbers are protobuf messages: no other folder sees them.
#pragma once

#include <memory>

#include "guardrails/detectors/numbering_plans.h"

namespace weir {

// The same for as long as the program runs: the library has one instance.
[[nodiscard]] std::shared_ptr<const NumberingPlans> libphonenumber_plans();

}  // namespace weir
