// The one text that all spellings of the same policy share, and its hash: what a log row and an
// auditor compare.
#pragma once

#include <string>

#include "policy/document.h"

namespace weir {

// JSON without comments and white space, the names of every object sorted by bytes, "$schema" left
// out, strings with the escapes that JSON requires. Numbers stand as they were written; defaults
// are not filled in.
[[nodiscard]] std::string canonical_text(const Node& document);

// SHA-256 of canonical_text(), 64 hex digits.
[[nodiscard]] std::string policy_hash(const Node& document);

}  // namespace weir
