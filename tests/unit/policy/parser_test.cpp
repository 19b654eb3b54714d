#include "policy/parser.h"

#include <rapidjson/document.h>

#include <random>
#include <string>
#include <vector>

#include "cases.h"
#include "policy/document.h"
#include "policy/error_list.h"
#include "support/catch.h"

using weir::Code;
using weir::parse_policy;
using weir::Policy;
using weir_test::PolicyCase;
using weir_test::whole_policy;

namespace {

std::string with(std::string_view find, std::string_view replace) {
  std::string text = whole_policy();
  const size_t at = text.find(find);
  REQUIRE(at != std::string::npos);
  return text.replace(at, find.size(), replace);
}

std::shared_ptr<const Policy> load(std::string_view text, const std::string& path = {}) {
  auto loaded = parse_policy(text, path);
  if (!loaded.ok()) FAIL(std::string(loaded.status().message()));
  return *loaded;
}

std::string message_of(std::string_view text) {
  const auto loaded = parse_policy(text);
  REQUIRE_FALSE(loaded.ok());
  return std::string(loaded.status().message());
}

rapidjson::Document details_of(std::string_view text) {
  const auto loaded = parse_policy(text);
  REQUIRE_FALSE(loaded.ok());
  rapidjson::Document details;
  details.Parse(std::string(loaded.status().details()));
  REQUIRE_FALSE(details.HasParseError());
  return details;
}

}  // namespace

TEST_CASE("every case is accepted or refused for its own reason at its own place", "[policy]") {
  for (const PolicyCase& policy_case : weir_test::policy_cases()) {
    INFO(policy_case.name);
    const std::string text = weir_test::text_of(policy_case);
    const auto loaded = parse_policy(text);
    if (policy_case.reason.empty()) {
      if (!loaded.ok()) INFO(loaded.status().message());
      CHECK(loaded.ok());
      continue;
    }
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.status().code() == Code::kInvalidPolicy);
    const rapidjson::Document details = details_of(text);
    bool is_found = false;
    for (const auto& error : details["errors"].GetArray()) {
      is_found = is_found || (error["reason"].GetString() == policy_case.reason &&
                              error["pointer"].GetString() == policy_case.pointer);
    }
    INFO(loaded.status().details());
    CHECK(is_found);
  }
}

TEST_CASE("a policy becomes plain data", "[policy]") {
  const auto policy = load(whole_policy());
  REQUIRE(policy->providers.size() == 3);
  const weir::ProviderPolicy& openai = policy->providers[0];
  CHECK(openai.base_url.host == "api.openai.com");
  CHECK(openai.base_url.path == "/v1");
  CHECK(openai.key.name == "OPENAI_API_KEY");
  CHECK(openai.key_prefix == "Bearer ");
  CHECK(openai.headers.at(0).second == "org-1");
  CHECK(policy->providers[1].base_url.port == 11434);
  CHECK(policy->providers[1].key.kind == weir::KeyReference::Kind::kNone);
  CHECK(policy->providers[2].key_header == "api-key");
  CHECK(policy->providers[2].api_version == "2024-10-21");

  const weir::EndpointPolicy& assistant = *policy->find_endpoint("assistant");
  CHECK(assistant.targets[1].provider == 1);
  CHECK(assistant.targets[0].weight == 90);
  CHECK(assistant.fallback.on_429);
  CHECK(assistant.fallback.attempts == 2);
  CHECK(assistant.timeouts.connect_ms == 5000);
  CHECK(assistant.max_output_tokens == 1024);
  CHECK(assistant.guardrails.input == std::vector<size_t>{0, 1});
  CHECK(assistant.allow->at(0).kind == weir::AllowEntry::Kind::kGroup);
  CHECK(assistant.allow->at(1).name == "matti");

  CHECK(policy->guardrails[0].rules[0].threshold == 0.25);
  CHECK(policy->guardrails[1].rules[0].threshold == 0.5);
  CHECK(policy->guardrails[2].rules[1].patterns[0].regex == "TCK-[0-9]{6}");
  CHECK(policy->guardrails[2].changes_text());

  CHECK(policy->quotas[0].window.length_us == 60'000'000);
  CHECK(policy->quotas[1].per.size() == 2);
  CHECK(policy->quotas[1].limits.size() == 2);
  CHECK(policy->quotas[2].limits[0].amount == 50'250'000'000);
  CHECK(policy->quotas[2].window.unit == weir::CalendarUnit::kMonth);
  CHECK(policy->quotas[2].match.group == "research");
  CHECK(policy->find_price("gpt-4o-mini")->cached_input == 75'000'000);
  CHECK(policy->store.directory == "/var/lib/weir");
  CHECK(policy->store.log == weir::Synchronous::kNormal);
  CHECK(policy->log.retain_us == 90LL * 86'400'000'000);
  CHECK(policy->limits.max_body_bytes == 1'048'576);
}

TEST_CASE("what a policy does not say is as the structures say", "[policy]") {
  const auto policy = load(
      R"({"weir":1,"providers":{"p":{"format":"openai","base_url":"https://h"}},
          "endpoints":{"e":{"targets":[{"provider":"p","model":"m"}]}}})",
      "/etc/weir/policy.jsonc");
  const weir::EndpointPolicy& endpoint = policy->endpoints[0];
  CHECK(endpoint.targets[0].weight == weir::TargetPolicy{}.weight);
  CHECK(endpoint.timeouts.connect_ms == weir::TimeoutsPolicy{}.connect_ms);
  CHECK(endpoint.timeouts.first_token_ms == weir::TimeoutsPolicy{}.first_token_ms);
  CHECK(endpoint.timeouts.total_ms == weir::TimeoutsPolicy{}.total_ms);
  CHECK(endpoint.fallback.attempts == 1);
  CHECK_FALSE(endpoint.fallback.on_5xx);
  CHECK_FALSE(endpoint.allow.has_value());
  CHECK_FALSE(endpoint.max_output_tokens.has_value());
  CHECK(policy->log.payload == weir::LogPolicy{}.payload);
  CHECK(policy->log.max_payload_bytes == weir::LogPolicy{}.max_payload_bytes);
  CHECK(policy->log.retain_us == 0);
  CHECK(policy->limits.max_body_bytes == weir::LimitsPolicy{}.max_body_bytes);
  CHECK(policy->store.quotas == weir::Synchronous::kFull);
  CHECK(policy->store.log == weir::Synchronous::kFull);
  CHECK(policy->store.directory == "/etc/weir/weir-data");
}

TEST_CASE("unscanned follows the direction's guardrails where the policy is silent", "[policy]") {
  const auto policy = load(with(R"("guardrails": {"input": ["personal-data", "secrets"], )"
                                R"("output": ["personal-data"], "unscanned": "block"})",
                                R"("guardrails": {"input": ["secrets"]})"));
  CHECK(policy->endpoints[0].guardrails.unscanned_input == weir::Unscanned::kBlock);
  CHECK(policy->endpoints[0].guardrails.unscanned_output == weir::Unscanned::kAllow);
  const auto open = load(with(R"("unscanned": "block")", R"("unscanned": "allow")"));
  CHECK(open->endpoints[0].guardrails.unscanned_input == weir::Unscanned::kAllow);
}

TEST_CASE("an empty allow list is not an absent one", "[policy]") {
  const auto nobody = load(with(R"(["group:research", "user:matti"])", "[]"));
  REQUIRE(nobody->endpoints[0].allow.has_value());
  CHECK(nobody->endpoints[0].allow->empty());
}

TEST_CASE("relative paths are relative to the file", "[policy]") {
  const auto policy = load(
      R"({"weir":1,"store":"sqlite:data","providers":{
            "f":{"format":"openai","base_url":"https://h","key":"file:keys/openai"},
            "x":{"format":"openai","base_url":"https://h","key":"exec:bin/helper one  two"}},
          "endpoints":{"e":{"targets":[{"provider":"f","model":"m"}]}}})",
      "/srv/app/weir.jsonc");
  CHECK(policy->store.directory == "/srv/app/data");
  CHECK(policy->providers[0].key.name == "/srv/app/keys/openai");
  CHECK(policy->providers[1].key.command ==
        std::vector<std::string>{"/srv/app/bin/helper", "one", "two"});
  CHECK(policy->path == "/srv/app/weir.jsonc");
}

TEST_CASE("a misspelt key, word or name brings the right one", "[policy]") {
  CHECK(message_of(with("\"connect_ms\"", "\"conect_ms\"")).find("\"connect_ms\"?") !=
        std::string::npos);
  CHECK(message_of(with("\"kind\": \"sliding\"", "\"kind\": \"slidign\"")).find("\"sliding\"?") !=
        std::string::npos);
  CHECK(message_of(with("\"provider\": \"local\"", "\"provider\": \"locla\"")).find("\"local\"?") !=
        std::string::npos);
  CHECK(message_of(with("Europe/Helsinki", "Europe/Helsinky")).find("\"Europe/Helsinki\"?") !=
        std::string::npos);
}

TEST_CASE("a message says file, line, column, pointer and how many more", "[policy]") {
  const auto loaded =
      parse_policy("{\n  \"weir\": 1,\n  \"provider\": {},\n \"store\": 7\n}", "/p");
  REQUIRE_FALSE(loaded.ok());
  CHECK(std::string(loaded.status().message()) ==
        "/p:3:3: /provider: there is no such key; did you mean \"providers\"? (and 3 more)");
  const rapidjson::Document details = details_of("{\n  \"weir\": 1,\n  \"provider\": {}\n}");
  const auto& error = details["errors"][0];
  CHECK(std::string(error["pointer"].GetString()) == "/provider");
  CHECK(error["line"].GetInt() == 3);
  CHECK(error["column"].GetInt() == 3);
}

TEST_CASE("twenty errors are listed and all are counted", "[policy]") {
  std::string text = "{\"weir\":1";
  for (int i = 0; i < 50; ++i) text += ",\"x" + std::to_string(i) + "\":0";
  const rapidjson::Document details = details_of(text + "}");
  CHECK(details["errors"].Size() == weir::ErrorList::kMaxErrors);
  CHECK(details["count"].GetInt() == 52);
}

TEST_CASE("the hash follows the meaning, not the layout", "[policy]") {
  const std::string hash = load(whole_policy())->hash;
  CHECK(hash.size() == 64);
  CHECK(load("// note\n" + whole_policy() + "/* end */")->hash == hash);
  CHECK(load(with("  \"$schema\": \"https://example.org/weir.json\",\n", ""))->hash == hash);
  CHECK(load(with("\"synchronous\": {\"quotas\": \"full\", \"log\": \"normal\"}",
                  "\"synchronous\": {\"log\": \"normal\", \"quotas\": \"full\"}"))
            ->hash == hash);
  CHECK(load(with("\"requests\": 60", "\"requests\": 61"))->hash != hash);
}

TEST_CASE("suggestions stop where errors are only counted", "[policy]") {
  std::string text = whole_policy();
  std::string targets;
  for (int i = 0; i < 32; ++i) {
    targets += R"({"provider": "locla", "model": "m"},)";
  }
  targets.pop_back();
  const size_t start = text.find(R"({"provider": "openai")");
  const size_t end = text.find("],", start);
  text.replace(start, end - start, targets);
  const rapidjson::Document details = details_of(text);
  CHECK(details["count"].GetInt() == 32);
  for (const auto& error : details["errors"].GetArray()) {
    CHECK(std::string(error["message"].GetString()).find("\"local\"?") != std::string::npos);
  }
}
