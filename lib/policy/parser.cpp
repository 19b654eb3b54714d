#include "policy/parser.h"

#include <utility>

#include "policy/builder.h"
#include "policy/canonical.h"
#include "policy/document.h"
#include "policy/error_list.h"
#include "policy/location.h"
#include "policy/validator.h"

namespace weir {

Result<std::shared_ptr<const Policy>> parse_policy(std::string_view text, const std::string& path) {
  ErrorList errors(text, path.empty() ? "policy" : path);
  Node document;
  SyntaxFault fault;
  if (!parse_document(text, document, fault)) {
    errors.add(fault.reason, "", fault.offset, fault.message);
    return errors.status();
  }
  validate(document, errors);
  if (!errors.empty()) return errors.status();
  std::string hash = policy_hash(document);
  fill_in_defaults(document);
  const std::string directory = path.substr(0, path.rfind('/') + 1);
  auto policy = std::make_shared<Policy>(build_policy(document, directory, errors));
  if (!errors.empty()) return errors.status();
  policy->path = path;
  policy->hash = std::move(hash);
  return std::shared_ptr<const Policy>(std::move(policy));
}

Result<std::shared_ptr<const Policy>> load_policy(const std::string& path) {
  Result<PolicyFile> file = read_policy_file(path);
  if (!file.ok()) return file.status();
  return parse_policy(file->text, file->path);
}

}  // namespace weir
