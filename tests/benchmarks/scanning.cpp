#include "scanning.h"

#include <time.h>

#include <stdexcept>

#include "adapters/hyperscan/hyperscan_matcher.h"
#ifdef WEIR_WITH_PHONENUMBER
#include "adapters/phone_numbers/numbering_plan_matcher.h"
#endif

namespace weir::benchmarks {
namespace {

// As the library wires it.
std::unique_ptr<PatternMatcher> open_matcher() {
  auto matcher = HyperscanMatcher::open("");
  if (!matcher.ok()) throw std::runtime_error(std::string(matcher.status().message()));
#ifdef WEIR_WITH_PHONENUMBER
  return std::make_unique<NumberingPlanMatcher>(std::move(matcher).value());
#else
  return std::move(matcher).value();
#endif
}

}  // namespace

Everything::Everything(std::vector<std::string> keywords) {
  const auto matcher = open_matcher();
  GuardrailPolicy guardrail;
  guardrail.name = "everything";
  RulePolicy rule;
  rule.detect = {"pii", "secret"};
  rule.keywords = std::move(keywords);
  rule.action = GuardrailAction::kMask;
  guardrail.rules.push_back(rule);
  auto set = DetectorSet::compile({&guardrail, 1}, *matcher);
  if (!set.ok()) throw std::runtime_error(std::string(set.status().message()));
  set_ = std::move(set).value();
  const size_t first = 0;
  rules_ = set_->ruleset({&first, 1});
}

double thread_us() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

}  // namespace weir::benchmarks
