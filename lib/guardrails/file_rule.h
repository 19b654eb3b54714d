// A rule that a policy takes from a file of gitleaks' kind: an expression, the group of it that is
// the secret, and what tells a secret from something that only looks like one.
//
// Where gitleaks looks at files, weir looks at texts that pass by, so a few things differ:
//   - a match is found if it is at most 512 bytes long (kMaxWidth), like that of any pattern; the
//     bytes that an expression may begin with but need not do not count;
//   - one of the keywords must stand in the match, or near it: kLeftContext bytes before, or
//     kRightContext behind it;
//   - paths and commits, of rules and of allowlists, mean nothing and are passed over;
//   - "line" is the part of the line within those limits.
// Immutable; safe for concurrent use.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "guardrails/detectors/detector.h"

namespace weir {

// One expression, of a rule file or a policy's pattern, with its groups: what the engine of many
// patterns cannot tell.
class RuleExpression {
 public:
  virtual ~RuleExpression() = default;

  // The match that is exactly text[start, end), and its groups by number; a group that took no part
  // is empty. Empty list: no match.
  [[nodiscard]] virtual std::vector<std::string_view> match(std::string_view text, size_t start,
                                                            size_t end) const = 0;
  [[nodiscard]] virtual size_t group_count() const = 0;  // the whole match not counted
  // Whether it matches anywhere in `text`.
  [[nodiscard]] virtual bool occurs_in(std::string_view text) const = 0;
};

using RuleExpressionPointer = std::shared_ptr<const RuleExpression>;

// `candidate` narrowed to `part`, a group of its match.
[[nodiscard]] Candidate narrowed(const Candidate& candidate, std::string_view part);

struct RuleAllowlist {
  enum class Target : uint8_t { kSecret, kMatch, kLine };
  Target target = Target::kSecret;  // of the expressions
  bool needs_all = false;           // condition = "AND": all that is given here must hold
  bool is_void = false;             // it also asks for a path or a commit, and needs all
  std::vector<RuleExpressionPointer> expressions;
  std::vector<std::string> stopwords;  // lower case; anywhere in the secret
};

struct FileRule {
  std::string id;          // the entity of its findings
  std::string expression;  // as it stands in the file
  RuleExpressionPointer groups;
  size_t secret_group = 0;            // 0: the first group that is not empty, or else the match
  double entropy = 0;                 // the secret must have more, in bits a byte; 0: not asked
  std::vector<std::string> keywords;  // lower case; one must be near. Empty: none is asked
  std::vector<RuleAllowlist> allowlists;
  std::string source;  // all of the rule, for the hash of a set
};

using FileRules = std::vector<std::shared_ptr<const FileRule>>;

// The whole verdict on a match; the finding is the secret in it. Score 1.
[[nodiscard]] Verdict judge(const FileRule& rule, const Candidate& candidate);

}  // namespace weir
