// One whole policy and the edits of it that a parser must accept or refuse. Read by the parser's
// tests, and by the comparison with the JSON Schema.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace weir_test {

struct PolicyCase {
  std::string_view name;
  std::string_view find;  // in whole_policy(); empty: `replace` is the whole text
  std::string_view replace;
  std::string_view reason;    // empty: accepted
  std::string_view pointer;   // of the first error
  bool schema_agrees = true;  // false: a schema cannot say this, and accepts
};

// Plain JSON, with every part that a policy can have. Accepted.
[[nodiscard]] std::string whole_policy();

[[nodiscard]] std::span<const PolicyCase> policy_cases();
[[nodiscard]] std::string text_of(const PolicyCase& policy_case);

}  // namespace weir_test
