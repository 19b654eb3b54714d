// The kinds of text that a policy's strings may be, each with its check, the regular expression
// that says the same (or a little less) in the JSON Schema, and the words of the error.
#pragma once

#include <cstdint>
#include <string_view>

namespace weir {

enum class TextFormat : uint8_t {
  kText,          // anything without control characters
  kPattern,       // a regular expression, checked by guardrails
  kContextWord,   // a word, or a stem with *
  kName,          // of a provider, endpoint, guardrail, quota or pattern
  kBaseUrl,       // checked in full by parse_base_url (policy/base_url.h)
  kKeyReference,  // checked in full by parse_key_reference (policy/key_reference.h)
  kApiVersion,
  kHeaderName,
  kHeaderValue,
  kAllowEntry,
  kDuration,
  kWindowLength,    // a duration, or a unit of the calendar
  kQuotaDimension,  // parse_quota_dimension (policy/policy.h)
  kTimezone,        // checked in full against the machine's time zones
  kStore,
  kPostgresql,  // checked in full by libpq (adapters/postgresql/address.h)
};

struct TextFormatRow {
  TextFormat format;
  std::string_view pattern;  // ECMA-262, anchored; empty: none
  std::string_view expects;  // "a name of letters, digits and . _ / : -"
  bool (*fits)(std::string_view text);
};

[[nodiscard]] const TextFormatRow& row_of(TextFormat format);

// Whether `text`, UTF-8, holds a control character: C0, DEL or C1 (U+0080 to U+009F), which
// terminals obey as well. Texts of a policy go into rows and messages. Source: ISO/IEC 6429.
[[nodiscard]] bool has_control_characters(std::string_view text);

}  // namespace weir
