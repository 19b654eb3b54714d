#include "policy/policy.h"

#include <algorithm>
#include <array>

#include "policy/text_format.h"

namespace weir {
namespace {

template <typename T>
const T* find_named(const std::vector<T>& items, std::string_view name) {
  const auto found =
      std::find_if(items.begin(), items.end(), [name](const T& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

constexpr std::string_view kTagPrefix = "tag:";
constexpr std::array<std::string_view, 6> kSubjectNames = {"user",     "group",    "app",
                                                           "endpoint", "provider", "model"};

}  // namespace

bool GuardrailPolicy::changes_text() const {
  return std::any_of(rules.begin(), rules.end(),
                     [](const RulePolicy& rule) { return rule.action != GuardrailAction::kFlag; });
}

std::string name_of(const QuotaDimension& dimension) {
  if (dimension.subject == QuotaSubject::kTag) return std::string(kTagPrefix) + dimension.tag;
  return std::string(kSubjectNames[static_cast<size_t>(dimension.subject)]);
}

std::optional<QuotaDimension> parse_quota_dimension(std::string_view text) {
  if (text.starts_with(kTagPrefix)) {
    const std::string_view tag = text.substr(kTagPrefix.size());
    if (tag.empty() || has_control_characters(tag)) return std::nullopt;
    return QuotaDimension{QuotaSubject::kTag, std::string(tag)};
  }
  const auto* const found = std::find(kSubjectNames.begin(), kSubjectNames.end(), text);
  if (found == kSubjectNames.end()) return std::nullopt;
  return QuotaDimension{static_cast<QuotaSubject>(found - kSubjectNames.begin()), {}};
}

const ProviderPolicy* Policy::find_provider(std::string_view name) const {
  return find_named(providers, name);
}

const EndpointPolicy* Policy::find_endpoint(std::string_view name) const {
  return find_named(endpoints, name);
}

const GuardrailPolicy* Policy::find_guardrail(std::string_view name) const {
  return find_named(guardrails, name);
}

const PricePolicy* Policy::find_price(std::string_view model) const {
  const auto found = std::find_if(prices.begin(), prices.end(), [model](const PricePolicy& price) {
    return price.model == model;
  });
  return found == prices.end() ? nullptr : &*found;
}

const QuotaPolicy* Policy::find_quota(std::string_view name) const {
  return find_named(quotas, name);
}

}  // namespace weir
