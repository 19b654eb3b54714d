// Whether the engine that was linked may be trusted.
//
// Hyperscan's last open release is 5.4.2; what calls itself 5.4.3 to 5.4.12 is Vectorscan with
// known faults: 5.4.9 (Debian 12, Ubuntu 24.04) aborts the process on ordinary text and misses
// matches of DOTALL patterns (VectorCamp/vectorscan issues 317, 322, 368, 381, 382), later ones
// read past the buffer. 5.4.13 is the first without them.
#pragma once

#include <string_view>

#include "base/status.h"

namespace weir {

// `version`: the text of hs_version(), "5.4.0 2021-01-26". Fault: kUnsupported "engine.version".
[[nodiscard]] Status check_engine_version(std::string_view version);

// Version, processor, and a scan whose result is known; run once per process.
[[nodiscard]] Status check_engine();

}  // namespace weir
