#include "faults/end_to_end/world.h"

#include <rapidjson/document.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "base/json_edit.h"
#include "support/catch.h"
#include "support/provider/case_script.h"
#include "support/provider/openai_behaviour.h"

namespace weir::testing {
namespace {

std::unique_ptr<LoopbackProvider> started(Behaviour behaviour) {
  setenv("WEIR_FAULT_KEY", kKeyCanary, 1);
  LoopbackProvider::Options options;
  options.behaviour = std::move(behaviour);
  auto provider = LoopbackProvider::start(std::move(options));
  REQUIRE(provider.ok());
  return std::move(provider).value();
}

Behaviour scripted(const std::string& answer_case) {
  const Result<CaseFile> file =
      CaseFile::parse("inline", "[request repeat=0]\n" + answer_case, provider_sections());
  REQUIRE(file.ok());
  auto script = CaseScript::from(*file);
  REQUIRE(script.ok());
  return CaseScript::behaviour(*script);
}

rapidjson::Document rows_of(gate& from) {
  log_query query;
  query.limit = 10'000;
  const result<std::string> text = from.try_log(query);
  REQUIRE(text.ok());
  rapidjson::Document rows;
  rows.Parse(result<std::string>(text).value().c_str());
  REQUIRE(rows.IsArray());
  return rows;
}

std::string text_of(const rapidjson::Value& value) {
  if (value.IsString()) return value.GetString();
  if (value.IsInt64()) return std::to_string(value.GetInt64());
  return {};
}

}  // namespace

std::string policy_text(const PolicyPlan& plan) {
  const auto number = [](int64_t value) { return std::to_string(value); };
  std::string endpoint =
      R"("targets":[{"provider":"loopback","model":"gpt-4o-mini"}],"max_output_tokens":100)"
      R"(,"timeouts":{"connect_ms":)" +
      number(plan.connect_ms) + R"(,"first_token_ms":)" + number(plan.first_token_ms) +
      R"(,"total_ms":)" + number(plan.total_ms) + "}";
  if (plan.has_guardrails) {
    endpoint +=
        R"(,"guardrails":{"input":["personal-data","secrets"],"output":["personal-data","secrets"]})";
  }
  if (!plan.allow.empty()) endpoint += R"(,"allow":)" + plan.allow;
  return R"({"weir":1,"providers":{"loopback":{"format":"openai","base_url":")" + plan.base_url +
         R"(/v1","key":"env:WEIR_FAULT_KEY"}},"endpoints":{"assistant":{)" + endpoint +
         R"(}},"guardrails":{"personal-data":{"rules":[{"detect":["pii/fi","pii/payment","EMAIL_ADDRESS"],"action":"mask"}]},)"
         R"("secrets":{"rules":[{"detect":["secret"],"action":"block"}]}},)"
         R"("quotas":[{"name":"all","limit":{"requests":)" +
         number(plan.requests) +
         R"(,"tokens":1000000000000},"window":{"kind":"calendar","length":"month"}}],)"
         R"("store":)" +
         json_quoted(plan.store) +
         R"(,"synchronous":{"quotas":"normal","log":"normal"},"log":{"payload":")" + plan.payload +
         R"("},"limits":{"max_body_bytes":)" + number(plan.max_body_bytes) + "}}";
}

World::World() : provider_(started(openai_behaviour({}))) {}
World::World(const std::string& answer_case) : provider_(started(scripted(answer_case))) {}

PolicyPlan World::plan() {
  PolicyPlan plan = memory_plan();
  plan.store = "sqlite:" + store_.path();
  return plan;
}

PolicyPlan World::memory_plan() {
  PolicyPlan plan;
  plan.base_url = base_url();
  return plan;
}

std::string World::write_policy(const PolicyPlan& plan) {
  const std::string path = store_.root() + "/policy.json";
  const std::string fresh = path + ".new";
  std::ofstream(fresh) << policy_text(plan);
  std::filesystem::rename(fresh, path);
  return path;
}

gate opened(const PolicyPlan& plan) {
  gate_options options;
  const std::string text = policy_text(plan);
  options.policy_text = text;
  options.no_watch = true;
  result<gate> made = gate::try_open(options);
  INFO((made.ok() ? std::string() : std::string(made.error().message())));
  REQUIRE(made.ok());
  return std::move(made).value();
}

std::string chat(const std::string& text, bool stream) {
  return R"({"model":"assistant")" + std::string(stream ? R"(,"stream":true)" : "") +
         R"(,"messages":[{"role":"user","content":)" + json_quoted(text) + "}]}";
}

std::string column(gate& from, const std::string& request_id, const char* name) {
  const rapidjson::Document rows = rows_of(from);
  for (const auto& row : rows.GetArray()) {
    if (request_id == row["request_id"].GetString()) return text_of(row[name]);
  }
  return "no row";
}

int64_t row_count(gate& from) {
  return rows_of(from).Size();
}

int64_t rows_with(gate& from, const char* column, const std::string& value) {
  const rapidjson::Document rows = rows_of(from);
  int64_t count = 0;
  for (const auto& row : rows.GetArray()) count += text_of(row[column]) == value ? 1 : 0;
  return count;
}

int64_t sum_of(gate& from, const char* member, const char* metric) {
  const result<std::string> text = from.try_quotas();
  REQUIRE(text.ok());
  rapidjson::Document quotas;
  quotas.Parse(result<std::string>(text).value().c_str());
  int64_t sum = 0;
  for (const auto& quota : quotas.GetArray()) {
    if (metric == nullptr || text_of(quota["metric"]) == metric) sum += quota[member].GetInt64();
  }
  return sum;
}

}  // namespace weir::testing
