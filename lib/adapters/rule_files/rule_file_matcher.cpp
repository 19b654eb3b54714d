#include "adapters/rule_files/rule_file_matcher.h"

#include "adapters/rule_files/re2_expression.h"
#include "adapters/rule_files/rule_file.h"

namespace weir {

Result<std::vector<std::shared_ptr<const FileRule>>> RuleFileMatcher::read_rules(
    const std::string& path) {
  return read_rule_file(path);
}

// A policy's "." is a line break too (regex/parser.h).
Result<std::shared_ptr<const RuleExpression>> RuleFileMatcher::read_groups(
    const std::string& expression) {
  Result<RuleExpressionPointer> compiled = compile_re2(expression, DotMeaning::kEveryByte);
  if (compiled.ok()) return compiled;
  return Status(Code::kInvalidPolicy, "pattern.unsupported",
                "with a capture it must be in the syntax of RE2 as well; " +
                    std::string(compiled.status().message()));
}

}  // namespace weir
