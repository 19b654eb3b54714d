// Private keys and signed tokens.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// JSON Web Token (RFC 7519): three parts of base64url, the first two JSON objects.
[[nodiscard]] Verdict validate_json_web_token(const Candidate& candidate, double base_score);

// PEM private key (RFC 7468): cut behind its END line; without one, behind the last line that can
// be part of a key.
[[nodiscard]] Verdict validate_private_key(const Candidate& candidate, double base_score);

// PuTTY's private key (PuTTY manual, appendix C): cut behind its MAC line; without one, it is none.
[[nodiscard]] Verdict validate_putty_key(const Candidate& candidate, double base_score);

}  // namespace weir
