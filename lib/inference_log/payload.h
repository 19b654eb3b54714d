// The part of a payload that the log keeps. Whether a payload is kept at all, and redacted or raw,
// is decided by the gateway; this is the cap alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "inference_log/record.h"

namespace weir {

inline constexpr int64_t kDefaultMaxPayloadBytes = 1 << 20;

// Cuts `payload` to at most `max_bytes`, at the end of a character, and notes in `seal` the size
// and the SHA-256 of the whole and whether it was cut. Bytes that are not UTF-8 become U+FFFD. Does
// nothing when there is no payload or the seal is filled.
void seal_payload(std::optional<std::string>& payload, PayloadSeal& seal, int64_t max_bytes);

}  // namespace weir
