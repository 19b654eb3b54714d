// A group of a policy's pattern as the finding.
#include <string>
#include <vector>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "adapters/rule_files/rule_file_matcher.h"
#include "guardrails/detector_set.h"
#include "guardrails/scanner.h"
#include "guardrails/stream_scanner.h"
#include "support/catch.h"

namespace weir {
namespace {

Result<std::shared_ptr<const DetectorSet>> compile(const PatternPolicy& pattern) {
  auto engine = HyperscanMatcher::open("");
  REQUIRE(engine.ok());
  RuleFileMatcher matcher(std::move(engine).value());
  GuardrailPolicy guardrail;
  guardrail.name = "g";
  guardrail.rules.emplace_back();
  guardrail.rules.back().action = GuardrailAction::kMask;
  guardrail.rules.back().patterns = {pattern};
  return DetectorSet::compile({&guardrail, 1}, matcher);
}

PatternPolicy capturing(std::string regex, size_t group) {
  PatternPolicy pattern;
  pattern.name = "id";
  pattern.regex = std::move(regex);
  pattern.capture = group;
  return pattern;
}

std::string masked(const PatternPolicy& pattern, std::string_view text) {
  const auto set = compile(pattern);
  if (!set.ok()) FAIL(std::string(set.status().message()));
  const size_t only = 0;
  const auto result = scan((*set)->ruleset({&only, 1}), text);
  REQUIRE(result.ok());
  return weir::apply(text, result->edits);
}

}  // namespace

TEST_CASE("The mask covers the group alone") {
  CHECK(masked(capturing("(?i)customer (no|number) (\\d{4,8})\\b", 2), "Customer no 12345, ok") ==
        "Customer no <id>, ok");
  CHECK(masked(capturing("a.(b)", 1), "a\nb") == "a\n<id>");
  CHECK(masked(capturing("id=(?P<value>[äö]{2})", 1), "id=äö") == "id=<id>");
  CHECK(masked(capturing("\\bk(\\d\\d)\\b", 1), "k12 xk34") == "k<id> xk34");
}

TEST_CASE("Where the group takes no part the match is the finding") {
  const PatternPolicy pattern = capturing("id:(\\d{3})|no:\\d{3}", 1);
  CHECK(masked(pattern, "id:123 no:456") == "id:<id> <id>");
}

TEST_CASE("The validator and the words look at the group") {
  PatternPolicy pattern = capturing("no (\\d{16})", 1);
  pattern.validator = PatternValidator::kLuhn;
  CHECK(masked(pattern, "no 4111111111111111") == "no <id>");
  CHECK(masked(pattern, "no 4111111111111112") == "no 4111111111111112");
  pattern = capturing("no (\\d{6})", 1);
  pattern.score = 0.3;
  pattern.context = {"no"};
  CHECK(masked(pattern, "no 123456") == "no <id>");
}

TEST_CASE("A group that is not there, or not RE2's, is refused with a suggestion") {
  const auto refusal = [](const PatternPolicy& pattern) {
    auto set = compile(pattern);
    REQUIRE_FALSE(set.ok());
    CHECK(set.status().code() == Code::kInvalidPolicy);
    CHECK(set.status().message().find("/guardrails/g/rules/0/patterns/0: pattern \"id\"") !=
          std::string_view::npos);
    return std::string(set.status().reason()) + ' ' + std::string(set.status().message());
  };
  CHECK(refusal(capturing("id=\\d{3}", 1)).find("put ( and ) round") != std::string::npos);
  CHECK(refusal(capturing("id=(\\d)(\\d)", 3)).find("only 2 groups") != std::string::npos);
  CHECK(refusal(capturing("id=(\\h)", 1)).find("pattern.unsupported") == 0);
}

TEST_CASE("A stream cut anywhere gives what the whole text gives") {
  PatternPolicy pattern = capturing("(?:no|number) {1,4}(\\d{4,16})\\b", 1);
  pattern.validator = PatternValidator::kLuhn;
  pattern.score = 0.4;
  pattern.context = {"card*", "kortti"};
  const auto set = compile(pattern);
  REQUIRE(set.ok());
  const size_t only = 0;
  const Ruleset rules = (*set)->ruleset({&only, 1});
  const std::string text =
      "card number 4111111111111111, no   0018 and then a long way to go until the next one: "
      "no 4111111111111111 is without a word near it here, or so; number 0026 kortti no 0027";
  const auto result = scan(rules, text);
  REQUIRE(result.ok());
  const std::string whole = weir::apply(text, result->edits);
  CHECK(whole ==
        "card number <id>, no   <id> and then a long way to go until the next one: "
        "no 4111111111111111 is without a word near it here, or so; number <id> kortti no 0027");
  for (size_t cut = 0; cut <= text.size(); ++cut) {
    StreamScanner stream(rules);
    std::string out;
    REQUIRE(stream.push(std::string_view(text).substr(0, cut), out).ok());
    REQUIRE(stream.push(std::string_view(text).substr(cut), out).ok());
    REQUIRE(stream.finish(out).ok());
    CHECK(out == whole);
  }
}

}  // namespace weir
