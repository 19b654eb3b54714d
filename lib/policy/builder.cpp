#include "policy/builder.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <unordered_set>

#include "policy/base_url.h"
#include "policy/decimal.h"
#include "policy/duration.h"
#include "policy/key_reference.h"
#include "policy/node_values.h"
#include "policy/pattern_builder.h"
#include "policy/quota_builder.h"
#include "policy/suggestion.h"

namespace weir {
namespace {

constexpr std::string_view kAzureV1 = "/openai/v1";
constexpr int64_t kDayUs = 86'400'000'000;

std::optional<std::string> optional_text(const Node& object, std::string_view name) {
  const Node* const node = object.find(name);
  return node == nullptr ? std::nullopt : std::optional<std::string>(node->text);
}

// The headers that weir or HTTP itself sets (RFC 9110, sections 7.2, 7.6.1, 8.6 and 10.1.1).
constexpr std::array<std::string_view, 16> kOwnHeaders = {"authorization",
                                                          "proxy-authorization",
                                                          "api-key",
                                                          "x-api-key",
                                                          "host",
                                                          "content-length",
                                                          "content-type",
                                                          "content-encoding",
                                                          "transfer-encoding",
                                                          "connection",
                                                          "keep-alive",
                                                          "te",
                                                          "trailer",
                                                          "upgrade",
                                                          "expect",
                                                          "cookie"};

class Builder {
 public:
  Builder(const Node& document, std::string_view directory, ErrorList& errors)
      : document_(document), directory_(directory), errors_(errors) {}

  Policy build() {
    each("providers", [this](auto&&... member) { add_provider(member...); });
    each("guardrails", [this](auto&&... member) { add_guardrail(member...); });
    each("endpoints", [this](auto&&... member) { add_endpoint(member...); });
    each("prices", [this](auto&&... member) { add_price(member...); });
    add_quotas();
    set_store();
    set_log();
    policy_.limits.max_body_bytes = integer(*document_.find("limits")->find("max_body_bytes"));
    return std::move(policy_);
  }

 private:
  template <typename Function>
  void each(std::string_view map, Function function) {
    for (const Member& member : document_.find(map)->members) {
      function(member.name, member.value, pointer_step(map) + pointer_step(member.name));
    }
  }

  void add(std::string_view reason, const std::string& pointer, const Node& node,
           std::string_view message) {
    errors_.add(reason, pointer, node.offset, message);
  }

  void add_provider(const std::string& name, const Node& node, const std::string& pointer) {
    ProviderPolicy provider;
    provider.name = name;
    provider.format = word<ProviderFormat, 2>(node.find("format")->text, {"openai", "azure"});
    const bool is_azure = provider.format == ProviderFormat::kAzure;
    provider.api_version = optional_text(node, "api_version").value_or("");
    provider.key_header = is_azure ? "api-key" : "Authorization";
    provider.key_prefix = is_azure ? "" : "Bearer ";
    set_base_url(node, pointer, provider.base_url);
    if (is_azure && provider.api_version.empty() && !provider.base_url.path.ends_with(kAzureV1)) {
      add("policy.required", pointer, node,
          "the format azure needs api_version, unless base_url ends in /openai/v1");
    }
    if (const Node* const key = node.find("key")) set_key(*key, pointer + "/key", provider.key);
    if (const Node* const headers = node.find("headers")) {
      for (const Member& header : headers->members) {
        add_header(header, pointer + "/headers", provider);
      }
    }
    policy_.providers.push_back(std::move(provider));
  }

  void set_base_url(const Node& provider, const std::string& pointer, BaseUrl& url) {
    const Node& node = *provider.find("base_url");
    std::string why;
    const bool is_open = provider.find("allow_insecure")->text == "true";
    if (parse_base_url(node.text, url, why) && !url.is_tls && !is_open &&
        !is_private_host(url.host)) {
      why =
          "plain http to a host that is not of this machine or a private network: use https, or "
          "set \"allow_insecure\": true";
    }
    if (!why.empty()) add("policy.value", pointer + "/base_url", node, why);
  }

  void set_key(const Node& node, const std::string& pointer, KeyReference& key) {
    std::string why;
    if (!parse_key_reference(node.text, directory_, key, why)) {
      add("policy.value", pointer, node, why);
    }
  }

  void add_header(const Member& header, const std::string& pointer, ProviderPolicy& provider) {
    std::string lower = header.name;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const bool is_own =
        std::find(kOwnHeaders.begin(), kOwnHeaders.end(), lower) != kOwnHeaders.end();
    if (is_own) {
      errors_.add("policy.value", pointer + pointer_step(header.name), header.offset,
                  "weir sets this header itself; a key belongs in \"key\"");
    }
    provider.headers.emplace_back(header.name, header.value.text);
  }

  void add_guardrail(const std::string& name, const Node& node, const std::string& pointer) {
    GuardrailPolicy guardrail;
    guardrail.name = name;
    const std::vector<Node>& rules = node.find("rules")->items;
    for (size_t i = 0; i < rules.size(); ++i) {
      guardrail.rules.push_back(rule(rules[i], pointer + "/rules/" + std::to_string(i)));
    }
    policy_.guardrails.push_back(std::move(guardrail));
  }

  RulePolicy rule(const Node& node, const std::string& pointer) {
    RulePolicy rule;
    rule.detect = texts(node.find("detect"));
    rule.keywords = texts(node.find("keywords"));
    rule.action = word<GuardrailAction, 3>(node.find("action")->text, {"flag", "mask", "block"});
    rule.threshold = fraction(*node.find("threshold"));
    const Node* const files = node.find("rule_files");
    for (size_t i = 0; files != nullptr && i < files->items.size(); ++i) {
      const Node& file = files->items[i];
      rule.rule_files.push_back(absolute_path(file.text, directory_));
      if (!rule.rule_files.back().empty()) continue;
      add("policy.value", pointer + "/rule_files/" + std::to_string(i), file,
          "an inline policy needs absolute paths");
    }
    const Node* const patterns = node.find("patterns");
    std::unordered_set<std::string_view> names;
    for (size_t i = 0; patterns != nullptr && i < patterns->items.size(); ++i) {
      const Node& item = patterns->items[i];
      const std::string place = pointer + "/patterns/" + std::to_string(i);
      rule.patterns.push_back(build_pattern(item, place, rule.threshold, errors_));
      if (names.insert(item.find("name")->text).second) continue;
      add("policy.value", place + "/name", *item.find("name"),
          "another pattern of this rule has the same name");
    }
    if (const Node* const name = node.find("keyword_name")) {
      rule.keyword_name = name->text;
      if (rule.keywords.empty()) {
        add("policy.value", pointer + "/keyword_name", *name,
            "the rule has no keywords that it could name: give it keywords, or leave this out");
      }
    }
    if (const Node* const list = node.find("allowlist")) {
      rule.allowlist = {texts(list->find("values")), texts(list->find("regexes"))};
    }
    return rule;
  }

  void add_endpoint(const std::string& name, const Node& node, const std::string& pointer) {
    EndpointPolicy endpoint;
    endpoint.name = name;
    for (const Node& target : node.find("targets")->items) {
      endpoint.targets.push_back({index_of("providers", target.find("provider")->text),
                                  target.find("model")->text,
                                  static_cast<int32_t>(integer(*target.find("weight")))});
    }
    const bool is_reachable =
        std::any_of(endpoint.targets.begin(), endpoint.targets.end(),
                    [](const TargetPolicy& target) { return target.weight > 0; });
    if (!is_reachable) {
      add("policy.value", pointer + "/targets", *node.find("targets"),
          "one target at least must have a weight above 0");
    }
    if (const Node* const fallback = node.find("fallback")) set_fallback(*fallback, endpoint);
    const Node& timeouts = *node.find("timeouts");
    endpoint.timeouts = {integer(*timeouts.find("connect_ms")),
                         integer(*timeouts.find("first_token_ms")),
                         integer(*timeouts.find("total_ms"))};
    if (const Node* const most = node.find("max_output_tokens")) {
      endpoint.max_output_tokens = integer(*most);
    }
    set_endpoint_guardrails(*node.find("guardrails"), endpoint.guardrails);
    if (const Node* const allow = node.find("allow")) set_allow(*allow, endpoint);
    policy_.endpoints.push_back(std::move(endpoint));
  }

  void set_fallback(const Node& node, EndpointPolicy& endpoint) {
    FallbackPolicy& fallback = endpoint.fallback;
    for (const Node& cause : node.find("on")->items) {
      fallback.on_connect |= cause.text == "connect";
      fallback.on_timeout |= cause.text == "timeout";
      fallback.on_429 |= cause.text == "429";
      fallback.on_5xx |= cause.text == "5xx";
    }
    fallback.attempts = static_cast<int32_t>(integer(*node.find("attempts")));
  }

  void set_endpoint_guardrails(const Node& node, EndpointGuardrails& guardrails) {
    for (const Node& name : node.find("input")->items) {
      guardrails.input.push_back(index_of("guardrails", name.text));
    }
    for (const Node& name : node.find("output")->items) {
      guardrails.output.push_back(index_of("guardrails", name.text));
    }
    guardrails.unscanned_input = unscanned(node, guardrails.input);
    guardrails.unscanned_output = unscanned(node, guardrails.output);
  }

  Unscanned unscanned(const Node& node, const std::vector<size_t>& attached) {
    if (const Node* const said = node.find("unscanned")) {
      return word<Unscanned, 2>(said->text, {"allow", "block"});
    }
    const bool is_strict = std::any_of(attached.begin(), attached.end(), [this](size_t index) {
      return policy_.guardrails[index].changes_text();
    });
    return is_strict ? Unscanned::kBlock : Unscanned::kAllow;
  }

  static void set_allow(const Node& node, EndpointPolicy& endpoint) {
    endpoint.allow.emplace();
    for (const Node& item : node.items) {
      const size_t colon = item.text.find(':');
      AllowEntry entry;
      if (colon != std::string::npos) {
        entry.kind = item.text.front() == 'u' ? AllowEntry::Kind::kUser : AllowEntry::Kind::kGroup;
        entry.name = item.text.substr(colon + 1);
      }
      endpoint.allow->push_back(std::move(entry));
    }
  }

  // The validator has found the name; the vectors keep the order of the file.
  [[nodiscard]] size_t index_of(std::string_view map, std::string_view name) const {
    const std::vector<Member>& members = document_.find(map)->members;
    const auto found = std::find_if(members.begin(), members.end(),
                                    [name](const Member& member) { return member.name == name; });
    return static_cast<size_t>(found - members.begin());
  }

  void add_price(const std::string& model, const Node& node, const std::string& /*pointer*/) {
    PricePolicy price;
    price.model = model;
    price.input = nano(*node.find("input"));
    const Node* const cached = node.find("cached_input");
    price.cached_input = cached == nullptr ? price.input : nano(*cached);
    price.output = nano(*node.find("output"));
    policy_.prices.push_back(std::move(price));
  }

  void add_quotas() {
    const std::vector<Node>& items = document_.find("quotas")->items;
    std::unordered_set<std::string_view> names;
    for (size_t i = 0; i < items.size(); ++i) {
      const std::string pointer = "/quotas/" + std::to_string(i);
      const Node& name = *items[i].find("name");
      if (!names.insert(name.text).second) {
        add("policy.value", pointer + "/name", name, "another quota has the same name");
      }
      policy_.quotas.push_back(build_quota(items[i], pointer, errors_));
      check_models(items[i], pointer);
      check_server(items[i], pointer);
    }
  }

  void check_server(const Node& quota, const std::string& pointer) {
    const Node& on_exceed = *quota.find("on_exceed");
    if (document_.find("quota_store") == nullptr || on_exceed.text != "warn") return;
    add("policy.unsupported", pointer + "/on_exceed", on_exceed,
        "quotas in PostgreSQL refuse what exceeds them in this version: leave quota_store out");
  }

  // A misspelt model would make a limit that holds for nothing.
  void check_models(const Node& quota, const std::string& pointer) {
    check_model(quota.find("match")->find("model"), pointer + "/match/model");
    check_model(quota.find("downgrade_to"), pointer + "/downgrade_to");
  }

  void check_model(const Node* model, const std::string& pointer) {
    if (model == nullptr) return;
    std::vector<std::string_view> models;
    for (const EndpointPolicy& endpoint : policy_.endpoints) {
      for (const TargetPolicy& target : endpoint.targets) models.push_back(target.model);
    }
    if (std::find(models.begin(), models.end(), model->text) != models.end()) return;
    add("policy.reference", pointer, *model,
        "no target serves this model" + suggest(model->text, models));
  }

  void set_store() {
    const Node& node = *document_.find("store");
    StorePolicy& store = policy_.store;
    if (node.text == "memory:") {
      store.kind = StorePolicy::Kind::kMemory;
    } else {
      store.directory = absolute_path(std::string_view(node.text).substr(7), directory_);
      if (store.directory.empty()) {
        add("policy.value", "/store", node,
            "an inline policy needs a store with an absolute path: \"sqlite:/path\"");
      }
    }
    const Node& synchronous = *document_.find("synchronous");
    constexpr std::array<std::string_view, 2> kWords = {"full", "normal"};
    store.quotas = word<Synchronous>(synchronous.find("quotas")->text, kWords);
    store.log = word<Synchronous>(synchronous.find("log")->text, kWords);
    const Node* const server = document_.find("quota_store");
    if (server == nullptr) return;
    QuotaServerPolicy& quotas = store.quota_server.emplace();
    quotas.address = server->find("address")->text;
    quotas.connections = static_cast<int32_t>(integer(*server->find("connections")));
    if (const Node* const password = server->find("password")) {
      set_key(*password, "/quota_store/password", quotas.password);
    }
  }

  void set_log() {
    const Node& node = *document_.find("log");
    policy_.log.payload =
        word<LogPayload, 3>(node.find("payload")->text, {"none", "redacted", "raw"});
    policy_.log.max_payload_bytes = integer(*node.find("max_payload_bytes"));
    const Node* const retain = node.find("retain");
    if (retain == nullptr) return;
    policy_.log.retain_us = parse_duration_us(retain->text).value_or(0);
    if (policy_.log.retain_us > 36'500 * kDayUs) {
      add("policy.range", "/log/retain", *retain, "must be at most 36500 days");
    }
  }

  const Node& document_;
  std::string_view directory_;
  ErrorList& errors_;
  Policy policy_;
};

}  // namespace

Policy build_policy(const Node& document, std::string_view directory, ErrorList& errors) {
  return Builder(document, directory, errors).build();
}

}  // namespace weir
