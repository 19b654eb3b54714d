#include "guardrails/regex/measures.h"

#include <string>
#include <string_view>

#include "guardrails/regex/parser.h"
#include "support/catch.h"
#include "unit/regex/random_expression.h"
#include "unit/regex/reference_matcher.h"

using weir::regex::Ast;
using weir::regex::check_stream_width;
using weir::regex::has_anchor;
using weir::regex::is_bounded;
using weir::regex::kMaxStreamWidth;
using weir::regex::max_width;
using weir::regex::min_width;
using weir::regex::parse;
using weir::regex::RandomExpression;

namespace {

Ast tree(std::string_view text) {
  auto ast = parse(text);
  INFO(text);
  REQUIRE(ast.ok());
  return std::move(ast).value();
}

}  // namespace

TEST_CASE("widths of matches", "[regex]") {
  CHECK(min_width(tree("TCK-[0-9]{6}")) == 10);
  CHECK(max_width(tree("TCK-[0-9]{6}")) == size_t{10});
  CHECK(min_width(tree("a|bc|def")) == 1);
  CHECK(max_width(tree("a|bc|def")) == size_t{3});
  CHECK(min_width(tree("\\b(?:ab){2,5}c?$")) == 4);
  CHECK(max_width(tree("\\b(?:ab){2,5}c?$")) == size_t{11});
  CHECK(max_width(tree("\u00e9{3}")) == size_t{6});
  CHECK(!is_bounded(tree("a+b")));
  CHECK(!is_bounded(tree("(?:a|b*)c")));
  CHECK(is_bounded(tree("(?:^)*a")));
  CHECK(max_width(tree("(?:(?:(?:(?:a{32767}){32767}){32767}){32767}){32767}")) == SIZE_MAX);
}

TEST_CASE("no match is shorter or longer than the widths say", "[regex]") {
  RandomExpression random(11);
  for (int round = 0; round < 2000; ++round) {
    const std::string expression = random.expression(true);
    CAPTURE(expression);
    const Ast ast = tree(expression);
    const std::string text = random.text(12);
    for (size_t start = 0; start <= text.size(); ++start) {
      for (const size_t end : match_ends(ast, text, start)) {
        REQUIRE(end - start >= min_width(ast));
        REQUIRE(end - start <= max_width(ast).value_or(SIZE_MAX));
      }
    }
  }
}

TEST_CASE("a pattern without a longest match is refused for streams", "[regex]") {
  CHECK(check_stream_width(tree("[a-z]{1,512}")).ok());
  CHECK(kMaxStreamWidth == 512);
  for (const char* text : {"[a-z]{1,513}", "[a-z]+", "(?:a{100}){6}"}) {
    const weir::Status status = check_stream_width(tree(text));
    CHECK(status.code() == weir::Code::kInvalidPolicy);
    CHECK(status.reason() == "pattern.unbounded");
  }
}

TEST_CASE("anchors are told from word boundaries", "[regex]") {
  CHECK(!has_anchor(tree("\\bab\\B")));
  for (const char* text : {"^a", "a$", "\\Aa", "a\\z", "a\\Z", "(?m)^a", "(?:b|(?m:a$))"}) {
    CHECK(has_anchor(tree(text)));
  }
}
