#include "gateway/in_force.h"

#include <numeric>
#include <utility>

#include "base/json_edit.h"
#include "guardrails/scanner.h"

namespace weir {
namespace {

// The guardrails as they are, and behind them the same again with every flag as a mask.
std::vector<GuardrailPolicy> with_log_forms(const std::vector<GuardrailPolicy>& guardrails) {
  std::vector<GuardrailPolicy> all = guardrails;
  for (GuardrailPolicy guardrail : guardrails) {
    for (RulePolicy& rule : guardrail.rules) {
      if (rule.action == GuardrailAction::kFlag) rule.action = GuardrailAction::kMask;
    }
    all.push_back(std::move(guardrail));
  }
  return all;
}

EndpointGuard guard_for(const EndpointPolicy& endpoint, const Policy& policy,
                        const DetectorSet& detectors) {
  std::vector<size_t> log_forms = endpoint.guardrails.output;
  for (size_t& index : log_forms) index += policy.guardrails.size();
  return {detectors.ruleset(endpoint.guardrails.input),
          detectors.ruleset(endpoint.guardrails.output), detectors.ruleset(log_forms)};
}

Result<PriceList> price_list(const Policy& policy) {
  std::vector<Price> overrides;
  for (const PricePolicy& row : policy.prices) {
    Price price;
    price.model = row.model;
    price.standard.input = row.input;
    price.standard.cached_input = row.cached_input;
    price.standard.output = row.output;
    overrides.push_back(std::move(price));
  }
  return PriceList::make(std::move(overrides));
}

bool limits_money(const QuotaPolicy& quota) {
  for (const QuotaLimit& limit : quota.limits) {
    if (limit.metric == Metric::kNanoUsd) return true;
  }
  return false;
}

Status no_price(const Policy& policy, const QuotaPolicy& quota, const std::string& model) {
  const auto index = static_cast<size_t>(&quota - policy.quotas.data());
  return Status(Code::kInvalidPolicy, "quota.no_price",
                "/quotas/" + std::to_string(index) + ": quota " + quota.name +
                    " limits usd, and model " + model +
                    " has no price: add one under \"prices\", in USD per million tokens")
      .with_details("{\"pointer\":" + json_quoted("/quotas/" + std::to_string(index)) +
                    ",\"model\":" + json_quoted(model) + "}");
}

// A limit on money that cannot be counted would be no limit: it refuses to load.
Status check_prices(const Policy& policy, const PriceList& prices) {
  for (const QuotaPolicy& quota : policy.quotas) {
    if (!limits_money(quota)) continue;
    for (const EndpointPolicy& endpoint : policy.endpoints) {
      if (quota.match.endpoint && *quota.match.endpoint != endpoint.name) continue;
      for (const TargetPolicy& target : endpoint.targets) {
        if (quota.match.model && *quota.match.model != target.model) continue;
        if (!prices.find(target.model)) return no_price(policy, quota, target.model);
      }
    }
  }
  return {};
}

Result<std::vector<std::string>> urls_of(const EndpointPolicy& endpoint, const Policy& policy) {
  std::vector<std::string> urls;
  for (const TargetPolicy& target : endpoint.targets) {
    const ProviderPolicy& provider = policy.providers[target.provider];
    std::string base = provider.base_url.text;
    if (!provider.api_version.empty()) base += "?api-version=" + provider.api_version;
    auto url = openai::endpoint_url(base, flavour_of(provider), target.model);
    if (!url.ok()) return std::move(url).status();
    urls.push_back(std::move(url).value());
  }
  return urls;
}

}  // namespace

const openai::Flavour& flavour_of(const ProviderPolicy& provider) {
  const bool is_azure = provider.format == ProviderFormat::kAzure;
  return is_azure ? *openai::find_flavour("azure") : openai::flavour_of(provider.base_url.text);
}

std::string InForce::as_name(const std::string& text) const {
  if (text.empty() || names.empty()) return text;
  const auto result = scan(names, text);
  if (!result.ok() || result->verdict.blocked) return "<WITHHELD>";
  return weir::apply(text, result->edits);
}

Result<std::shared_ptr<const InForce>> put_in_force(Policy policy, PatternMatcher& matcher,
                                                    Secret digest_key) {
  auto prices = price_list(policy);
  if (!prices.ok()) return std::move(prices).status();
  WEIR_RETURN_IF_ERROR(check_prices(policy, *prices));
  auto detectors = DetectorSet::compile(with_log_forms(policy.guardrails), matcher);
  if (!detectors.ok()) return std::move(detectors).status();
  InForce made{
      std::move(policy),    std::move(prices).value(), std::move(detectors).value(), {}, {}, {},
      std::move(digest_key)};
  std::vector<size_t> log_forms(made.policy.guardrails.size());
  std::iota(log_forms.begin(), log_forms.end(), log_forms.size());
  made.names = made.detectors->ruleset(log_forms);
  for (const EndpointPolicy& endpoint : made.policy.endpoints) {
    made.guards.push_back(guard_for(endpoint, made.policy, *made.detectors));
    auto urls = urls_of(endpoint, made.policy);
    if (!urls.ok()) return std::move(urls).status();
    made.urls.push_back(std::move(urls).value());
  }
  return std::shared_ptr<const InForce>(std::make_shared<InForce>(std::move(made)));
}

}  // namespace weir
