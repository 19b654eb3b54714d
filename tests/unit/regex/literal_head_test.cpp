#include "guardrails/regex/literal_head.h"

#include <string>

#include "guardrails/regex/parser.h"
#include "support/catch.h"

using namespace weir::regex;

namespace {

std::string head(std::string_view expression) {
  const auto ast = parse(expression);
  REQUIRE(ast.ok());
  const auto found = literal_head(*ast);
  return found ? to_expression(*found) : "none";
}

std::string written(std::string_view expression) {
  return to_expression(*parse(expression));
}

}  // namespace

TEST_CASE("a head is what every match begins with", "[regex]") {
  CHECK(head("\\bsk-[A-Za-z0-9]{20,}") == written("sk-"));
  CHECK(head("\\b(?:AKIA|ASIA)[A-Z2-7]{16}\\b") == written("AKIA|ASIA"));
  CHECK(head("-----BEGIN [A-Z ]*KEY") == written("-----BEGIN "));
  CHECK(head("abcd") == written("abcd"));
}

TEST_CASE("each branch has its own head, and nothing follows one that is cut", "[regex]") {
  CHECK(head("(?:gh[po]_[a-z]{9}|github_[a-z]{4}x)yz") == written("gh[po]_|github_"));
  CHECK(head("abc\\bde[^x]f") == written("abcde"));
}

TEST_CASE("a head that is short or not the same everywhere is none", "[regex]") {
  CHECK(head("ab[^x]") == "none");
  CHECK(head("[a-z]abc") == "none");
  CHECK(head("(?:abc)?def") == "none");
  CHECK(head("abc|\\d+") == "none");
}
