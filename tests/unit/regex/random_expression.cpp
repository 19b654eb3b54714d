#include "unit/regex/random_expression.h"

#include <iterator>

namespace weir::regex {
namespace {

constexpr const char* kAtoms[] = {"a",
                                  "b",
                                  "A",
                                  "1",
                                  "\\x20",
                                  "-",
                                  "_",
                                  "\\n",
                                  ".",
                                  "\\d",
                                  "\\w",
                                  "\\W",
                                  "\\s",
                                  "[ab]",
                                  "[^a]",
                                  "[a-c1]",
                                  "[[:alpha:]-]",
                                  "\\x61",
                                  "\\061",
                                  "\\D",
                                  "[\\w-]",
                                  "[]a]",
                                  "[^]\\n]",
                                  "\\h",
                                  "\\S",
                                  "\\Qa-\\E",
                                  "\\-",
                                  "[\\d\\s]",
                                  "\\x{62}",
                                  "[\\Qb\\E_]",
                                  "b(?#c)",
                                  "\\N",
                                  "[[:^digit:]]",
                                  "\\cj",
                                  "ab"};
constexpr const char* kAssertions[] = {"\\b", "\\B", "^", "$", "\\A", "\\z", "\\Z", "\\b", "\\b"};
constexpr const char* kQuantifiers[] = {"*",     "+",  "?",  "{2}", "{1,}",  "{0,2}",
                                        "{2,3}", "*?", "+?", "??",  "{1,2}?"};
constexpr const char* kOpeners[] = {
    "(", "(?:", "(?i:", "(?-s:", "(?m:", "(?<n>", "(?m)(", "(?i)(?:", "(?x: "};
constexpr char kAlphabet[] = "abAB11 -_\n";

}  // namespace

std::string RandomExpression::pick(const char* const* table, size_t size) {
  return table[below(static_cast<uint32_t>(size))];
}

std::string RandomExpression::expression(bool assertions) {
  return alternation(3, assertions);
}

std::string RandomExpression::text(size_t max_length) {
  std::string out;
  const uint32_t length = below(static_cast<uint32_t>(max_length + 1));
  for (uint32_t i = 0; i < length; ++i) out += kAlphabet[below(sizeof(kAlphabet) - 1)];
  return out;
}

std::string RandomExpression::alternation(unsigned depth, bool assertions) {
  std::string out = branch(depth, assertions);
  while (below(4) == 0) out.append("|").append(branch(depth, assertions));
  return out;
}

std::string RandomExpression::branch(unsigned depth, bool assertions) {
  std::string out;
  for (uint32_t i = 0; i < 1 + below(3); ++i) {
    if (assertions && below(5) == 0) out += pick(kAssertions, std::size(kAssertions));
    out += atom(depth, assertions);
    if (below(3) == 0) out += pick(kQuantifiers, std::size(kQuantifiers));
  }
  if (assertions && below(5) == 0) out += pick(kAssertions, std::size(kAssertions));
  return out;
}

std::string RandomExpression::atom(unsigned depth, bool assertions) {
  if (depth == 0 || below(3) != 0) return pick(kAtoms, std::size(kAtoms));
  std::string opener = pick(kOpeners, std::size(kOpeners));
  if (opener == "(?<n>") opener.replace(4, 1, std::to_string(random_())).append(">");
  return opener.append(alternation(depth - 1, assertions)).append(")");
}

}  // namespace weir::regex
