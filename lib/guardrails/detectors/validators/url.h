// Addresses of the web.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// The address round ".x": a host of labels, a scheme before it (http, https, ftp), perhaps with a
// user and a password (RFC 3986, 3.2.1), a port, a path. Nothing if it stands behind another "@",
// "%" or a backslash, or inside the path of another address.
[[nodiscard]] Candidate walk_url(std::string_view text, size_t trigger_end);

// A host that ends in a top-level domain (RFC 1035, 2.3.1; IANA's list). Punctuation behind the
// address belongs to the sentence; a closing bracket does where none is opened in the address.
// With a scheme or "www." it scores 0.6; a bare host in one of the domains that names of programs
// and files do not end in scores the row's score, others less. Source: RFC 3986.
[[nodiscard]] Verdict validate_url(const Candidate& candidate, double base_score);

}  // namespace weir
