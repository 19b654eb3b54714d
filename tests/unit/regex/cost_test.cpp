#include "guardrails/regex/cost.h"

#include <string>
#include <string_view>

#include "guardrails/regex/parser.h"
#include "support/catch.h"
#include "unit/regex/engines.h"

using weir::regex::check_cost;
using weir::regex::Cost;
using weir::regex::cost;
using weir::regex::Hyperscan;
using weir::regex::kMaxTransitions;
using weir::regex::parse;
using weir::regex::to_expression;

namespace {

Cost cost_of(std::string_view text) {
  const auto ast = parse(text);
  INFO(text);
  REQUIRE(ast.ok());
  return cost(*ast);
}

std::string words(size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) {
    out += static_cast<char>('a' + i % 26);
    out += static_cast<char>('a' + i / 26 % 26);
    out += "q|";
  }
  out.pop_back();
  return out;
}

// What keeps Hyperscan 5.4.0 busy for between 0.7 and 30 seconds, or grows towards that with larger
// counts that are as easily written. The second is the bomb of two wide classes in UTF-8,
// each character being one of many sequences of bytes.
std::vector<std::string> bombs() {
  const std::string wide = "(?:" + words(80) + ")";
  return {"(?:a{1,200}){200}",
          "x" + wide + "{1,20}" + wide + "{1,20}y",
          "[\u00c0-\u024f\u0370-\u03ff]{1,200}[\u0660-\u0669\u06f0-\u06f9]{1,200}",
          "\\w{1,600}\\d{1,600}",
          "x(?:a|bc|def){1,500}(?:d|ef|ghi){1,500}y",
          "x(?:a?b?c?){1000}y",
          "(?:\\w+\\s?){1,1000}",
          "(?:(?:(?:a{10}){10}){10}){10}",
          "(?:" + words(400) + ")+x",
          "(?:" + words(400) + ")(?:" + words(400) + ")",
          "(?:(?:(?:a{32767}){32767}){32767}){32767}"};
}

constexpr const char* kUseful[] = {
    "TCK-[0-9]{6}",
    "\\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,255}\\.[A-Za-z]{2,24}\\b",
    "\\b(?:\\d[ -]?){13,19}\\b",
    "(?i)\\bproject[ _-](?:falcon|heron|osprey)\\b",
    "(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}",
    "[a-z]{1,512}@",
    "\\w{1,200}\\d{1,200}",
    "(?:[a-z]{1,30}\\.){1,10}com",
    "eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}",
    "[\u0430-\u044f\u0410-\u042f]{2,40} \\d{6}",
};

}  // namespace

TEST_CASE("the measures of the position automaton", "[regex]") {
  CHECK(cost_of("abc").positions == 3);
  CHECK(cost_of("abc").transitions == 2);
  CHECK(cost_of("abc").copies == 0);
  CHECK(cost_of("(?:ab){3}").positions == 6);
  CHECK(cost_of("(?:ab){3}").copies == 4);
  CHECK(cost_of("(?:ab){3}").transitions == 5);
  CHECK(cost_of("(?:ab)*").transitions == 2);
  CHECK(cost_of("(?:(?:a{5}b){7}c){11}").positions == (5 + 1) * 7 * 11 + 11);
  CHECK(cost_of("a?b?c?").transitions == 3);
  CHECK(cost_of("(?:ab|cd)(?:ef|gh)").transitions == 4 + 4);
  CHECK(cost_of("(?:(?:(?:a{32767}){32767}){32767}){32767}").positions > (size_t{1} << 59));
}

TEST_CASE("bombs are refused before the engine sees them", "[regex]") {
  for (const std::string& text : bombs()) {
    CAPTURE(text);
    const auto ast = parse(text);
    REQUIRE(ast.ok());
    const weir::Status status = check_cost(*ast);
    CHECK(status.code() == weir::Code::kInvalidPolicy);
    CHECK(status.reason() == "pattern.too_costly");
  }
}

TEST_CASE("patterns that people write pass, and compile", "[regex]") {
  for (const char* text : kUseful) {
    CAPTURE(text);
    const auto ast = parse(text);
    REQUIRE(ast.ok());
    CHECK(check_cost(*ast).ok());
    CHECK(Hyperscan(to_expression(*ast)).ok());
  }
}

TEST_CASE("a list of words as long as an expression may be passes", "[regex]") {
  const std::string text = words(1000);
  const auto ast = parse(text);
  REQUIRE(ast.ok());
  CHECK(check_cost(*ast).ok());
  CHECK(Hyperscan(to_expression(*ast)).ok());
}

TEST_CASE("a pattern that matches the empty string is refused", "[regex]") {
  for (const char* text : {"", "a*", "a?|b", "\\b", "^$", "(?:a|)", "(?i)", "(?:a{0,3}){2}"}) {
    CAPTURE(text);
    const auto ast = parse(text);
    REQUIRE(ast.ok());
    CHECK(check_cost(*ast).reason() == "pattern.matches_empty");
  }
}
