// User and password in one text: a URL's user information, HTTP's Basic scheme.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// scheme://user:password@ (RFC 3986 3.2.1). The finding is the password; a placeholder is none, nor
// is a port with a path behind it.
[[nodiscard]] Verdict validate_url_password(const Candidate& candidate, double base_score);

// Basic scheme (RFC 7617): "Basic " and base64 of user:password. The finding is the base64.
[[nodiscard]] Verdict validate_basic_credentials(const Candidate& candidate, double base_score);

}  // namespace weir
