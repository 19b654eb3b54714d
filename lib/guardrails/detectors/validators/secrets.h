// Keys and tokens.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// Shannon entropy in bits a byte (Shannon 1948); 0 for an empty text.
[[nodiscard]] double shannon_entropy(std::string_view text);

// A token with some variety: the part behind its last prefix holds at least 2.5 bits a byte, so
// that "sk-xxxxxxxxxxxxxxxxxxxx" and the like are left alone.
[[nodiscard]] Verdict validate_token(const Candidate& candidate, double base_score);

// JSON Web Token (RFC 7519): three parts of base64url, the first two JSON objects.
[[nodiscard]] Verdict validate_json_web_token(const Candidate& candidate, double base_score);

// PEM private key (RFC 7468): cut behind its END line; without one, behind the last line that can
// be part of a key.
[[nodiscard]] Verdict validate_private_key(const Candidate& candidate, double base_score);

}  // namespace weir
