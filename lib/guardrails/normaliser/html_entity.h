// One HTML character reference at a time (HTML Living Standard, 13.2.5.72 and following): decimal
// and hexadecimal ones, and the names of what identifiers and addresses are made of.
#pragma once

#include <string_view>

#include "guardrails/normaliser/escape.h"

namespace weir {

// REQUIRES: text begins with "&". A numeric reference may lack its ";".
[[nodiscard]] Escape decode_html_entity(std::string_view text);

}  // namespace weir
