#include "gateway/charges.h"

#include <algorithm>

namespace weir {
namespace {

struct Subject {
  const Caller& caller;
  const EndpointPolicy& endpoint;
  const std::string& provider;
  const std::string& model;
};

bool is_member(const Caller& caller, const std::string& group) {
  return std::find(caller.groups.begin(), caller.groups.end(), group) != caller.groups.end();
}

// Empty where the call has no such tag.
std::string tag_of(const Caller& caller, const std::string& name) {
  const auto found = caller.tags.find(name);
  return found == caller.tags.end() ? std::string() : found->second;
}

bool matches(const QuotaMatch& match, const Subject& subject) {
  return (!match.user || *match.user == subject.caller.user) &&
         (!match.group || is_member(subject.caller, *match.group)) &&
         (!match.app || *match.app == subject.caller.app) &&
         (!match.endpoint || *match.endpoint == subject.endpoint.name) &&
         (!match.provider || *match.provider == subject.provider) &&
         (!match.model || *match.model == subject.model) &&
         std::all_of(match.tags.begin(), match.tags.end(), [&subject](const auto& tag) {
           return tag_of(subject.caller, tag.first) == tag.second;
         });
}

// The values of one dimension. A caller is counted in each of his groups; those without any are
// counted together.
std::vector<std::string> values_of(const QuotaDimension& dimension, const Subject& subject) {
  switch (dimension.subject) {
    case QuotaSubject::kUser:
      return {subject.caller.user};
    case QuotaSubject::kGroup:
      return subject.caller.groups.empty() ? std::vector<std::string>{""} : subject.caller.groups;
    case QuotaSubject::kApp:
      return {subject.caller.app};
    case QuotaSubject::kEndpoint:
      return {subject.endpoint.name};
    case QuotaSubject::kProvider:
      return {subject.provider};
    case QuotaSubject::kModel:
      return {subject.model};
    case QuotaSubject::kTag:
      return {tag_of(subject.caller, dimension.tag)};
  }
  return {};
}

// '|' and '=' separate the parts of a key, so they are escaped in its values.
std::string escaped(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '|')
      out += "%7C";
    else if (c == '=')
      out += "%3D";
    else if (c == '%')
      out += "%25";
    else
      out.push_back(c);
  }
  return out;
}

std::string unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view code = text.substr(i, 3);
    const char plain = code == "%7C" ? '|' : code == "%3D" ? '=' : code == "%25" ? '%' : '\0';
    out.push_back(plain == '\0' ? text[i] : plain);
    if (plain != '\0') i += 2;
  }
  return out;
}

std::string key_part(const QuotaDimension& dimension, const std::string& value) {
  return "|" + escaped(name_of(dimension)) + "=" + escaped(value);
}

std::vector<QuotaKey> keys_of(const QuotaPolicy& quota, const Subject& subject) {
  std::vector<std::vector<std::string>> lists = {{}};
  for (const QuotaDimension& dimension : quota.per) {
    std::vector<std::vector<std::string>> longer;
    for (const std::vector<std::string>& list : lists) {
      for (std::string& value : values_of(dimension, subject)) {
        longer.push_back(list);
        longer.back().push_back(std::move(value));
      }
    }
    lists = std::move(longer);
  }
  std::vector<QuotaKey> keys;
  keys.reserve(lists.size());
  for (std::vector<std::string>& list : lists) keys.push_back(key_of(quota, std::move(list)));
  return keys;
}

bool fits(const QuotaOverride& override_, const QuotaPolicy& quota, const QuotaKey& key) {
  return std::all_of(override_.values.begin(), override_.values.end(), [&](const auto& wanted) {
    const auto at = std::find(quota.per.begin(), quota.per.end(), wanted.first) - quota.per.begin();
    return key.values[static_cast<size_t>(at)] == wanted.second;
  });
}

const std::vector<QuotaLimit>& limits_of(const QuotaPolicy& quota, const QuotaKey& key) {
  const auto found =
      std::find_if(quota.overrides.begin(), quota.overrides.end(),
                   [&](const QuotaOverride& override_) { return fits(override_, quota, key); });
  return found == quota.overrides.end() ? quota.limits : found->limits;
}

std::optional<int64_t> sum(std::optional<int64_t> a, std::optional<int64_t> b) {
  int64_t total = 0;
  if (!a || !b || __builtin_add_overflow(*a, *b, &total)) return std::nullopt;
  return total;
}

Status no_bound(const QuotaPolicy& quota, Metric metric) {
  return {Code::kInvalidRequest, "quota.no_bound",
          "quota " + quota.name + " limits " + std::string(name_of(metric)) +
              ", and what this request may use has no bound: set max_output_tokens on the endpoint "
              "(or max_tokens in the request), and send no media, web search or priority tier "
              "under such a quota"};
}

Result<int64_t> amount_of(const QuotaPolicy& quota, Metric metric, const TokenBound& bound,
                          const PriceList& prices, const std::string& model) {
  std::optional<int64_t> amount;
  switch (metric) {
    case Metric::kRequests:
    case Metric::kConcurrentCalls:
      amount = 1;
      break;
    case Metric::kInputTokens:
      amount = bound.input_tokens;
      break;
    case Metric::kOutputTokens:
      amount = bound.output_tokens;
      break;
    case Metric::kTotalTokens:
      amount = sum(bound.input_tokens, bound.output_tokens);
      break;
    case Metric::kNanoUsd: {
      const auto price = prices.find(model);
      if (!price) {
        return Status(Code::kInvalidPolicy, "quota.no_price",
                      "quota " + quota.name + " limits usd, and model " + model +
                          " has no price: add one under \"prices\" in the policy");
      }
      if (bound.input_tokens && bound.output_tokens && !bound.costs_extra) {
        amount = upper_bound(*price->price, {*bound.input_tokens, *bound.output_tokens, 1, true});
      }
      break;
    }
  }
  if (!amount) return no_bound(quota, metric);
  return *amount;
}

Window window_of(const QuotaPolicy& quota, Metric metric) {
  Window window = quota.window;
  if (metric == Metric::kConcurrentCalls) window = Window{WindowKind::kConcurrent};
  return window;
}

}  // namespace

Result<std::vector<QuotaCharge>> charges_for(const Policy& policy, const PriceList& prices,
                                             const Caller& caller, const EndpointPolicy& endpoint,
                                             const TargetPolicy& target, const TokenBound& bound) {
  const Subject subject{caller, endpoint, policy.providers[target.provider].name, target.model};
  std::vector<QuotaCharge> charges;
  for (const QuotaPolicy& quota : policy.quotas) {
    if (!matches(quota.match, subject)) continue;
    std::vector<int64_t> amounts;
    for (const QuotaLimit& limit : quota.limits) {
      const auto amount = amount_of(quota, limit.metric, bound, prices, target.model);
      if (!amount.ok()) return amount.status();
      amounts.push_back(amount.value());
    }
    for (const QuotaKey& key : keys_of(quota, subject)) {
      std::vector<QuotaCharge> accounts = accounts_of(quota, key);
      for (size_t i = 0; i < accounts.size(); ++i) accounts[i].amount = amounts[i];
      charges.insert(charges.end(), accounts.begin(), accounts.end());
    }
  }
  return charges;
}

QuotaKey key_of(const QuotaPolicy& quota, std::vector<std::string> values) {
  QuotaKey key{escaped(quota.name), std::move(values)};
  for (size_t i = 0; i < quota.per.size(); ++i) key.text += key_part(quota.per[i], key.values[i]);
  return key;
}

std::optional<QuotaKey> key_from(const QuotaPolicy& quota, const std::string& text) {
  std::string_view rest = text;
  std::string expected = escaped(quota.name);
  std::vector<std::string> values;
  for (const QuotaDimension& dimension : quota.per) {
    expected += "|" + escaped(name_of(dimension)) + "=";
    if (!rest.starts_with(expected)) return std::nullopt;
    rest.remove_prefix(expected.size());
    values.push_back(unescaped(rest.substr(0, rest.find('|'))));
    rest.remove_prefix(std::min(rest.size(), rest.find('|')));
    expected.clear();
  }
  return rest == expected ? std::optional(key_of(quota, std::move(values))) : std::nullopt;
}

std::vector<QuotaCharge> accounts_of(const QuotaPolicy& quota, const QuotaKey& key) {
  std::vector<QuotaCharge> accounts;
  for (const QuotaLimit& limit : limits_of(quota, key)) {
    accounts.push_back({quota.name,
                        key.text,
                        limit.metric,
                        window_of(quota, limit.metric),
                        limit.amount,
                        0,
                        limit.capacity,
                        quota.on_exceed,
                        {}});
    if (limit.metric != Metric::kConcurrentCalls) accounts.back().thresholds = quota.thresholds;
  }
  return accounts;
}

}  // namespace weir
