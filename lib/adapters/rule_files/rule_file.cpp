#include "adapters/rule_files/rule_file.h"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <span>
#include <sstream>
#include <utility>

#include "adapters/rule_files/re2_expression.h"

namespace weir {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::string_view kFileKeys[] = {"title", "description", "minVersion",
                                          "rules", "allowlist",   "allowlists"};
constexpr std::string_view kRuleKeys[] = {"id",        "description", "regex", "secretGroup",
                                          "entropy",   "keywords",    "tags",  "path",
                                          "allowlist", "allowlists"};
constexpr std::string_view kAllowlistKeys[] = {"description", "condition",  "commits",
                                               "paths",       "regexes",    "stopwords",
                                               "regexTarget", "targetRules"};

Status invalid(std::string message) {
  return {Code::kInvalidPolicy, "rule_file.invalid", std::move(message)};
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
  });
  return text;
}

Status check_keys(const toml::table& table, Names known) {
  for (const auto& [key, value] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    if (key.str() == "extend") {
      return invalid("[extend] is not followed: name every file in rule_files");
    }
    return invalid("weir knows no key \"" + std::string(key.str()) + "\" here");
  }
  return {};
}

Status read_string(const toml::table& table, std::string_view key, std::string& out) {
  const toml::node* const node = table.get(key);
  if (node == nullptr) return {};
  if (!node->is_string()) return invalid(std::string(key) + " must be a string");
  out = node->ref<std::string>();
  return {};
}

Status read_strings(const toml::table& table, std::string_view key, std::vector<std::string>& out) {
  const toml::node* const node = table.get(key);
  if (node == nullptr) return {};
  const toml::array* const array = node->as_array();
  if (array == nullptr) return invalid(std::string(key) + " must be a list of strings");
  for (const toml::node& item : *array) {
    if (!item.is_string()) return invalid(std::string(key) + " must be a list of strings");
    out.push_back(item.ref<std::string>());
  }
  return {};
}

struct Allowlist {
  RuleAllowlist list;
  std::vector<std::string> rules;  // that it is for; empty: all
};

Status set_condition(const toml::table& table, RuleAllowlist& list) {
  std::string condition = "OR";
  WEIR_RETURN_IF_ERROR(read_string(table, "condition", condition));
  const std::string word = lower(condition);
  if (word != "or" && word != "||" && word != "and" && word != "&&") {
    return invalid("condition must be \"OR\" or \"AND\"");
  }
  list.needs_all = word == "and" || word == "&&";
  list.is_void = list.needs_all && (table.contains("paths") || table.contains("commits"));
  return {};
}

Status set_target(const toml::table& table, RuleAllowlist& list) {
  std::string target = "secret";
  WEIR_RETURN_IF_ERROR(read_string(table, "regexTarget", target));
  if (target == "match") {
    list.target = RuleAllowlist::Target::kMatch;
  } else if (target == "line") {
    list.target = RuleAllowlist::Target::kLine;
  } else if (target != "secret") {
    return invalid("regexTarget must be \"secret\", \"match\" or \"line\"");
  }
  return {};
}

Result<Allowlist> allowlist_of(const toml::table& table) {
  Allowlist out;
  WEIR_RETURN_IF_ERROR(check_keys(table, kAllowlistKeys));
  WEIR_RETURN_IF_ERROR(set_condition(table, out.list));
  WEIR_RETURN_IF_ERROR(set_target(table, out.list));
  std::vector<std::string> expressions;
  std::vector<std::string> stopwords;
  WEIR_RETURN_IF_ERROR(read_strings(table, "regexes", expressions));
  WEIR_RETURN_IF_ERROR(read_strings(table, "stopwords", stopwords));
  WEIR_RETURN_IF_ERROR(read_strings(table, "targetRules", out.rules));
  for (const std::string& expression : expressions) {
    Result<RuleExpressionPointer> compiled = compile_re2(expression);
    if (!compiled.ok()) return std::move(compiled).status();
    out.list.expressions.push_back(std::move(compiled).value());
  }
  for (std::string& word : stopwords) out.list.stopwords.push_back(lower(std::move(word)));
  return out;
}

Status add_allowlist(const toml::node& node, std::vector<Allowlist>& out) {
  if (!node.is_table()) return invalid("an allowlist must be a table");
  Result<Allowlist> list = allowlist_of(*node.as_table());
  if (!list.ok()) return std::move(list).status().with_context("allowlist");
  out.push_back(std::move(list).value());
  return {};
}

// Both spellings: [allowlist], [[allowlists]].
Status read_allowlists(const toml::table& table, std::vector<Allowlist>& out) {
  if (const toml::node* const one = table.get("allowlist")) {
    WEIR_RETURN_IF_ERROR(add_allowlist(*one, out));
  }
  const toml::node* const several = table.get("allowlists");
  if (several == nullptr) return {};
  if (!several->is_array()) return invalid("allowlists must be tables");
  for (const toml::node& one : *several->as_array()) WEIR_RETURN_IF_ERROR(add_allowlist(one, out));
  return {};
}

bool is_name(std::string_view id) {
  constexpr size_t kLongest = 64;
  constexpr std::string_view kBytes =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  return !id.empty() && id.size() <= kLongest &&
         id.find_first_not_of(kBytes) == std::string_view::npos;
}

Status read_number(const toml::table& table, std::string_view key, double most, double& out) {
  const toml::node* const node = table.get(key);
  if (node == nullptr) return {};
  const auto value = node->value<double>();
  if (!node->is_number() || !value || *value < 0 || *value > most) {
    return invalid(std::string(key) + " must be a number from 0 to " +
                   std::to_string(static_cast<int>(most)));
  }
  out = *value;
  return {};
}

Status fill_rule(const toml::table& table, FileRule& rule) {
  constexpr double kMostGroups = 64;
  constexpr double kMostEntropy = 8;
  WEIR_RETURN_IF_ERROR(check_keys(table, kRuleKeys));
  double group = 0;
  std::vector<std::string> keywords;
  WEIR_RETURN_IF_ERROR(read_string(table, "regex", rule.expression));
  WEIR_RETURN_IF_ERROR(read_strings(table, "keywords", keywords));
  WEIR_RETURN_IF_ERROR(read_number(table, "entropy", kMostEntropy, rule.entropy));
  WEIR_RETURN_IF_ERROR(read_number(table, "secretGroup", kMostGroups, group));
  rule.secret_group = static_cast<size_t>(group);
  for (std::string& word : keywords) rule.keywords.push_back(lower(std::move(word)));
  if (rule.expression.empty()) return {};
  Result<RuleExpressionPointer> compiled = compile_re2(rule.expression);
  if (!compiled.ok()) return std::move(compiled).status();
  rule.groups = std::move(compiled).value();
  if (rule.secret_group > 0 && rule.secret_group > rule.groups->group_count()) {
    return invalid("secretGroup is more than the expression has groups");
  }
  std::vector<Allowlist> lists;
  WEIR_RETURN_IF_ERROR(read_allowlists(table, lists));
  for (Allowlist& one : lists) rule.allowlists.push_back(std::move(one.list));
  return {};
}

// All that decides what is found.
std::string source_of(const toml::table& rule, const toml::table& file) {
  std::ostringstream text;
  text << rule;
  for (const std::string_view key : {"allowlist", "allowlists"}) {
    if (const toml::node_view<const toml::node> node = file[key]) text << '\n' << node;
  }
  return std::move(text).str();
}

class FileReader {
 public:
  explicit FileReader(const toml::table& file) : file_(file) {}

  Result<FileRules> read() {
    WEIR_RETURN_IF_ERROR(check_keys(file_, kFileKeys));
    WEIR_RETURN_IF_ERROR(read_allowlists(file_, for_all_));
    const toml::array* const rules = file_["rules"].as_array();
    if (rules == nullptr || rules->empty()) return invalid("the file has no [[rules]]");
    if (rules->size() > kMaxFileRules) return invalid("the file has too many rules");
    for (const toml::node& rule : *rules) {
      if (!rule.is_table()) return invalid("rules must be tables");
      WEIR_RETURN_IF_ERROR(add_rule(*rule.as_table()));
    }
    return std::move(rules_);
  }

 private:
  Status add_rule(const toml::table& table) {
    auto rule = std::make_shared<FileRule>();
    const std::string number = "rule " + std::to_string(++count_);
    WEIR_RETURN_IF_ERROR(read_string(table, "id", rule->id).with_context(number));
    if (!is_name(rule->id)) {
      return invalid("a rule's id is 1 to 64 letters, digits, \".\", \"_\" and \"-\"")
          .with_context(number);
    }
    const std::string named = "rule \"" + rule->id + "\"";
    if (!ids_.insert(rule->id).second) return invalid("another has this id").with_context(named);
    WEIR_RETURN_IF_ERROR(fill_rule(table, *rule).with_context(named));
    if (rule->expression.empty()) {
      if (table.contains("path")) return {};
      return invalid("it has no regex").with_context(named);
    }
    for (const Allowlist& list : for_all_) {
      const bool is_for = list.rules.empty() || std::find(list.rules.begin(), list.rules.end(),
                                                          rule->id) != list.rules.end();
      if (is_for) rule->allowlists.push_back(list.list);
    }
    rule->source = source_of(table, file_);
    rules_.push_back(std::move(rule));
    return {};
  }

  const toml::table& file_;
  std::vector<Allowlist> for_all_;
  std::set<std::string> ids_;
  size_t count_ = 0;
  FileRules rules_;
};

std::string file_name(const std::string& name) {
  return "rule file \"" + name + "\"";
}

Status unreadable(const std::string& path, std::string_view reason) {
  return Status(Code::kInvalidPolicy, "rule_file.unreadable", std::string(reason))
      .with_context(file_name(path));
}

}  // namespace

Result<FileRules> parse_rule_file(std::string_view text, const std::string& name) {
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    const toml::source_position place = parsed.error().source().begin;
    return invalid("line " + std::to_string(place.line) + ", column " +
                   std::to_string(place.column) + ": not TOML")
        .with_context(file_name(name));
  }
  Result<FileRules> rules = FileReader(parsed.table()).read();
  if (!rules.ok()) return std::move(rules).status().with_context(file_name(name));
  return rules;
}

Result<FileRules> read_rule_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable(path, "cannot be opened");
  std::string text(kMaxRuleFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return unreadable(path, "cannot be read");
  text.resize(static_cast<size_t>(file.gcount()));
  if (text.size() > kMaxRuleFileBytes) return unreadable(path, "is longer than 4 MiB");
  return parse_rule_file(text, path);
}

}  // namespace weir
