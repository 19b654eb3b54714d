// Bulgarian identifiers. All take numbers without separators.
#pragma once

#include <string_view>

namespace weir {

// EGN: YYMMDD (months + 20 for the 1800s, + 40 for the 2000s), four digits, weights 2 4 8 5 10 9 7
// 3 6, mod 11 mod 10. Source: Civil Registration Act, article 11; grao.bg.
[[nodiscard]] bool is_egn(std::string_view number);

// LNCh of a foreigner: ten digits, weights 21 19 17 13 11 9 7 3 1, mod 10. Source: Act on
// Foreigners in the Republic of Bulgaria; VIES, BG.
[[nodiscard]] bool is_lnch(std::string_view number);

// EIK (BULSTAT): nine digits (weights 1 to 8, then 3 to 10), or thirteen (2 7 3 5, then 4 9 5 7,
// over digits nine to twelve); mod 11, 10 stands as 0. Source: BULSTAT Register Act, regulation.
[[nodiscard]] bool is_eik(std::string_view number);

// VAT number without BG: an EIK of nine digits, an EGN, an LNCh, or ten digits with weights 4 3 2 7
// 6 5 4 3 2, mod 11. Source: VIES, "VAT identification number structure", BG.
[[nodiscard]] bool is_bulgarian_vat_number(std::string_view number);

}  // namespace weir
