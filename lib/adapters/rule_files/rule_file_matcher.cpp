#include "adapters/rule_files/rule_file_matcher.h"

#include "adapters/rule_files/rule_file.h"

namespace weir {

Result<std::vector<std::shared_ptr<const FileRule>>> RuleFileMatcher::read_rules(
    const std::string& path) {
  return read_rule_file(path);
}

}  // namespace weir
