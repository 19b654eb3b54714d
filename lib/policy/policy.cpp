#include "policy/policy.h"

#include <algorithm>
#include <array>

namespace weir {
namespace {

template <typename T>
const T* find_named(const std::vector<T>& items, std::string_view name) {
  const auto found =
      std::find_if(items.begin(), items.end(), [name](const T& item) { return item.name == name; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

bool GuardrailPolicy::changes_text() const {
  return std::any_of(rules.begin(), rules.end(),
                     [](const RulePolicy& rule) { return rule.action != GuardrailAction::kFlag; });
}

std::string_view name_of(QuotaSubject subject) {
  constexpr std::array<std::string_view, 6> kNames = {"user",     "group",    "app",
                                                      "endpoint", "provider", "model"};
  return kNames[static_cast<size_t>(subject)];
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

}  // namespace weir
