#include "guardrails/detector_set.h"

#include <array>

#include "guardrails/policies.h"
#include "guardrails/scanner.h"

using namespace weir;
using weir::testing::compile;
using weir::testing::Compiled;
using weir::testing::rule;

namespace {

constexpr auto kMask = GuardrailAction::kMask;
constexpr auto kFlag = GuardrailAction::kFlag;
constexpr auto kBlock = GuardrailAction::kBlock;

Status refusal(const RulePolicy& rule) {
  auto set = compile({{"ours", {rule}}});
  REQUIRE_FALSE(set.ok());
  CHECK(set.status().code() == Code::kInvalidPolicy);
  CHECK(set.status().message().find("guardrail \"ours\"") == 0);
  return std::move(set).status();
}

}  // namespace

TEST_CASE("a policy that cannot be enforced is refused with its place and reason", "[set]") {
  const Status unknown = refusal(rule(kMask, {"pii/finland"}));
  CHECK(unknown.reason() == "detector.unknown");
  CHECK(refusal(rule(kMask, {}, {""})).reason() == "keyword.invalid");
  const Status syntax = refusal(rule(kMask, {}, {}, {{"ticket", "TCK-["}}));
  CHECK(syntax.message().find("pattern \"ticket\"") != std::string_view::npos);
  CHECK(refusal(rule(kMask, {}, {}, {{"look", "(?=a)b"}})).reason() == "pattern.unsupported");
  CHECK(refusal(rule(kMask, {}, {}, {{"endless", "id=[a-z]+"}})).reason() == "pattern.unbounded");
  CHECK(refusal(rule(kMask, {}, {}, {{"empty", "a*"}})).reason().starts_with("pattern."));
}

TEST_CASE("nothing to look for is an empty ruleset", "[set]") {
  const auto none = compile({});
  REQUIRE(none.ok());
  CHECK((*none)->ruleset({}).empty());
  const Compiled set({rule(kMask, {"pii/fi"})});
  CHECK(set.set->ruleset({}).empty());
  CHECK_FALSE(set.ruleset.empty());
  CHECK(set.ruleset.changes_text());
  CHECK_FALSE(Compiled({rule(kFlag, {"pii/fi"})}).ruleset.changes_text());
  const auto result = scan(Ruleset(), "131052-308T");
  REQUIRE(result.ok());
  CHECK(result->findings.empty());
}

TEST_CASE("the strictest of several rules for one detector counts", "[set]") {
  const auto set = compile({{"flagging", {rule(kFlag, {"FI_PERSONAL_IDENTITY_CODE"})}},
                            {"masking", {rule(kFlag, {"pii/fi"}), rule(kMask, {"pii/fi"})}},
                            {"blocking", {rule(kBlock, {}, {"Kalevala"})}}});
  REQUIRE(set.ok());
  const auto found = [&](std::vector<size_t> guardrails) {
    const auto result = scan((*set)->ruleset(guardrails), "hetu 131052-308T");
    REQUIRE(result.ok());
    REQUIRE(result->findings.size() == 1);
    return result->findings.front();
  };
  CHECK(found({0}).action == kFlag);
  CHECK(found({0}).guardrail == "flagging");
  for (const auto& order : {std::vector<size_t>{0, 1}, std::vector<size_t>{1, 0, 2}}) {
    const Finding finding = found(order);
    CHECK(finding.action == kMask);
    CHECK(finding.guardrail == "masking");
    CHECK(finding.rule == 1);
    CHECK(finding.entity == "FI_PERSONAL_IDENTITY_CODE");
  }
}

TEST_CASE("the hash tells sets apart, and is the same for the same set", "[set]") {
  const auto hash = [](std::vector<RulePolicy> rules) {
    return std::string(Compiled(std::move(rules)).set->hash());
  };
  const std::string first = hash({rule(kMask, {"pii/fi"})});
  CHECK(first.size() == 64);
  CHECK(first == hash({rule(kMask, {"pii/fi"})}));
  CHECK(first != hash({rule(kMask, {"pii/fi"}, {"word"})}));
  CHECK(hash({rule(kMask, {}, {"word"})}) != hash({rule(kMask, {}, {"ward"})}));
  CHECK(hash({rule(kMask, {}, {}, {{"a", "x[0-9]"}})}) !=
        hash({rule(kMask, {}, {}, {{"a", "x[0-8]"}})}));
}

TEST_CASE("a set of 2,000 keywords compiles and finds them all", "[set]") {
  std::vector<std::string> keywords;
  for (int i = 0; i < 2000; ++i) {
    keywords.push_back(std::string("codeword").append(std::to_string(i)));
  }
  const Compiled set({rule(kMask, {}, keywords)});
  std::string text;
  for (const std::string& keyword : keywords) text.append(keyword).append(" ");
  const auto result = scan(set.ruleset, text);
  REQUIRE(result.ok());
  CHECK(result->findings.size() == keywords.size());
}

TEST_CASE("what needs a word for one rule is found without by another", "[set]") {
  const std::string text =
      "qqqq 10115 qqqq" + std::string(200, ' ');  // beyond what is not there yet
  const auto found = [&](std::vector<RulePolicy> rules) {
    const auto result = scan(Compiled(std::move(rules)).ruleset, text);
    REQUIRE(result.ok());
    return result->findings.size();
  };
  CHECK(found({rule(kBlock, {"DE_PLZ"})}) == 0);
  CHECK(found({rule(kFlag, {"DE_PLZ"}, {}, {}, 0)}) == 1);
  CHECK(found({rule(kBlock, {"DE_PLZ"}), rule(kFlag, {"DE_PLZ"}, {}, {}, 0)}) == 1);
}
