// Addresses of the internet: e-mail and IP.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// "a.b.c.d", four decimal octets without leading zeros (RFC 6943, 3.1.1).
[[nodiscard]] bool is_ipv4(std::string_view text);
// RFC 4291, 2.2: eight groups, or fewer with one "::", the last two groups also as IPv4. No zone.
[[nodiscard]] bool is_ipv6(std::string_view text);

// The run of address characters round a trigger.
[[nodiscard]] Candidate walk_ipv4(std::string_view text, size_t trigger_end);
[[nodiscard]] Candidate walk_ipv6(std::string_view text, size_t trigger_end);
[[nodiscard]] Verdict validate_ipv4(const Candidate& candidate, double base_score);
// A short form that is also a name of programs ("a::b", "dead::beef") scores low, "::" lowest. Both
// with the length of a network ("/24"), IPv6 also with a zone ("%eth0").
[[nodiscard]] Verdict validate_ipv6(const Candidate& candidate, double base_score);

// Local part and domain round "@x" (RFC 5321, 4.1.2, unquoted; RFC 6531 letters up to U+024F).
// The local part is the nearest kLeftContext bytes at most.
[[nodiscard]] Candidate walk_email(std::string_view text, size_t trigger_end);
// Dots where they may stand, labels of 1 to 63, a last label of letters (or xn--) that is no ending
// of a file's name.
[[nodiscard]] Verdict validate_email(const Candidate& candidate, double base_score);

}  // namespace weir
