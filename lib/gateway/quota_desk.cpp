#include "gateway/quota_desk.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

#include "gateway/charges.h"
#include "quotas/window.h"

namespace weir {
namespace {

// A grant above this is a slip of the hand, and could overflow a limit.
constexpr int64_t kLargestGrant = 1'000'000'000'000'000'000;

Status bad_key(const QuotaPolicy& quota) {
  std::string parts;
  for (const QuotaDimension& dimension : quota.per) {
    parts += (parts.empty() ? "" : ",") + name_of(dimension) + "=…";
  }
  return {Code::kInvalidArgument, "quota.bad_key",
          parts.empty() ? "quota " + quota.name + " is counted per nothing: it has no keys"
                        : "a key of quota " + quota.name + " is written as " + parts};
}

Status bad_grant(const std::string& text) {
  return {Code::kInvalidArgument, "quota.bad_grant", text};
}

// The value of a dimension in "user=matti,app=notebook": to the next dimension of the quota.
std::optional<std::string> value_in(const std::string& text, const QuotaPolicy& quota,
                                    const QuotaDimension& dimension) {
  const std::string list = "," + text;
  const std::string name = "," + name_of(dimension) + "=";
  const size_t found = list.find(name);
  if (found == std::string::npos) return std::nullopt;
  const size_t begin = found + name.size();
  size_t end = list.size();
  for (const QuotaDimension& other : quota.per) {
    end = std::min(end, list.find("," + name_of(other) + "=", begin));
  }
  return list.substr(begin, end - begin);
}

// The parts may come in any order; together they are the whole text.
Result<QuotaKey> parse_key(const QuotaPolicy& quota, const std::string& text) {
  std::vector<std::string> values;
  size_t length = 0;
  for (const QuotaDimension& dimension : quota.per) {
    std::optional<std::string> value = value_in(text, quota, dimension);
    if (!value) return bad_key(quota);
    length += name_of(dimension).size() + 1 + value->size() + 1;
    values.push_back(*std::move(value));
  }
  if (quota.per.empty() || length != text.size() + 1) return bad_key(quota);
  return key_of(quota, std::move(values));
}

Result<std::vector<QuotaCharge>> granted_accounts(const QuotaPolicy& quota, const QuotaKey& key,
                                                  const QuotaRequest& request) {
  std::vector<QuotaCharge> accounts = accounts_of(quota, key);
  std::erase_if(accounts, [&request](const QuotaCharge& account) {
    return !request.metric.empty() && name_of(account.metric) != request.metric;
  });
  if (accounts.size() != 1) {
    return bad_grant(accounts.empty()
                         ? "quota " + quota.name + " has no limit on " + request.metric
                         : "quota " + quota.name + " has several limits: name the metric");
  }
  if (request.amount < 1 || request.amount > kLargestGrant) {
    return bad_grant("a grant is of 1 to " + std::to_string(kLargestGrant) +
                     " requests, tokens, calls or nano-USD");
  }
  accounts.front().amount = request.amount;
  return accounts;
}

bool is_same_window(const Window& a, const Window& b) {
  return window_text(a) == window_text(b);
}

// Nobody has used it: what a first call would find.
QuotaState untouched(const QuotaCharge& account) {
  QuotaState state;
  state.quota = account.quota;
  state.key = account.key;
  state.metric = account.metric;
  state.window = account.window;
  state.limit = account.limit;
  state.capacity = account.most();
  state.reset_ms = is_endless(account.window.kind) ? kNeverMs : 0;
  return state;
}

QuotaKey any_key(const QuotaPolicy& quota) {
  return key_of(quota, std::vector<std::string>(quota.per.size(), "*"));
}

void add_untouched(const QuotaPolicy& quota, std::vector<QuotaState>& states) {
  for (const QuotaCharge& account : accounts_of(quota, any_key(quota))) {
    const bool is_touched = std::any_of(states.begin(), states.end(), [&](const auto& state) {
      return state.quota == account.quota && state.metric == account.metric &&
             is_same_window(state.window, account.window);
    });
    if (!is_touched) states.push_back(untouched(account));
  }
}

// A changed limit holds from the next call on; a read-out says so before.
void apply_limits(const Policy& policy, QuotaState& state) {
  const QuotaPolicy* const quota = policy.find_quota(state.quota);
  if (quota == nullptr) return;
  const auto key = key_from(*quota, state.key);
  if (!key) return;
  for (const QuotaCharge& account : accounts_of(*quota, *key)) {
    if (account.metric != state.metric || !is_same_window(account.window, state.window)) continue;
    state.limit = account.limit;
    state.capacity = account.most();
  }
}

}  // namespace

Result<QuotaAct> act_for(const Policy& policy, const QuotaRequest& request) {
  const QuotaPolicy* const quota = policy.find_quota(request.quota);
  if (quota == nullptr) {
    return Status(Code::kInvalidArgument, "quota.unknown", "the policy has no quota of this name");
  }
  QuotaAct act{request.kind, quota->name, {}, {}, request.actor};
  std::optional<QuotaKey> key;
  if (!request.key.empty()) {
    Result<QuotaKey> parsed = parse_key(*quota, request.key);
    if (!parsed.ok()) return std::move(parsed).status();
    key = std::move(parsed).value();
  } else if (quota->per.empty()) {
    key = any_key(*quota);
  }
  if (key) act.key = key->text;
  if (request.kind != QuotaAct::Kind::kGrant) return act;
  if (!key) return bad_grant("a grant is for one key: " + std::string(bad_key(*quota).message()));
  auto accounts = granted_accounts(*quota, *key, request);
  if (!accounts.ok()) return std::move(accounts).status();
  act.accounts = std::move(accounts).value();
  return act;
}

Result<std::vector<QuotaState>> overview(const Policy& policy, QuotaStore& store) {
  auto states = store.read();
  if (!states.ok()) return states;
  const auto frozen = store.frozen();
  if (!frozen.ok()) return frozen.status();
  for (QuotaState& state : *states) apply_limits(policy, state);
  for (const QuotaPolicy& quota : policy.quotas) add_untouched(quota, *states);
  for (QuotaState& state : *states) {
    state.frozen = std::any_of(frozen->begin(), frozen->end(), [&state](const FrozenKey& key) {
      return key.quota == state.quota && (key.key.empty() || key.key == state.key);
    });
  }
  std::stable_sort(states->begin(), states->end(), [](const auto& a, const auto& b) {
    return std::tie(a.quota, a.key, a.metric) < std::tie(b.quota, b.key, b.metric);
  });
  return states;
}

}  // namespace weir
