// What a code point becomes before a text is scanned: a table, not an algorithm.
#pragma once

#include <cstdint>

namespace weir {

inline constexpr int kFoldKeep = -1;  // the code point stays as it is
inline constexpr int kFoldDrop = -2;  // it vanishes

// kFoldKeep, kFoldDrop, or the ASCII byte (0 to 127) that `code_point` becomes.
[[nodiscard]] int fold_code_point(char32_t code_point);

// Whether a UTF-8 sequence that begins with this byte may hold a code point that does not stay: C2,
// or CC or higher, and of those not every one.
[[nodiscard]] bool may_begin_fold(unsigned char lead);

}  // namespace weir
