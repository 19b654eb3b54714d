// The tree against PCRE2 and Hyperscan: the same text must mean the same to all three.
#include <string>

#include "guardrails/regex/parser.h"
#include "support/catch.h"
#include "unit/regex/engines.h"
#include "unit/regex/random_expression.h"
#include "unit/regex/reference_matcher.h"

using weir::regex::Ast;
using weir::regex::Hyperscan;
using weir::regex::match_ends;
using weir::regex::parse;
using weir::regex::Pcre2;
using weir::regex::RandomExpression;
using weir::regex::to_expression;

TEST_CASE("the tree matches where PCRE2 matches", "[regex]") {
  RandomExpression random(1);
  size_t matches = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::string expression = random.expression(true);
    CAPTURE(expression);
    const auto ast = parse(expression);
    const Pcre2 pcre2(expression);
    REQUIRE(pcre2.ok());
    REQUIRE(ast.ok());
    const Pcre2 written(to_expression(*ast), false);
    CAPTURE(to_expression(*ast));
    REQUIRE(written.ok());
    for (int i = 0; i < 6; ++i) {
      const std::string text = random.text(10);
      CAPTURE(text);
      for (size_t start = 0; start <= text.size(); ++start) {
        const auto expected = pcre2.match_ends(text, start);
        REQUIRE(match_ends(*ast, text, start) == expected);
        REQUIRE(written.match_ends(text, start) == expected);
        matches += expected.size();
      }
    }
  }
  CHECK(matches > 10000);
}

TEST_CASE("a tree written out and parsed again is the same text", "[regex]") {
  RandomExpression random(2);
  for (int round = 0; round < 3000; ++round) {
    const std::string expression = random.expression(true);
    CAPTURE(expression);
    const auto ast = parse(expression);
    REQUIRE(ast.ok());
    const std::string written = to_expression(*ast);
    const auto again = parse(written, {false, false, false, false});
    REQUIRE(again.ok());
    CHECK(to_expression(*again) == written);
  }
}

TEST_CASE("Hyperscan finds in the written expression what the tree holds", "[regex]") {
  RandomExpression random(3);
  size_t compiled = 0;
  for (int round = 0; round < 1500; ++round) {
    const auto ast = parse(random.expression(true));
    REQUIRE(ast.ok());
    if (matches_whole(*ast, "")) continue;
    const std::string written = to_expression(*ast);
    CAPTURE(written);
    const Hyperscan engine(written);
    if (!engine.ok()) continue;  // an anchor in the middle, which Hyperscan refuses
    ++compiled;
    for (int i = 0; i < 6; ++i) {
      const std::string text = random.text(12);
      CAPTURE(text);
      std::set<size_t> expected;
      for (size_t start = 0; start <= text.size(); ++start) {
        expected.merge(match_ends(*ast, text, start));
      }
      auto found = engine.match_ends(text);
      expected.erase(0);
      found.erase(0);
      REQUIRE(found == expected);
    }
  }
  CHECK(compiled > 500);
}

TEST_CASE("the reverse accepts the texts backwards", "[regex]") {
  RandomExpression random(4);
  for (int round = 0; round < 2000; ++round) {
    const auto ast = parse(random.expression(false));
    REQUIRE(ast.ok());
    const Ast backwards = weir::regex::reverse(*ast);
    for (int i = 0; i < 8; ++i) {
      const std::string text = random.text(6);
      const std::string mirrored(text.rbegin(), text.rend());
      REQUIRE(matches_whole(*ast, text) == matches_whole(backwards, mirrored));
    }
  }
}
