#include "guardrails/regex/relaxed.h"

#include <string>

#include "guardrails/regex/measures.h"
#include "guardrails/regex/parser.h"
#include "support/catch.h"

namespace weir::regex {
namespace {

std::string relaxed_text(const char* expression) {
  return to_expression(relaxed(*parse(expression), 512));
}

std::string plain_text(const char* expression) {
  return to_expression(*parse(expression));
}

}  // namespace

TEST_CASE("what a match may begin with but need not is left out", "[relaxed]") {
  CHECK(relaxed_text("[\\w.-]{0,50}?(?:abc)x") == plain_text("abcx"));
  CHECK(relaxed_text("a*b?cd") == plain_text("cd"));
  CHECK(relaxed_text("\\bab") == plain_text("\\bab"));
  CHECK(relaxed_text("a{1,3}b") == plain_text("a{1,3}b"));
  CHECK(relaxed_text("ab*") == plain_text("ab*"));
  CHECK(relaxed_text("a*") == plain_text("a*"));  // something is left
  CHECK(relaxed_text("a*b*") == plain_text("b*"));
}

TEST_CASE("wide repeats go on without a bound", "[relaxed]") {
  CHECK(relaxed_text("a[bc]{50,1000}d") == plain_text("a[bc]{50,}d"));
  CHECK(relaxed_text("a[bc]{50,512}d") == plain_text("a[bc]{50,512}d"));
  CHECK_FALSE(max_width(relaxed(*parse("a(?:b{3}|c{600})"), 512)).has_value());
}

}  // namespace weir::regex
