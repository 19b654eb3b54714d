// A character class: what stands between [ and ].
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"
#include "guardrails/regex/byte_set.h"

namespace weir::regex {

struct CharacterClass {
  ByteSet bytes;                                            // negation and caseless applied
  std::vector<std::pair<uint32_t, uint32_t>> beyond_ascii;  // ranges of characters, from 0x80 on
};

// Reads the class whose bracket is at `at`, and moves `at` behind it. At least one of the two parts
// of `out` is not empty. REQUIRES: text[at] == '['.
[[nodiscard]] Status parse_class(std::string_view text, bool caseless, size_t& at,
                                 CharacterClass& out);

}  // namespace weir::regex
