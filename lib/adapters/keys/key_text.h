// What a key may look like, and what a program that prints keys may say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/status.h"
#include "identity/key_store.h"

namespace weir {

constexpr size_t kMaxKeyBytes = 16384;  // tokens of cloud platforms run to several KiB

// `text` without the line breaks at its end, as a key. It must be printable ASCII: anything else
// could not stand in a header (RFC 9110, section 5.5), or would end it. `source` names the
// reference in faults: "key.missing" for an empty one, "key.malformed", "key.too_large".
[[nodiscard]] Result<KeyGrant> read_key(std::string_view text, std::string_view source);

// The output of a program: the key alone, or a JSON object {"key": "…", "expires_at": "RFC 3339"}
// whose other members are ignored. Decodes in place and leaves `output` in any state: wipe it.
[[nodiscard]] Result<KeyGrant> read_key_answer(std::string& output, std::string_view source);

// RFC 3339, section 5.6: "2026-08-28T12:00:00Z", "2026-08-28T12:00:00.25+02:00". UTC microseconds.
[[nodiscard]] std::optional<int64_t> parse_rfc3339_us(std::string_view text);

}  // namespace weir
