#include "guardrails/allowlist.h"

#include <array>
#include <string>

#include "guardrails/comparison.h"
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

RulePolicy allowing(RulePolicy rule, std::vector<std::string> values,
                    std::vector<std::string> regexes = {}) {
  rule.allowlist = {std::move(values), std::move(regexes)};
  return rule;
}

std::string masked(const Ruleset& ruleset, std::string_view text) {
  const auto result = scan(ruleset, text);
  REQUIRE(result.ok());
  return weir::apply(text, result->edits);
}

}  // namespace

TEST_CASE("values are compared in one case, folded, and numbers without separators", "[allow]") {
  CHECK(comparable("FI21 1234 5600 0007 85") == comparable("fi2112345600000785"));
  CHECK(comparable("+358 (40) 123-4567") == "+358401234567");
  CHECK(comparable("Info@Example.ORG") == "info@example.org");
  CHECK(comparable("a.b-c@x.fi") != comparable("a.bc@x.fi"));
  CHECK(comparable("ÄIJÄ") == comparable("äijä"));
  CHECK(comparable("×") == "×");
  CHECK(comparable(" - ") == " - ");
  CHECK(folded_lower("Ｔest") == "test");
}

TEST_CASE("a finding on the list is none, in any spelling", "[allow]") {
  const Compiled set({allowing(rule(kMask, {"EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE"}),
                               {"Info@Example.org", "4111 1111 1111 1111"},
                               {"[a-z]+@test[.]example", "(?i)FI21.*"})});
  for (const std::string text :
       {"info@example.org", "INFO@example.org", "4111111111111111", "4111-1111-1111-1111",
        "\uFF14111 1111 1111 1111", "abc@test.example", "FI2112345600000785",
        "fi21 1234 5600 0007 85"}) {
    CHECK(masked(set.ruleset, text) == text);
    CHECK(masked(set.ruleset, "See " + text + ", then") == "See " + text + ", then");
  }
  CHECK(masked(set.ruleset, "my.info@example.org") == "<EMAIL_ADDRESS>");
  CHECK(masked(set.ruleset, "abc@test.example.org") == "<EMAIL_ADDRESS>");
  CHECK(masked(set.ruleset, "ABC@test.example") == "<EMAIL_ADDRESS>");
  CHECK(masked(set.ruleset, "5500000000000004") == "<CREDIT_CARD>");
  CHECK(masked(set.ruleset, "info%40example.org") == "info%40example.org");
}

TEST_CASE("a part of what is allowed is not found in its stead; other rules and names are",
          "[allow]") {
  const RulePolicy numbers = rule(kMask, {}, {}, {{"number", "\\d{4,8}"}, {"pair", "\\d\\d"}});
  const Compiled set({allowing(numbers, {"12345678"})});
  CHECK(masked(set.ruleset, "12345678") == "<pair><pair><pair><pair>");
  const Compiled both({allowing(rule(kMask, {}, {}, {{"number", "\\d{4,8}"}}), {"12345678"})});
  CHECK(masked(both.ruleset, "12345678") == "12345678");
  CHECK(masked(both.ruleset, "123456789") == "1<number>");  // not inside it
  CHECK(masked(both.ruleset, "1234567") == "<number>");
}

TEST_CASE("an allowlist is its own rule's; a weaker rule takes what a stricter one lets pass",
          "[allow]") {
  const auto set =
      compile({{"strict",
                {allowing(rule(kBlock, {"EMAIL_ADDRESS"}), {"a@example.org"}),
                 rule(kMask, {"EMAIL_ADDRESS"})}},
               {"flags", {allowing(rule(kFlag, {"EMAIL_ADDRESS"}), {"b@example.org"})}}});
  REQUIRE(set.ok());
  const auto found = [&](std::vector<size_t> guardrails, std::string_view text) {
    const auto result = scan((*set)->ruleset(guardrails), text);
    REQUIRE(result.ok());
    return result->findings;
  };
  const auto lesser = found({0, 1}, "a@example.org");
  REQUIRE(lesser.size() == 1);
  CHECK(lesser.front().action == kMask);
  CHECK(lesser.front().rule == 1);
  CHECK(found({1, 0}, "a@example.org") == lesser);
  CHECK(found({0, 1}, "b@example.org").front().action == kBlock);
  CHECK(found({1}, "a@example.org").front().guardrail == "flags");
  CHECK(found({1}, "b@example.org").empty());
}

TEST_CASE("a weaker rule with a lower threshold takes what a stricter one drops", "[allow]") {
  const PatternPolicy weak{"number", "\\d{6}", 0,   PatternValidator::kNone,
                           {},       0,        0.4, {"customer"}};
  const Compiled set({rule(kBlock, {}, {}, {weak}, 0.7), rule(kMask, {}, {}, {weak}, 0.2)});
  CHECK(masked(set.ruleset, "no 123456") == "no <number>");
  const auto result = scan(set.ruleset, "customer 123456");
  REQUIRE(result.ok());
  CHECK(result->verdict.blocked);
  CHECK(result->findings.front().score == Approx(0.75));
}

TEST_CASE("an expression that cannot be held against a whole finding is refused", "[allow]") {
  for (const auto& [expression, reason] :
       {std::pair("^a$", "allowlist.regex"), std::pair("a*", "allowlist.regex"),
        std::pair("a[", "pattern.syntax"), std::pair("(?=a)b", "pattern.unsupported")}) {
    const auto set = compile({{"ours", {allowing(rule(kMask, {"pii"}), {}, {"ok", expression})}}});
    REQUIRE_FALSE(set.ok());
    CHECK(set.status().code() == Code::kInvalidPolicy);
    CHECK(set.status().reason() == reason);
    CHECK(set.status().message().find("/guardrails/ours/rules/0: /allowlist/regexes/1") !=
          std::string_view::npos);
  }
}

TEST_CASE("allowlists are in a set's hash", "[allow]") {
  const Compiled plain({rule(kMask, {"pii/fi"})});
  const Compiled one({allowing(rule(kMask, {"pii/fi"}), {"a"})});
  const Compiled other({allowing(rule(kMask, {"pii/fi"}), {"b"})});
  CHECK(plain.set->hash() != one.set->hash());
  CHECK(one.set->hash() != other.set->hash());
}

TEST_CASE("keywords have the name that the rule gives them", "[allow]") {
  RulePolicy projects = rule(kMask, {}, {"Kalevala-7", "Louhi"});
  projects.keyword_name = "PROJECT";
  projects.allowlist.values = {"louhi"};
  const Compiled set({projects, rule(kFlag, {}, {"Kalevala-7"})});
  const auto result = scan(set.ruleset, "kalevala-7, LOUHI");
  REQUIRE(result.ok());
  REQUIRE(result->findings.size() == 1);
  CHECK(result->findings.front().entity == "PROJECT");
  CHECK(weir::apply("kalevala-7, LOUHI", result->edits) == "<PROJECT>, LOUHI");
}
