// A pattern matcher that brings numbering plans along; all else is the other one's.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/phone_numbers/libphonenumber_plans.h"
#include "guardrails/pattern_matcher.h"

namespace weir {

// Safe for concurrent use if `inner` is.
class NumberingPlanMatcher final : public PatternMatcher {
 public:
  explicit NumberingPlanMatcher(std::unique_ptr<PatternMatcher> inner) : inner_(std::move(inner)) {}

  [[nodiscard]] Result<std::shared_ptr<const PatternDatabase>> compile(
      const std::vector<Pattern>& patterns) override {
    return inner_->compile(patterns);
  }
  [[nodiscard]] std::optional<std::string> recall(const Digest& key) const override {
    return inner_->recall(key);
  }
  void keep(const Digest& key, std::string_view bytes) const override { inner_->keep(key, bytes); }
  [[nodiscard]] Result<std::vector<std::shared_ptr<const FileRule>>> read_rules(
      const std::string& path) override {
    return inner_->read_rules(path);
  }
  [[nodiscard]] Result<std::shared_ptr<const RuleExpression>> read_groups(
      const std::string& expression) override {
    return inner_->read_groups(expression);
  }
  [[nodiscard]] std::shared_ptr<const NumberingPlans> numbering_plans() const override {
    return plans_;
  }
  // The library does not tell its own version.
  [[nodiscard]] std::string version() const override {
    return inner_->version() + ", libphonenumber";
  }

 private:
  std::unique_ptr<PatternMatcher> inner_;
  std::shared_ptr<const NumberingPlans> plans_ = libphonenumber_plans();
};

}  // namespace weir
