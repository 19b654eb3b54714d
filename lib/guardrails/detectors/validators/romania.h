// Romanian identifiers. All take numbers without separators.
#pragma once

#include <string_view>

namespace weir {

// CNP: sex and century (1 to 9), YYMMDD, county (2), serial (3), weights 2 7 9 1 4 6 3 5 8 2 7 9,
// mod 11, 10 stands as 1. Source: OUG 97/2005 and HG 1375/2006, annex.
[[nodiscard]] bool is_cnp(std::string_view number);

// CUI (CIF), two to ten digits, the first not 0: weights 7 5 3 2 1 7 5 3 2 from the right, ten
// times the sum mod 11 mod 10. Source: Ministerul Finanțelor; VIES, RO.
[[nodiscard]] bool is_cui(std::string_view number);

}  // namespace weir
