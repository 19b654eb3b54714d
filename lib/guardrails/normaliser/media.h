// Media that stand in a text as base64: images, sound, films, fonts and PDF, in data: URLs
// (RFC 2397) or bare. Nobody reads their digits, so they are neither unpacked nor searched.
//
// Nothing is taken for media because it says so: its first bytes must be those of its media type.
// A bare run must be an image, and kLeastBareMedia characters long. What has no such beginning
// (text, JSON, SVG, raw samples) is read like any other text.
#pragma once

#include <cstddef>
#include <string_view>

#include "guardrails/normaliser/packed_text.h"

namespace weir {

inline constexpr size_t kLeastBareMedia = 24;
// As far as begins_media() looks at what is before a run, and at the run.
inline constexpr size_t kMostMediaHeader = 96;
inline constexpr size_t kMostMediaHead = 24;

// Whether a run of base64 is media. `before`: the text before it, the last kMostMediaHeader bytes
// of it; a backslash may stand before a slash (JSON). `run`: its first kMostMediaHead characters.
// `goes_on`: there may be more of the run than is given.
[[nodiscard]] Answer begins_media(std::string_view before, std::string_view run, bool goes_on);

// Whether a run that begins with `first`, behind `before`, may be media at all: a quick look.
[[nodiscard]] constexpr bool may_begin_media(char before, char first) {
  return before == ',' || before == '/' || before == '+' || first == 'i' || first == 'R' ||
         first == 'U';
}

}  // namespace weir
