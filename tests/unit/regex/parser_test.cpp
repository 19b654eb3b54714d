#include "guardrails/regex/parser.h"

#include <string>
#include <string_view>

#include "support/catch.h"
#include "unit/regex/reference_matcher.h"

using weir::regex::Flags;
using weir::regex::matches_whole;
using weir::regex::parse;

namespace {

struct Refused {
  std::string_view text;
  std::string_view reason;
  std::string_view construct;
  size_t position;
};

constexpr std::string_view kSyntax = "pattern.syntax";
constexpr std::string_view kUnsupported = "pattern.unsupported";

constexpr Refused kRefused[] = {
    {"(a", kSyntax, "unbalanced", 0},
    {"a)", kSyntax, "unbalanced", 1},
    {"a(?i", kSyntax, "unbalanced", 1},
    {"[ab", kSyntax, "unbalanced", 0},
    {"[]", kSyntax, "unbalanced", 0},
    {"x[a-", kSyntax, "unbalanced", 1},
    {"*a", kSyntax, "nothing-to-repeat", 0},
    {"a|?", kSyntax, "nothing-to-repeat", 2},
    {"a**", kSyntax, "nothing-to-repeat", 2},
    {"^*", kSyntax, "nothing-to-repeat", 1},
    {"\\b+", kSyntax, "nothing-to-repeat", 2},
    {"(?i)+", kSyntax, "nothing-to-repeat", 4},
    {"{2}", kSyntax, "nothing-to-repeat", 0},
    {"a{3,2}", kSyntax, "repeat-order", 1},
    {"a{32768}", kUnsupported, "repeat-count", 1},
    {"a{1,99999999999999}", kUnsupported, "repeat-count", 1},
    {"(a)\\1", kUnsupported, "back-reference", 3},
    {"(?P<n>a)(?P=n)", kUnsupported, "back-reference", 8},
    {"(a)\\g1", kUnsupported, "back-reference", 3},
    {"(a)\\k<n>", kUnsupported, "back-reference", 3},
    {"a(?=b)", kUnsupported, "look-ahead", 1},
    {"a(?!b)", kUnsupported, "look-ahead", 1},
    {"(?<=a)b", kUnsupported, "look-behind", 0},
    {"(?<!a)b", kUnsupported, "look-behind", 0},
    {"(?R)", kUnsupported, "recursion", 0},
    {"(?1)", kUnsupported, "recursion", 0},
    {"(?-1)", kUnsupported, "recursion", 0},
    {"(?+1)", kUnsupported, "recursion", 0},
    {"(?&n)", kUnsupported, "recursion", 0},
    {"(?P>n)", kUnsupported, "recursion", 0},
    {"(?(1)a)", kUnsupported, "conditional", 0},
    {"(?>a)", kUnsupported, "atomic-group", 0},
    {"(?|a)", kUnsupported, "branch-reset", 0},
    {"(?C1)", kUnsupported, "callout", 0},
    {"(*UTF8)a", kUnsupported, "verb", 0},
    {"a++", kUnsupported, "possessive-quantifier", 2},
    {"a{2}+", kUnsupported, "possessive-quantifier", 4},
    {"(?U)a", kUnsupported, "flag", 2},
    {"(?^i)a", kUnsupported, "flag", 0},
    {"a\\Kb", kUnsupported, "escape-K", 1},
    {"\\R", kUnsupported, "escape-R", 0},
    {"\\C", kUnsupported, "escape-C", 0},
    {"\\X", kUnsupported, "escape-X", 0},
    {"\\G", kUnsupported, "escape-G", 0},
    {"\\p{L}", kUnsupported, "escape-p", 0},
    {"[\\PL]", kUnsupported, "escape-p", 1},
    {"\\N{U+41}", kUnsupported, "escape-N", 0},
    {"\\Ua", kUnsupported, "escape-case", 0},
    {"[[.a.]]", kUnsupported, "class-collating", 1},
    {"[^\xc3\xa9]", kUnsupported, "class-negated-character", 0},
    {"\\", kSyntax, "escape", 0},
    {"\\y", kSyntax, "escape", 0},
    {"[\\B]", kSyntax, "escape", 1},
    {"\\x", kSyntax, "byte-digits", 0},
    {"\\x{}", kSyntax, "byte-digits", 0},
    {"\\x{4", kSyntax, "byte-digits", 0},
    {"\\x{20AC}", kSyntax, "byte-value", 0},
    {"\\o{777}", kSyntax, "byte-value", 0},
    {"\\c", kSyntax, "control", 0},
    {"[b-a]", kSyntax, "class-range", 1},
    {"[a-\\d]", kSyntax, "class-range", 1},
    {"[\\d-a]", kSyntax, "class-range", 1},
    {"[[:nope:]]", kSyntax, "class-name", 1},
    {"[^\\x00-\\xff]", kSyntax, "empty-class", 0},
    {"(?#a", kSyntax, "comment", 0},
    {"(?<1>a)", kSyntax, "group-name", 0},
    {"(?<>a)", kSyntax, "group-name", 0},
    {"a\xff", kSyntax, "encoding", 1},
    {"[\xc3]", kSyntax, "encoding", 1},
};

bool accepts(std::string_view expression, std::string_view text, const Flags& flags = {}) {
  const auto ast = parse(expression, flags);
  INFO(expression);
  REQUIRE(ast.ok());
  return matches_whole(*ast, text);
}

std::string repeated(std::string_view piece, size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += piece;
  return out;
}

// UTF-8, written from RFC 3629.
std::string utf8(uint32_t value) {
  const auto tail = [value](int shift) {
    return static_cast<char>(0x80 | ((value >> shift) & 63));
  };
  std::string out;
  if (value < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (value >> 6)));
  } else if (value < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (value >> 12)));
    out.push_back(tail(6));
  } else {
    out.push_back(static_cast<char>(0xF0 | (value >> 18)));
    out.push_back(tail(12));
    out.push_back(tail(6));
  }
  out.push_back(tail(0));
  return out;
}

}  // namespace

TEST_CASE("what is not in the language is refused with its place", "[regex]") {
  for (const Refused& row : kRefused) {
    CAPTURE(row.text);
    const auto ast = parse(row.text);
    REQUIRE(!ast.ok());
    CHECK(ast.status().code() == weir::Code::kInvalidPolicy);
    CHECK(ast.status().reason() == row.reason);
    CHECK(ast.status().details() == "{\"position\":" + std::to_string(row.position) +
                                        ",\"construct\":\"" + std::string(row.construct) + "\"}");
    CHECK(ast.status().message().find("the construct is not supported") == std::string::npos);
  }
}

TEST_CASE("length and nesting have limits", "[regex]") {
  using weir::regex::kMaxExpressionBytes;
  using weir::regex::kMaxNesting;
  CHECK(parse(std::string(kMaxExpressionBytes, 'a')).ok());
  CHECK(parse(std::string(kMaxExpressionBytes + 1, 'a')).status().reason() == kUnsupported);
  const auto nested = [](size_t depth) {
    return parse(repeated("(", depth) + "a" + repeated(")", depth));
  };
  CHECK(nested(kMaxNesting).ok());
  CHECK(nested(kMaxNesting + 1).status().reason() == kUnsupported);
  CHECK(!parse(std::string(kMaxExpressionBytes, '(')).ok());
}

TEST_CASE("literals and escapes", "[regex]") {
  CHECK(accepts("a\\.b", "a.b"));
  CHECK(!accepts("a\\.b", "axb"));
  CHECK(accepts("\\x41\\x{42}\\0103\\o{104}", std::string_view("AB\0103D", 5)));
  CHECK(accepts("\\a\\e\\f\\n\\r\\t\\cA", "\a\x1b\f\n\r\t\x01"));
  CHECK(accepts("\\Qa.(\\E+", "a.((("));
  CHECK(accepts("\\Qa+", "a+"));
  CHECK(accepts("a{,3}b{c}{", "a{,3}b{c}{"));
  CHECK(accepts("]}-", "]}-"));
}

TEST_CASE("classes", "[regex]") {
  CHECK(accepts("[]a]+", "]a"));
  CHECK(accepts("[a-]+[-b]", "-a-"));
  CHECK(accepts("[[:digit:][:upper:]_]+", "1A_"));
  CHECK(!accepts("[[:digit:]]", "a"));
  CHECK(accepts("[\\b]", "\b"));
  CHECK(accepts("[[a:]+", "[a:"));
  CHECK(accepts("[\\]\\\\^]+", "]\\^"));
  CHECK(accepts("(?i)[^a]", "b"));
  CHECK(!accepts("(?i)[^a]", "A"));
}

TEST_CASE("flags hold to the end of their group", "[regex]") {
  CHECK(accepts("(?i)ab", "AB"));
  CHECK(accepts("(?:(?i)a|b)c", "Bc"));
  CHECK(!accepts("(?:(?i)a|b)c", "BC"));
  CHECK(accepts("(?i:a)b", "Ab"));
  CHECK(!accepts("(?i:a)b", "AB"));
  CHECK(!accepts("(?i)a(?-i)b", "AB"));
  CHECK(accepts("(?x) a b # comment\n [ ]", "ab "));
  CHECK(accepts(".", "\n"));
  CHECK(!accepts("(?-s).", "\n"));
  CHECK(accepts("ab", "aB", {.caseless = true}));
  CHECK(accepts("a b", "ab", {.extended = true}));
}

TEST_CASE("a character outside ASCII is one item", "[regex]") {
  CHECK(accepts("\u00e9+", "\u00e9\u00e9"));
  CHECK(!accepts("\u00e9+", "\u00e9\xa9"));
  CHECK(accepts("[\u00e5\u00e4\u00f6]{3}", "\u00e5\u00e4\u00f6"));
  CHECK(accepts("[\u0430-\u044f]+", "\u043f\u0440\u0438\u0432\u0435\u0442"));
  CHECK(!accepts("[\u0430-\u044f]", "\u0410"));
  CHECK(accepts("[a-\u044f]", "z"));
  CHECK(accepts("[a-\u044f]", "\u00e9"));
  CHECK(accepts("(?i)\u00c4ITI", "\u00e4iti"));
  CHECK(accepts("(?i)[\u0430-\u044f]+", "\u041f\u0440\u0438"));
  CHECK(accepts("\U0001F600", "\U0001F600"));
}

TEST_CASE("a range of characters is exactly its UTF-8", "[regex]") {
  const auto ast = parse("[\u0390-\U00010400]");
  REQUIRE(ast.ok());
  for (uint32_t value = 0x80; value < 0x10800; value += 7) {
    if (value >= 0xD800 && value <= 0xDFFF) continue;
    CAPTURE(value);
    CHECK(matches_whole(*ast, utf8(value)) == (value >= 0x390 && value <= 0x10400));
  }
}
