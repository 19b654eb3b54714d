// The address of a provider, read strictly: what a URL parser could read in two ways is refused.
#pragma once

#include <string>
#include <string_view>

#include "policy/policy.h"

namespace weir {

// RFC 3986 without user information, query and fragment; the host is a name, an IPv4 address of
// four decimal numbers, or an IPv6 address in brackets. False: `why` says what is wrong, without
// the URL itself (it could hold a password).
[[nodiscard]] bool parse_base_url(std::string_view text, BaseUrl& url, std::string& why);

// This machine or a private network: localhost, 127/8, ::1 (RFC 6761, RFC 1122), 10/8, 172.16/12,
// 192.168/16 (RFC 1918), fc00::/7 (RFC 4193). Names are not resolved: only "localhost" and names
// under ".localhost" count.
[[nodiscard]] bool is_private_host(std::string_view host);

}  // namespace weir
