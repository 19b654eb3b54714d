// Reads a file of rules in the TOML format of gitleaks (its README, "Configuration").
//
// Of a rule: id, description, regex, secretGroup, entropy, keywords, tags, allowlists (or one
// allowlist: description, condition, regexes, regexTarget, stopwords). Of the file: title,
// description, minVersion, rules, and allowlists for all of its rules or for those they name
// (targetRules).
//
// Passed over: paths and commits, and rules that have a path and no expression. Refused, since
// leaving them out would change what is found: [extend], rules that require others, keys of no
// known meaning, an expression that RE2 or weir does not take.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "guardrails/file_rule.h"

namespace weir {

inline constexpr size_t kMaxRuleFileBytes = size_t{4} << 20;
inline constexpr size_t kMaxFileRules = 2000;

// `name` is for messages. Faults: kInvalidPolicy "rule_file.invalid", with the file, the rule's id
// and the reason.
[[nodiscard]] Result<FileRules> parse_rule_file(std::string_view text, const std::string& name);

// Besides, kInvalidPolicy "rule_file.unreadable": not there, not allowed, or over
// kMaxRuleFileBytes.
[[nodiscard]] Result<FileRules> read_rule_file(const std::string& path);

}  // namespace weir
