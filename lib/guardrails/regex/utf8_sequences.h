// Characters outside ASCII as sequences of byte sets.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "guardrails/regex/byte_set.h"

namespace weir::regex {

using ByteSequence = std::vector<ByteSet>;

// The character at the front of `text` and its length in bytes; empty where it is not valid UTF-8.
struct CodePoint {
  uint32_t value = 0;
  size_t length = 0;
};
[[nodiscard]] std::optional<CodePoint> decode_utf8(std::string_view text);

// Sequences that together accept exactly the UTF-8 of first..last. The splitting is that of RE2
// (re2/compile.cc, "UTF-8 range") and of the utf8-ranges crate.
// REQUIRES: first <= last <= 0x10FFFF. Surrogates are left out.
[[nodiscard]] std::vector<ByteSequence> utf8_sequences(uint32_t first, uint32_t last);

// The other case of a letter, or the letter itself. Covers Latin-1, Latin Extended-A, and the basic
// Greek and Cyrillic letters: the alphabets of Europe. Others have no case here.
[[nodiscard]] uint32_t other_case(uint32_t code_point);

}  // namespace weir::regex
