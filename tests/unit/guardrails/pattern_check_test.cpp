#include "guardrails/pattern_check.h"

#include <string>

#include "guardrails/policies.h"
#include "guardrails/scanner.h"

using namespace weir;
using weir::testing::compile;
using weir::testing::Compiled;
using weir::testing::rule;

namespace {

using V = PatternValidator;

bool passes_as(V validator, std::string_view text, const std::vector<int>& weights = {},
               double entropy = 0) {
  return passes(validator, weights, entropy, text);
}

std::string masked(const Ruleset& ruleset, std::string_view text) {
  const auto result = scan(ruleset, text);
  REQUIRE(result.ok());
  return weir::apply(text, result->edits);
}

PatternPolicy checked(std::string regex, V validator) {
  PatternPolicy pattern;
  pattern.name = "id";
  pattern.regex = std::move(regex);
  pattern.validator = validator;
  return pattern;
}

}  // namespace

TEST_CASE("each named validator takes its own published sample and no neighbour", "[check]") {
  struct Sample {
    V validator;
    const char* text;
  };
  // Cards: the networks' test numbers. mod97: ISO/IEC 7064, 794 -> 44. EAN: GS1's own sample.
  for (const Sample& sample : {Sample{V::kLuhn, "4111 1111 1111 1111"}, Sample{V::kMod97, "794-44"},
                               Sample{V::kIso7064Mod11And2, "0000-0002-1694-233X"},
                               Sample{V::kIso7064Mod11And10, "0794 5"},
                               Sample{V::kIso7064Mod37And36, "A1-2425G-ABC1234002-M"},
                               Sample{V::kVerhoeff, "236-3"}, Sample{V::kGs1, "4 006381 333931"}}) {
    CHECK(passes_as(sample.validator, sample.text));
    std::string text = sample.text;
    for (char& byte : text) {
      if (byte < '0' || byte > '9') continue;
      const char good = byte;
      byte = static_cast<char>('0' + (byte - '0' + 1) % 10);
      CHECK_FALSE(passes_as(sample.validator, text));
      byte = good;
    }
    CHECK_FALSE(passes_as(sample.validator, ""));
    CHECK_FALSE(passes_as(sample.validator, "--"));
  }
  // By hand: G is 16, and 16 * 8 + 1 * 4 + 2 * 2 = 136; with D, which is 13, it is 1 more than 4
  // * 37.
  CHECK(passes_as(V::kIso7064Mod37And2, "G12D"));
  CHECK_FALSE(passes_as(V::kIso7064Mod37And2, "G12C"));
  CHECK(passes_as(V::kNone, "anything"));
}

TEST_CASE("mod11 weighs each digit, and X is 10", "[check]") {
  const std::vector<int> isbn = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
  CHECK(passes_as(V::kMod11, "0-306-40615-2", isbn));
  CHECK(passes_as(V::kMod11, "0-8044-2957-X", isbn));
  CHECK(passes_as(V::kMod11, "080442957x", isbn));
  CHECK_FALSE(passes_as(V::kMod11, "0-306-40615-3", isbn));
  CHECK_FALSE(passes_as(V::kMod11, "0-306-40615", isbn));
  CHECK_FALSE(passes_as(V::kMod11, "10-306-40615-2", isbn));
  CHECK_FALSE(passes_as(V::kMod11, "", isbn));
}

TEST_CASE("entropy has a floor", "[check]") {
  CHECK(passes_as(V::kEntropy, "abcd", {}, 2.0));
  CHECK_FALSE(passes_as(V::kEntropy, "abca", {}, 2.0));
  CHECK(passes_as(V::kEntropy, "aaaa", {}, 0));
}

TEST_CASE("a failed check drops the candidate; of several ends the longest that passes counts",
          "[check]") {
  const Compiled set({rule(GuardrailAction::kMask, {}, {}, {checked("\\b\\d{13,19}", V::kLuhn)})});
  CHECK(masked(set.ruleset, "4111111111111111") == "<id>");
  CHECK(masked(set.ruleset, "4111111111111112") == "4111111111111112");
  CHECK(masked(set.ruleset, "41111111111111112") == "<id>2");
}

TEST_CASE("score and context decide with the threshold", "[check]") {
  PatternPolicy weak = checked("\\b\\d{6}\\b", V::kNone);
  weak.score = 0.2;
  weak.context = {"Kunde", "ASIAKAS*", "käyttäjä"};
  const auto mask = [&](double threshold) {
    return Compiled({rule(GuardrailAction::kMask, {}, {}, {weak}, threshold)});
  };
  const Compiled low = mask(0.5);
  CHECK(masked(low.ruleset, "no 123456") == "no 123456");
  // 0.2 + 0.35, which is over 0.5.
  CHECK(masked(low.ruleset, "kunde 123456") == "kunde <id>");
  CHECK(masked(low.ruleset, "asiakasnumero: 123456") == "asiakasnumero: <id>");
  CHECK(masked(low.ruleset, "123456 KÄYTTÄJÄ") == "<id> KÄYTTÄJÄ");
  CHECK(masked(low.ruleset, "kunden 123456") == "kunden 123456");
  const Compiled high = mask(0.6);
  CHECK(masked(high.ruleset, "kunde 123456") == "kunde 123456");
  const Compiled all = mask(0.2);
  CHECK(masked(all.ruleset, "no 123456") == "no <id>");
}

TEST_CASE("what a policy asks of a pattern is in the hash", "[check]") {
  const auto hash = [](const PatternPolicy& pattern) {
    return std::string(Compiled({rule(GuardrailAction::kMask, {}, {}, {pattern})}).set->hash());
  };
  PatternPolicy one = checked("\\d{6}", V::kLuhn);
  PatternPolicy other = checked("\\d{6}", V::kVerhoeff);
  CHECK(hash(one) != hash(other));
  other = one;
  other.score = 0.9;
  CHECK(hash(one) != hash(other));
}

TEST_CASE("an engine that tells no groups refuses a capture, with its place", "[check]") {
  PatternPolicy pattern = checked("id=(\\d{6})", V::kNone);
  pattern.capture = 1;
  const auto set = compile({{"ours", {rule(GuardrailAction::kMask, {}, {}, {pattern})}}});
  REQUIRE_FALSE(set.ok());
  CHECK(set.status().reason() == "pattern.unsupported");
  CHECK(set.status().message().find("/guardrails/ours/rules/0/patterns/0: pattern \"id\"") !=
        std::string_view::npos);
}
