// The property that streams stand on: whatever a longer text may still change is held back.
#include "guardrails/regex/prefix_closure.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "guardrails/regex/cost.h"
#include "guardrails/regex/measures.h"
#include "guardrails/regex/parser.h"
#include "support/catch.h"
#include "unit/regex/engines.h"
#include "unit/regex/random_expression.h"
#include "unit/regex/reference_matcher.h"

using weir::regex::Ast;
using weir::regex::Closeness;
using weir::regex::Hyperscan;
using weir::regex::max_width;
using weir::regex::parse;
using weir::regex::prefix_closure;
using weir::regex::PrefixClosure;
using weir::regex::RandomExpression;
using weir::regex::reversed_closure;

namespace {

using Spans = std::set<std::pair<size_t, size_t>>;

Ast tree(const std::string& text) {
  auto ast = parse(text);
  INFO(text);
  REQUIRE(ast.ok());
  return std::move(ast).value();
}

std::string mirrored(const std::string& text) {
  return {text.rbegin(), text.rend()};
}

// Matches that start in the first `limit` bytes and are not empty.
Spans spans(const Ast& ast, const std::string& text, size_t limit) {
  Spans out;
  for (size_t start = 0; start < limit; ++start) {
    for (const size_t end : match_ends(ast, text, start)) {
      if (end > start) out.emplace(start, end);
    }
  }
  return out;
}

// Where an ending of `text` begins that a longer text gives another verdict about.
std::set<size_t> undecided(const Ast& ast, const std::string& text, const std::string& more) {
  const Spans now = spans(ast, text, text.size());
  const Spans later = spans(ast, text + more, text.size());
  Spans changed;
  std::set_symmetric_difference(now.begin(), now.end(), later.begin(), later.end(),
                                std::inserter(changed, changed.end()));
  std::set<size_t> out;
  for (const auto& [start, end] : changed) out.insert(start);
  return out;
}

// Lengths of the endings of `text` that the closure holds, by Hyperscan.
std::set<size_t> held(const PrefixClosure& closure, const std::string& text) {
  std::set<size_t> out;
  for (const std::string& expression : closure.expressions) {
    const Hyperscan engine(expression);
    INFO(expression);
    REQUIRE(engine.ok());
    out.merge(engine.match_ends(mirrored(text)));
  }
  return out;
}

std::string random_alternatives(RandomExpression& random, size_t count) {
  std::string out = random.expression(true);
  for (size_t i = 1; i < count; ++i) out += "|" + random.expression(true);
  return out;
}

}  // namespace

TEST_CASE("what a longer text may change lies in the closure", "[regex]") {
  RandomExpression random(21);
  size_t changes = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::string expression = random.expression(true);
    CAPTURE(expression);
    const Ast ast = tree(expression);
    const Ast exact = reversed_closure(ast, Closeness::kExact);
    const Ast relaxed = reversed_closure(ast, Closeness::kRelaxed);
    const Ast coarse = reversed_closure(ast, Closeness::kCoarse);
    for (int i = 0; i < 12; ++i) {
      const std::string text = random.text(8);
      const std::string more = random.text(6);
      CAPTURE(text, more);
      for (const size_t start : undecided(ast, text, more)) {
        const std::string ending = mirrored(text.substr(start));
        CAPTURE(start);
        REQUIRE(matches_whole(exact, ending));
        REQUIRE(matches_whole(relaxed, ending));
        REQUIRE(matches_whole(coarse, ending));
        ++changes;
      }
    }
  }
  CHECK(changes > 5000);
}

TEST_CASE("Hyperscan holds the endings that a longer text may change", "[regex]") {
  RandomExpression random(22);
  size_t changes = 0;
  for (int round = 0; round < 350; ++round) {
    const std::string expression = random_alternatives(random, 1 + random.below(3));
    CAPTURE(expression);
    const Ast ast = tree(expression);
    const PrefixClosure closure = prefix_closure(ast);
    for (int i = 0; i < 4; ++i) {
      const std::string text = random.text(8);
      CAPTURE(text);
      const std::set<size_t> endings = held(closure, text);
      for (const size_t start : undecided(ast, text, random.text(6))) {
        REQUIRE(endings.count(text.size() - start) == 1);
        ++changes;
      }
    }
  }
  CHECK(changes > 200);
}

TEST_CASE("without assertions the closure is the proper prefixes and no more", "[regex]") {
  RandomExpression random(23);
  size_t compared = 0;
  for (int round = 0; round < 1500; ++round) {
    const Ast ast = tree(random.expression(false));
    if (max_width(ast).value_or(100) > 5) continue;
    const Ast closure = reversed_closure(ast, Closeness::kExact);
    static const std::string kAlphabet = "abcA1 -_\n.";
    std::vector<std::string> texts{""};
    for (size_t next = 0; next < texts.size() && texts[next].size() < 2; ++next) {
      for (const char c : kAlphabet) texts.push_back(texts[next] + c);
    }
    for (const std::string& text : texts) {
      // A prefix can be completed inside the alphabet where every set of the generator meets it.
      bool completed = false;
      std::vector<std::string> tails{""};
      for (size_t next = 0; next < tails.size() && !completed; ++next) {
        completed = !tails[next].empty() && matches_whole(ast, text + tails[next]);
        if (text.size() + tails[next].size() >= *max_width(ast)) continue;
        for (const char c : kAlphabet) tails.push_back(tails[next] + c);
        if (tails.size() > 3000) break;
      }
      if (tails.size() > 3000) continue;
      CAPTURE(to_expression(ast), to_expression(closure), text);
      if (text.empty() && !completed) continue;
      REQUIRE(matches_whole(closure, mirrored(text)) == completed);
      ++compared;
    }
  }
  CHECK(compared > 800);
}

TEST_CASE("closures of known patterns", "[regex]") {
  const auto expressions = [](const char* text) { return prefix_closure(tree(text)).expressions; };
  const auto one = [&](const char* text) {
    const auto all = expressions(text);
    REQUIRE(all.size() == 1);
    return all.front();
  };
  CHECK(one("abc") == "^(?:(?:b?a)?)");
  CHECK(one("\\bab\\b") == "^(?:(?:b?a)?)");
  CHECK(one("[0-9]{6}") == "^(?:[0-9]{0,5})");
  CHECK(one("a*") == "^(?:a*)");
  CHECK(one("a$") == "^(?:(?:\\x0a?a)?)");
  CHECK(expressions("a").empty());
  CHECK(expressions("^a").empty());
  CHECK(one("a\\b") == "^(?:a?)");
}

TEST_CASE("a wide closure is relaxed, and what is relaxed still holds everything", "[regex]") {
  const Ast bounded = tree("[a-z]{1,64}@(?:[a-z0-9-]{1,60}\\.){1,30}[a-z]{2,24}");
  const PrefixClosure closure = prefix_closure(bounded);
  CHECK(closure.closeness == Closeness::kRelaxed);
  std::string text = "mail ada@";
  for (int i = 0; i < 20; ++i) text += std::string(50, 'x') + ".";
  CHECK(held(closure, text).count(text.size() - 5) == 1);
  CHECK(held(closure, "mail ada lovelace").count(8) == 1);
  CHECK(held(closure, "mail ada lovelace").count(9) == 0);
}

TEST_CASE("a closure beyond every limit is the bytes of the pattern", "[regex]") {
  std::string literal(4000, 'k');
  literal[2000] = '7';
  const PrefixClosure closure = prefix_closure(tree(literal));
  CHECK(closure.closeness == Closeness::kCoarse);
  CHECK(held(closure, "x" + literal.substr(0, 3000)).count(3000) == 1);
  CHECK(held(closure, "x" + literal.substr(0, 3000)).count(3001) == 0);
}

TEST_CASE("a long list of words is split and stays exact", "[regex]") {
  std::string text = "first";
  for (int i = 0; i < 380; ++i) text += "|word" + std::to_string(i * 7919 % 100000) + "z";
  const PrefixClosure closure = prefix_closure(tree(text.substr(0, 4096)));
  CHECK(closure.expressions.size() > 1);
  CHECK(closure.closeness == Closeness::kExact);
  CHECK(held(closure, "say wor") == std::set<size_t>{0, 3});
  CHECK(held(closure, "say fir") == std::set<size_t>{0, 3});
}

TEST_CASE("a closure that several words share is there once", "[regex]") {
  std::string text = "wa";
  for (int i = 0; i < 1300; ++i) {
    text += '|';
    text += static_cast<char>('a' + i % 26);
    text += static_cast<char>('a' + i / 26 % 26);
  }
  CHECK(prefix_closure(tree(text)).expressions.size() <= 26);
}
