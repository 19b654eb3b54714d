#include "gateway/in_force.h"

#include <numeric>
#include <utility>

#include "base/json_edit.h"
#include "guardrails/scanner.h"
#include "quotas/quota_store.h"

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

// The least that a call to `model` can need.
int64_t least_amount(Metric metric, const PriceList& prices, const std::string& model) {
  if (metric == Metric::kTotalTokens) return 2;
  if (metric != Metric::kNanoUsd) return 1;
  const auto price = prices.find(model);
  return price ? upper_bound(*price->price, {1, 1, 1, true}) : 0;
}

bool can_serve(const QuotaPolicy& quota, const QuotaLimit& limit, const Policy& policy,
               const PriceList& prices) {
  for (const EndpointPolicy& endpoint : policy.endpoints) {
    if (quota.match.endpoint && *quota.match.endpoint != endpoint.name) continue;
    for (const TargetPolicy& target : endpoint.targets) {
      if (quota.match.model && *quota.match.model != target.model) continue;
      if (least_amount(limit.metric, prices, target.model) <= limit.capacity) return true;
    }
  }
  return false;
}

Status never_satisfiable(const QuotaPolicy& quota, const QuotaLimit& limit,
                         const std::string& pointer) {
  return Status(Code::kInvalidPolicy, "quota.never_satisfiable",
                pointer + ": quota " + quota.name + " can never be satisfied: its limit on " +
                    std::string(name_of(limit.metric)) +
                    " is smaller than the least that one call needs")
      .with_details("{\"pointer\":" + json_quoted(pointer) +
                    ",\"metric\":" + json_quoted(name_of(limit.metric)) + "}");
}

Status check_satisfiable(const Policy& policy, const PriceList& prices) {
  for (size_t i = 0; i < policy.quotas.size(); ++i) {
    const QuotaPolicy& quota = policy.quotas[i];
    const std::string pointer = "/quotas/" + std::to_string(i);
    for (const QuotaLimit& limit : quota.limits) {
      if (!can_serve(quota, limit, policy, prices)) {
        return never_satisfiable(quota, limit, pointer + "/limit");
      }
    }
    for (size_t n = 0; n < quota.overrides.size(); ++n) {
      for (const QuotaLimit& limit : quota.overrides[n].limits) {
        if (can_serve(quota, limit, policy, prices)) continue;
        return never_satisfiable(quota, limit,
                                 pointer + "/overrides/" + std::to_string(n) + "/limit");
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
  WEIR_RETURN_IF_ERROR(check_satisfiable(policy, *prices));
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
