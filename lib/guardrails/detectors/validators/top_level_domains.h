// The top-level domains that there are.
#pragma once

#include <string_view>

namespace weir {

// True if `name`, in lower case, is a top-level domain (IDNs in their xn-- form). Source: IANA,
// root zone database, tlds-alpha-by-domain.txt; the version is named in the source.
[[nodiscard]] bool is_top_level_domain(std::string_view name);

}  // namespace weir
