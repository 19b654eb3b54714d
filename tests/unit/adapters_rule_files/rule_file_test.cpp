#include "adapters/rule_files/rule_file.h"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"

namespace weir {
namespace {

constexpr std::string_view kGood = R"(
title = "ours"
minVersion = "v8.25.0"

[[rules]]
id = "acme-token"
description = "A token of Acme"
regex = '''(?i)acme[\w.-]{0,20}=(acm_[a-z0-9]{20})(?:[\x60'"\s;]|\\[nr]|$)'''
secretGroup = 1
entropy = 3
keywords = ["ACME_", "acm_"]
tags = ["a"]
  [[rules.allowlists]]
  description = "samples"
  condition = "AND"
  regexTarget = "line"
  regexes = ['''sample''']
  stopwords = ["Test"]

[[rules]]
id = "old-spelling"
regex = '''old_[0-9]{8}'''
  [rules.allowlist]
  stopwords = ["00000000"]
  paths = ['''x''']

[[rules]]
id = "a-file"
path = '''\.p12$'''

[allowlist]
regexes = ['''example''']

[[allowlists]]
targetRules = ["old-spelling"]
stopwords = ["11111111"]
)";

std::string rule(const std::string& lines) {
  return "[[rules]]\nid = \"r\"\nregex = '''abc'''\n" + lines + "\n";
}

}  // namespace

TEST_CASE("A rule file is read with all that decides what is found") {
  const auto rules = parse_rule_file(kGood, "ours.toml");
  REQUIRE(rules.ok());
  REQUIRE(rules->size() == 2);  // the rule for files alone is passed over
  const FileRule& first = *(*rules)[0];
  CHECK(first.id == "acme-token");
  CHECK(first.secret_group == 1);
  CHECK(first.entropy == 3);
  CHECK(first.keywords == std::vector<std::string>{"acme_", "acm_"});
  REQUIRE(first.allowlists.size() == 2);
  CHECK(first.allowlists[0].needs_all);
  CHECK(first.allowlists[0].target == RuleAllowlist::Target::kLine);
  CHECK(first.allowlists[0].stopwords == std::vector<std::string>{"test"});
  CHECK(first.allowlists[1].expressions.size() == 1);
  const FileRule& second = *(*rules)[1];
  CHECK(second.allowlists.size() == 3);
  CHECK(second.keywords.empty());
  CHECK(first.source != second.source);
}

TEST_CASE("A match has its groups; those that took no part are empty") {
  const auto rules = parse_rule_file("[[rules]]\nid = \"r\"\nregex = \"x(a)?(b)\"\n", "r.toml");
  REQUIRE(rules.ok());
  const RuleExpression& groups = *(*rules)[0]->groups;
  CHECK(groups.group_count() == 2);
  CHECK(groups.match("..xb..", 2, 4) == std::vector<std::string_view>{"xb", "", "b"});
  CHECK(groups.match("..xb..", 2, 5).empty());
  CHECK(groups.occurs_in("..xab"));
  CHECK_FALSE(groups.occurs_in("..xa"));
}

TEST_CASE("What is wrong is said with the file, the rule and the reason") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"[[rules]\n", "rule file \"f.toml\": line 1, column"},
      {"", "the file has no [[rules]]"},
      {"rules = 3\n", "the file has no [[rules]]"},
      {"[extend]\nuseDefault = true\n", "[extend] is not followed"},
      {"colour = 1\n" + rule(""), "no key \"colour\""},
      {rule("colour = 1"), "rule \"r\": weir knows no key \"colour\""},
      {rule("entropy = \"high\""), "rule \"r\": entropy must be a number from 0 to 8"},
      {rule("entropy = 9"), "rule \"r\": entropy must be"},
      {rule("secretGroup = 1"), "rule \"r\": secretGroup is more than"},
      {rule("keywords = \"a\""), "rule \"r\": keywords must be a list of strings"},
      {rule("keywords = [1]"), "rule \"r\": keywords must be a list of strings"},
      {rule("[[rules.required]]\nid = \"x\""), "rule \"r\": weir knows no key \"required\""},
      {rule("[[rules.allowlists]]\nregexes = ['''(''']"), "rule \"r\": allowlist: regular"},
      {rule("[[rules.allowlists]]\ncondition = \"NOR\""), "condition must be"},
      {rule("[[rules.allowlists]]\nregexTarget = \"file\""), "regexTarget must be"},
      {rule("[[rules.allowlists]]\ncolor = \"red\""), "no key \"color\""},
      {rule("") + rule(""), "rule \"r\": another has this id"},
      {"[[rules]]\nid = \"r\"\nregex = '''a(b'''\n", "rule \"r\": regular expression: missing )"},
      {"[[rules]]\nid = \"r\"\n", "rule \"r\": it has no regex"},
      {"[[rules]]\nid = \"r\"\nregex = 3\n", "rule \"r\": regex must be a string"},
      {"[[rules]]\nregex = '''a'''\n", "rule 1: a rule's id is"},
      {"[[rules]]\nid = \"a b\"\nregex = '''a'''\n", "rule 1: a rule's id is"},
  };
  for (const auto& [text, message] : cases) {
    INFO(text);
    const auto rules = parse_rule_file(text, "f.toml");
    REQUIRE_FALSE(rules.ok());
    CHECK(rules.status().code() == Code::kInvalidPolicy);
    CHECK(rules.status().reason() == "rule_file.invalid");
    INFO(rules.status().message());
    CHECK(rules.status().message().starts_with("rule file \"f.toml\": "));
    CHECK(rules.status().message().find(message) != std::string_view::npos);
  }
}

TEST_CASE("A file that is not there is named") {
  const auto rules = read_rule_file("/nowhere/rules.toml");
  REQUIRE_FALSE(rules.ok());
  CHECK(rules.status().reason() == "rule_file.unreadable");
  CHECK(rules.status().message().find("/nowhere/rules.toml") != std::string_view::npos);
}

TEST_CASE("Any bytes are either a rule file or refused") {
  std::string text(kGood);
  for (size_t i = 0; i < text.size(); ++i) {
    std::string cut = text.substr(0, i);
    const auto whole = parse_rule_file(cut, "f.toml");
    CHECK((whole.ok() || whole.status().reason() == "rule_file.invalid"));
    cut = text;
    cut[i] = '\xFF';
    CHECK_FALSE(parse_rule_file(cut, "f.toml").ok());
  }
}

}  // namespace weir
