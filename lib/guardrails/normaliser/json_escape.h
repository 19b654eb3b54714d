// One JSON escape at a time (RFC 8259, section 7).
#pragma once

#include <string_view>

#include "guardrails/normaliser/escape.h"

namespace weir {

// REQUIRES: text begins with a backslash. A surrogate pair is one escape of 12 bytes; a surrogate
// without its partner is read as U+FFFD, as most readers do.
[[nodiscard]] Escape decode_json_escape(std::string_view text);

// The same where nothing comes behind `text`.
[[nodiscard]] Escape decode_last_json_escape(std::string_view text);

}  // namespace weir
