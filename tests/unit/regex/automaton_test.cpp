#include "guardrails/regex/automaton.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "guardrails/regex/measures.h"
#include "guardrails/regex/parser.h"
#include "support/catch.h"
#include "unit/regex/random_expression.h"
#include "unit/regex/reference_matcher.h"

using namespace weir::regex;

namespace {

Automaton automaton(std::string_view expression) {
  const auto ast = parse(expression);
  REQUIRE(ast.ok());
  const Ast* only = &*ast;
  auto built = Automaton::build({&only, 1});
  REQUIRE(built.has_value());
  return std::move(*built);
}

}  // namespace

TEST_CASE("the automaton finds what the reference finds, from every start", "[regex]") {
  RandomExpression random(51);
  size_t found = 0;
  size_t too_large = 0;
  for (int round = 0; round < 1200; ++round) {
    std::vector<Ast> trees;
    while (trees.size() < 3) {
      const auto ast = parse(random.expression(round % 2 == 0));
      REQUIRE(ast.ok());
      if (min_width(*ast) > 0 && !has_anchor(*ast)) trees.push_back(*ast);
    }
    const std::vector<const Ast*> pointers = {&trees[0], &trees[1], &trees[2]};
    const auto built = Automaton::build(pointers);
    too_large += built ? 0 : 1;
    if (!built) continue;
    for (int i = 0; i < 4; ++i) {
      const std::string text = random.text(14);
      for (size_t start = 0; start < text.size(); ++start) {
        std::vector<std::set<size_t>> ends(3);
        built->run(text, start, [&](size_t pattern, size_t end) { ends[pattern].insert(end); });
        for (size_t pattern = 0; pattern < trees.size(); ++pattern) {
          const auto expected = match_ends(trees[pattern], text, start);
          CAPTURE(to_expression(trees[pattern]), text, start);
          REQUIRE(ends[pattern] == std::set<size_t>(expected.begin(), expected.end()));
          found += expected.size();
        }
      }
    }
  }
  CHECK(found > 3000);
  CHECK(too_large < 12);
}

TEST_CASE("what is live is what more text can still make a match of", "[regex]") {
  RandomExpression random(52);
  const std::string_view bytes = "ab1 -";
  size_t live = 0;
  size_t dead = 0;
  for (int round = 0; round < 600; ++round) {
    const auto ast = parse(random.expression(true));
    REQUIRE(ast.ok());
    if (min_width(*ast) == 0 || has_anchor(*ast)) continue;
    const Ast* only = &*ast;
    const auto built = Automaton::build({&only, 1});
    if (!built) continue;
    const std::string text = "a" + random.text(4);
    const auto may_match = [&](const auto& self, const std::string& longer, size_t more) -> bool {
      for (const size_t end : match_ends(*ast, longer, 0)) {
        if (end >= text.size()) return true;
      }
      if (more == 0) return false;
      return std::any_of(bytes.begin(), bytes.end(),
                         [&](char byte) { return self(self, longer + byte, more - 1); });
    };
    CAPTURE(to_expression(*ast), text);
    const bool is_live = built->live_at(text, 0) != 0;
    if (may_match(may_match, text, 4)) {
      REQUIRE(is_live);
      REQUIRE(built->may_begin(false, static_cast<uint8_t>(text[0])));
      ++live;
    }
    dead += is_live ? 0 : 1;
  }
  CHECK(live > 20);
  CHECK(dead > 20);
}

TEST_CASE("with a trail the leftmost start of every end is found, once", "[regex]") {
  RandomExpression random(53);
  size_t found = 0;
  for (int round = 0; round < 1000; ++round) {
    const auto ast = parse(random.expression(round % 2 == 0));
    REQUIRE(ast.ok());
    if (min_width(*ast) == 0 || has_anchor(*ast)) continue;
    const Ast* only = &*ast;
    const auto built = Automaton::build({&only, 1});
    if (!built) continue;
    const std::string text = random.text(20);
    std::map<size_t, size_t> without;  // leftmost start by end
    std::map<size_t, size_t> with;
    Automaton::Trail trail;
    for (size_t start = 0; start < text.size(); ++start) {
      built->run(text, start, [&](size_t, size_t end) { without.emplace(end, start); });
      built->run(
          text, start, [&](size_t, size_t end) { with.emplace(end, start); }, &trail);
    }
    CAPTURE(to_expression(*ast), text);
    REQUIRE(with == without);
    found += with.size();
  }
  CHECK(found > 500);
}

TEST_CASE("an automaton comes back from its bytes, and from no others", "[regex]") {
  const auto first = parse("\\b\\d{3}-\\d{2}\\b");
  const auto second = parse("[a-f]{2,9}x?");
  const std::vector<const Ast*> trees = {&*first, &*second};
  const auto built = Automaton::build(trees);
  REQUIRE(built.has_value());
  std::string bytes;
  built->append_to(bytes);
  const std::string text = "12-345 abcdefx 123-45 fa123-45 987-65";
  const auto found_by = [&](const Automaton& automaton) {
    std::vector<std::array<size_t, 3>> found;
    for (size_t start = 0; start < text.size(); ++start) {
      automaton.run(text, start, [&](size_t pattern, size_t end) {
        found.push_back({start, end, pattern});
      });
    }
    return found;
  };
  const auto again = Automaton::read(bytes, 2);
  REQUIRE(again.has_value());
  CHECK(found_by(*again) == found_by(*built));
  CHECK(found_by(*built).size() > 5);
  CHECK_FALSE(Automaton::read(bytes, 1).has_value());
  for (size_t size = 0; size < bytes.size(); ++size) {
    CHECK_FALSE(Automaton::read(std::string_view(bytes).substr(0, size), 2).has_value());
  }
  // A changed byte is refused, or harmless: every step stays inside the tables.
  for (size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
    const auto read = Automaton::read(changed, 2);
    if (read) static_cast<void>(found_by(*read));
  }
}

TEST_CASE("what asks for the text's ends, or is too large, is no automaton", "[regex]") {
  for (const auto* expression : {"^a", "a$", "(?m:^)a", "a\\z", "[ab]{0,40}a[ab]{20}"}) {
    INFO(expression);
    const auto ast = parse(expression);
    REQUIRE(ast.ok());
    const Ast* only = &*ast;
    CHECK_FALSE(Automaton::build({&only, 1}).has_value());
  }
}

TEST_CASE("the lead is what may stand before the first byte of a set", "[regex]") {
  const ByteSet digits = ByteSet::range('0', '9');
  CHECK(automaton("\\d\\d").longest_lead(digits) == 0);
  CHECK(automaton("\\b[A-Z]{2}\\d").longest_lead(digits) == 2);
  CHECK(automaton("(?:\\+|\\()?\\d").longest_lead(digits) == 1);
  CHECK(automaton("[a-z]+\\d").longest_lead(digits) == SIZE_MAX);
}
