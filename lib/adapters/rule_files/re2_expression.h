// An expression of a rule file, by RE2: linear in the text, and of the syntax that gitleaks' rules
// are written in (github.com/google/re2/wiki/Syntax).
#pragma once

#include <cstdint>
#include <string>

#include "base/status.h"
#include "guardrails/file_rule.h"

namespace weir {

enum class DotMeaning : uint8_t { kNoLineBreak, kEveryByte };

// Fault: kInvalidPolicy "rule_file.invalid" with RE2's reason.
[[nodiscard]] Result<RuleExpressionPointer> compile_re2(const std::string& expression,
                                                        DotMeaning dot = DotMeaning::kNoLineBreak);

}  // namespace weir
