// The tables of detectors. registry.cpp joins them.
#pragma once

#include <span>

#include "guardrails/detectors/detector.h"

namespace weir {

[[nodiscard]] std::span<const Detector> contact_detectors();
[[nodiscard]] std::span<const Detector> payment_detectors();
[[nodiscard]] std::span<const Detector> network_detectors();
[[nodiscard]] std::span<const Detector> finland_detectors();
[[nodiscard]] std::span<const Detector> united_states_detectors();
[[nodiscard]] std::span<const Detector> secret_detectors();

}  // namespace weir
