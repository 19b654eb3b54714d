// Croatian identifiers. Numbers without separators.
#pragma once

#include <string_view>

namespace weir {

// OIB: eleven digits, ISO 7064 MOD 11,10. Source: Zakon o osobnom identifikacijskom broju, NN
// 60/08; Porezna uprava.
[[nodiscard]] bool is_oib(std::string_view number);

}  // namespace weir
