#include "policy/key_table.h"

#include <rapidjson/document.h>
#include <rapidjson/pointer.h>

#include <set>
#include <string>

#include "policy/document.h"
#include "policy/json_schema.h"
#include "policy/parser.h"
#include "policy/reference.h"
#include "policy/starter.h"
#include "support/catch.h"

using weir::find_row;
using weir::KeyRow;
using weir::KeyType;

TEST_CASE("the table is whole", "[key_table]") {
  std::set<std::string_view> seen;
  for (const KeyRow& row : weir::key_table()) {
    INFO(row.path);
    CHECK(seen.insert(row.path).second);
    CHECK_FALSE(row.description.empty());
    CHECK(row.low <= row.high);
    CHECK((row.type == KeyType::kWord) == !row.words.empty());
    const bool has_entries = row.type == KeyType::kMap || row.type == KeyType::kArray;
    CHECK(has_entries == (find_row(std::string(row.path) + "/*") != nullptr));
    if (row.type == KeyType::kObject) CHECK_FALSE(weir::rows_below(row.path).empty());
    CHECK_FALSE((row.required && !row.default_json.empty()));
    if (row.path.empty()) continue;
    CHECK(find_row(row.path.substr(0, row.path.rfind('/'))) != nullptr);
    if (!row.references.empty()) CHECK(find_row(row.references)->type == KeyType::kMap);
  }
  CHECK(seen.size() > 70);
}

TEST_CASE("the forms of text stand in the order of their enum", "[key_table]") {
  for (uint8_t i = 0; i <= static_cast<uint8_t>(weir::TextFormat::kStore); ++i) {
    const auto format = static_cast<weir::TextFormat>(i);
    CHECK(weir::row_of(format).format == format);
  }
}

TEST_CASE("every default is JSON of its own type", "[key_table]") {
  for (const KeyRow& row : weir::key_table()) {
    if (row.default_json.empty()) continue;
    INFO(row.path);
    weir::Node value;
    weir::SyntaxFault fault;
    CHECK(weir::parse_document(row.default_json, value, fault));
  }
}

TEST_CASE("relations speak of keys that there are", "[key_table]") {
  for (const weir::KeyRelation& relation : weir::key_relations()) {
    INFO(relation.message);
    for (const std::string_view key : weir::split_words(relation.keys)) {
      CHECK(find_row(std::string(relation.path) + "/" + std::string(key)) != nullptr);
    }
    if (relation.kind == weir::KeyRelation::Kind::kAnyOf) continue;
    const KeyRow* const key =
        find_row(std::string(relation.path) + "/" + std::string(relation.key));
    REQUIRE(key != nullptr);
    const auto words = weir::split_words(key->words);
    CHECK(std::find(words.begin(), words.end(), relation.value) != words.end());
  }
}

TEST_CASE("the schema holds every key with its description", "[json_schema]") {
  rapidjson::Document schema;
  schema.Parse(weir::json_schema());
  REQUIRE_FALSE(schema.HasParseError());
  for (const KeyRow& row : weir::key_table()) {
    std::string path;
    std::string_view rest = row.path;
    std::string_view walked;
    while (!rest.empty()) {
      const std::string_view step = rest.substr(1, rest.find('/', 1) - 1);
      const bool is_array = find_row(walked)->type == KeyType::kArray;
      if (step == "*") {
        path += is_array ? "/items" : "/additionalProperties";
      } else {
        path.append("/properties/").append(step);
      }
      rest.remove_prefix(step.size() + 1);
      walked = row.path.substr(0, row.path.size() - rest.size());
    }
    INFO(path);
    const rapidjson::Value* const found =
        rapidjson::Pointer((path + "/description").c_str()).Get(schema);
    REQUIRE(found != nullptr);
    CHECK(std::string(found->GetString()).find(row.description) == 0);
  }
}

TEST_CASE("the reference page names every key", "[reference]") {
  const std::string page = weir::reference_markdown();
  for (const KeyRow& row : weir::key_table()) {
    INFO(row.path);
    CHECK(page.find("### `" + (row.path.empty() ? "/" : std::string(row.path)) + "`") !=
          std::string::npos);
  }
}

TEST_CASE("the starter policy loads as it is, and with its comments taken away", "[starter]") {
  const auto loaded = weir::parse_policy(weir::starter_policy(), "/srv/app/weir.jsonc");
  if (!loaded.ok()) FAIL(std::string(loaded.status().message()));
  const weir::Policy& policy = **loaded;
  CHECK(policy.find_endpoint("assistant") != nullptr);
  CHECK(policy.find_guardrail("secrets")->changes_text());
  CHECK(policy.quotas.size() == 2);
  for (const weir::EndpointPolicy& endpoint : policy.endpoints) {
    for (const weir::TargetPolicy& target : endpoint.targets) {
      CHECK(policy.find_price(target.model) != nullptr);  // the budget needs it
    }
  }
  CHECK(policy.store.directory == "/srv/app/weir-data");

  // Every line that is offered in a comment is right as well.
  std::string open(weir::starter_policy());
  for (const char* offered :
       {"// \"ollama\"", "// {\"provider\"", "// \"fallback\"", "// \"allow\"", "// \"gemma3\""}) {
    const size_t at = open.find(offered);
    REQUIRE(at != std::string::npos);
    open.erase(at, 3);
  }
  const auto opened = weir::parse_policy(open, "/srv/app/weir.jsonc");
  if (!opened.ok()) FAIL(std::string(opened.status().message()));
  CHECK((*opened)->endpoints[0].targets.size() == 2);
}
