#include "quotas/quota_act.h"

#include <array>

#include "quotas/quota_store.h"

namespace weir {
namespace {

constexpr std::array<std::string_view, 4> kActs = {"reset", "freeze", "unfreeze", "grant"};

}  // namespace

std::string_view name_of(QuotaAct::Kind kind) {
  return kActs.at(static_cast<size_t>(kind));
}

std::vector<QuotaEvent> events_of(const QuotaAct& act, int64_t now_us) {
  const QuotaEvent whole{now_us,   std::string(name_of(act.kind)), act.quota, act.key, {}, {},
                         act.actor};
  if (act.kind != QuotaAct::Kind::kGrant) return {whole};
  std::vector<QuotaEvent> events;
  for (const QuotaCharge& account : act.accounts) {
    events.push_back(whole);
    events.back().key = account.key;
    events.back().metric = account.metric;
    events.back().amount = account.amount;
  }
  return events;
}

}  // namespace weir
