#include "adapters/rule_files/re2_expression.h"

#include <re2/re2.h>

#include <utility>

namespace weir {
namespace {

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

class Re2Expression final : public RuleExpression {
 public:
  Re2Expression(const std::string& expression, DotMeaning dot)
      : engine_(expression, options(dot)) {}

  [[nodiscard]] bool ok() const { return engine_.ok(); }
  [[nodiscard]] const std::string& reason() const { return engine_.error(); }

  [[nodiscard]] std::vector<std::string_view> match(std::string_view text, size_t start,
                                                    size_t end) const override {
    std::vector<re2::StringPiece> found(group_count() + 1);
    std::vector<std::string_view> groups;
    if (!engine_.Match(piece(text), start, end, RE2::ANCHOR_BOTH, found.data(),
                       static_cast<int>(found.size()))) {
      return groups;
    }
    groups.reserve(found.size());
    for (const re2::StringPiece& group : found) groups.emplace_back(group.data(), group.size());
    return groups;
  }

  [[nodiscard]] size_t group_count() const override {
    return static_cast<size_t>(engine_.NumberOfCapturingGroups());
  }

  [[nodiscard]] bool occurs_in(std::string_view text) const override {
    return engine_.Match(piece(text), 0, text.size(), RE2::UNANCHORED, nullptr, 0);
  }

 private:
  static RE2::Options options(DotMeaning dot) {
    RE2::Options options;
    options.set_dot_nl(dot == DotMeaning::kEveryByte);
    options.set_log_errors(false);  // they may hold what somebody pasted
    return options;
  }

  RE2 engine_;
};

}  // namespace

Result<RuleExpressionPointer> compile_re2(const std::string& expression, DotMeaning dot) {
  auto compiled = std::make_shared<Re2Expression>(expression, dot);
  if (!compiled->ok()) {
    return Status(Code::kInvalidPolicy, "rule_file.invalid",
                  "regular expression: " + compiled->reason());
  }
  return RuleExpressionPointer(std::move(compiled));
}

}  // namespace weir
