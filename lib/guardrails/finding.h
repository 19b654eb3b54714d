// What a scan reports: where something was found, what it is and what is done about it; never the
// matched text itself.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"

namespace weir {

// The views are borrowed from the DetectorSet that found it.
struct Finding {
  std::string_view entity;  // "FI_PERSONAL_IDENTITY_CODE"; KEYWORD; the name of a user's pattern
  size_t start = 0;         // byte offset in the text as it was given
  size_t end = 0;           // one past the last byte
  double score = 0;         // 0 to 1
  GuardrailAction action = GuardrailAction::kFlag;
  std::string_view guardrail;  // its name in the policy
  size_t rule = 0;             // which of the guardrail's rules, from 0

  friend bool operator==(const Finding&, const Finding&) = default;
};

// The bytes [start, end) of the given text become `replacement`. In order, without overlap.
struct Edit {
  size_t start = 0;
  size_t end = 0;
  std::string replacement;  // "<IBAN_CODE>", in quotes where JSON wants it

  friend bool operator==(const Edit&, const Edit&) = default;
};

// Whether the text may go on. Borrowed views as in Finding.
struct ScanVerdict {
  bool blocked = false;
  // "guardrail.blocked": a blocking rule matched. "scan.limit": the text holds more candidates than
  // the scanner looks at, and is refused rather than let through unread. Empty when not blocked.
  std::string_view reason;
  std::string_view guardrail;  // empty for scan.limit
  std::string_view entity;     // empty for scan.limit

  friend bool operator==(const ScanVerdict&, const ScanVerdict&) = default;
};

// What two readings of one text hold together: of `second`, only what meets nothing of `first`.
// Both are in order and without overlap, as is the result. Linear.
[[nodiscard]] std::vector<Finding> merged(const std::vector<Finding>& first,
                                          const std::vector<Finding>& second);
// Edits that meet become one, with the replacement of `first`.
[[nodiscard]] std::vector<Edit> merged(std::vector<Edit> first, std::vector<Edit> second);

}  // namespace weir
