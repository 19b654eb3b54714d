// Everything that is wrong with one policy, collected so that it can be mended in one go.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace weir {

struct PolicyError {
  std::string reason;   // policy.unknown_key, policy.type, ... (README.md lists them)
  std::string pointer;  // JSON pointer, RFC 6901; empty: the whole text
  size_t offset = 0;    // byte of the text
  std::string message;  // no value of the policy, only the names of its keys
};

// An error never repeats a value of the policy: somebody may have put a key where a name belongs.
class ErrorList {
 public:
  static constexpr size_t kMaxErrors = 20;

  // `text` is borrowed. `source` names the text in messages: a path, or "policy".
  ErrorList(std::string_view text, std::string source) : text_(text), source_(std::move(source)) {}

  // The first kMaxErrors are kept, the others counted.
  void add(std::string_view reason, std::string_view pointer, size_t offset,
           std::string_view message);

  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] size_t count() const { return count_; }
  [[nodiscard]] const std::vector<PolicyError>& errors() const { return errors_; }

  // Success when empty. Otherwise kInvalidPolicy with the reason of the first error, the text
  // "source:line:column: pointer: message (and N more)", and details {"source","count","errors":
  // [{"reason","pointer","message","line","column"}]}. In the order of the text; keys that are
  // missing come last.
  [[nodiscard]] Status status();

 private:
  [[nodiscard]] std::string headline(const PolicyError& error) const;
  [[nodiscard]] std::string details() const;

  std::string_view text_;
  std::string source_;
  std::vector<PolicyError> errors_;
  size_t count_ = 0;
};

}  // namespace weir
