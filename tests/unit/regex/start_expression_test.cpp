#include "guardrails/regex/start_expression.h"

#include <map>
#include <string>

#include "guardrails/regex/measures.h"
#include "guardrails/regex/parser.h"
#include "support/catch.h"
#include "unit/regex/engines.h"
#include "unit/regex/random_expression.h"
#include "unit/regex/reference_matcher.h"

using weir::regex::Hyperscan;
using weir::regex::parse;
using weir::regex::RandomExpression;
using weir::regex::reversed_window;
using weir::regex::start_expression;

TEST_CASE("the window starts behind the match and runs backwards", "[regex]") {
  CHECK(reversed_window("abcdef", 4, 2) == "edcb");
  CHECK(reversed_window("abcdef", 6, 2) == "\nfed");
  CHECK(reversed_window("abc", 1, 9) == "ba");
  CHECK(reversed_window("", 0, 9) == "\n");
}

TEST_CASE("an anchor on the left holds where the text or a line begins", "[regex]") {
  const auto start = [](std::string_view expression, std::string_view text, size_t end) {
    const auto ast = parse(expression);
    REQUIRE(ast.ok());
    const Hyperscan backwards(start_expression(*ast));
    REQUIRE(backwards.ok());
    const auto ends = backwards.match_ends(reversed_window(text, end, *max_width(*ast)));
    return ends.empty() ? std::string("none") : std::to_string(end + 1 - *ends.rbegin());
  };
  CHECK(start("^a{1,3}b", "aab", 3) == "0");
  CHECK(start("^a{1,3}b", "aaab", 4) == "0");
  CHECK(start("^a{1,3}b", "xaab", 4) == "none");
  CHECK(start("^a{1,3}b", "\naab", 4) == "none");
  CHECK(start("(?m:^)a{1,3}b", "\naab", 4) == "1");
  CHECK(start("(?m:^)a{1,3}b", "aaab", 4) == "0");
  CHECK(start("(?m:^)a{1,3}b", "xaaab", 5) == "none");
  CHECK(start("(?:^|=)a{1,2}b", "aa=ab", 5) == "2");
  CHECK(start("a{1,2}b$", "caab", 4) == "1");
}

TEST_CASE("the longest match backwards is the leftmost start", "[regex]") {
  RandomExpression random(31);
  size_t found = 0;
  for (int round = 0; round < 1500; ++round) {
    const auto ast = parse(random.expression(round % 2 == 0));
    REQUIRE(ast.ok());
    if (matches_whole(*ast, "") || has_anchor(*ast)) continue;
    const size_t width = max_width(*ast).value_or(100);
    const std::string written = start_expression(*ast);
    CAPTURE(written);
    const Hyperscan backwards(written);
    if (backwards.error() == "Pattern can never match.") continue;
    REQUIRE(backwards.ok());
    for (int i = 0; i < 6; ++i) {
      const std::string text = random.text(14);
      std::map<size_t, size_t> leftmost;
      for (size_t start = 0; start <= text.size(); ++start) {
        for (const size_t end : match_ends(*ast, text, start)) leftmost.emplace(end, start);
      }
      for (const auto& [end, start] : leftmost) {
        const auto ends = backwards.match_ends(reversed_window(text, end, width));
        CAPTURE(text, end, start);
        REQUIRE(!ends.empty());
        REQUIRE(end - (*ends.rbegin() - 1) == start);
        ++found;
      }
    }
  }
  CHECK(found > 3000);
}
