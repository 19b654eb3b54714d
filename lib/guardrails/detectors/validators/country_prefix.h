// A country's two letters before a number, as VAT numbers have them.
#pragma once

#include <string_view>

namespace weir {

// 1 if the letters that `match` begins with look like a country's prefix: capitals, or small
// letters that touch the number. Else, and without letters, `base_score`: "is 12345" and "se 55603"
// are words of a sentence before a number. Source: Council Directive 2006/112/EC, article 215 (the
// prefix).
[[nodiscard]] double score_behind_prefix(std::string_view match, double base_score);

}  // namespace weir
