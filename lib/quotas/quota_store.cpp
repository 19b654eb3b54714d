#include "quotas/quota_store.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace weir {
namespace {

constexpr std::array<std::string_view, kMetricCount> kMetricNames = {
    "requests", "input_tokens", "output_tokens", "tokens", "usd", "concurrent_calls"};
// "limit", "used" and "requested" are in these; money is too fine for a JSON number of dollars.
constexpr std::array<std::string_view, kMetricCount> kUnits = {
    "requests", "tokens", "tokens", "tokens", "nano-USD", "calls at once"};

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void add(Writer& json, const char* name, std::string_view text) {
  json.Key(name);
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void add(Writer& json, const char* name, int64_t value) {
  json.Key(name);
  json.Int64(value);
}

void add_charge(Writer& json, const QuotaCharge& charge) {
  add(json, "quota", charge.quota);
  add(json, "key", charge.key);
  add(json, "metric", name_of(charge.metric));
  add(json, "limit", charge.limit);
  add(json, "requested", charge.amount);
}

std::string amount_text(const QuotaCharge& charge, int64_t amount) {
  return std::to_string(amount) + " " + std::string(kUnits.at(static_cast<size_t>(charge.metric)));
}

Status never_admissible_status(const QuotaCharge& charge) {
  rapidjson::StringBuffer buffer;
  Writer json(buffer);
  json.StartObject();
  add_charge(json, charge);
  json.EndObject();
  std::string text = "quota " + charge.quota + ": ";
  text += charge.limit <= 0
              ? std::string("its limit is 0, which lets nothing pass")
              : "one call may need " + amount_text(charge, charge.amount) + ", and the limit is " +
                    amount_text(charge, charge.most()) + ": make the request smaller";
  return Status(Code::kNeverAdmissible, "quota.never_admissible", std::move(text))
      .with_details(buffer.GetString());
}

Status bad_charge(std::string text) {
  return Status(Code::kInvalidArgument, "quota.bad_charge", std::move(text));
}

struct TimeUnit {
  std::string_view name;
  int64_t seconds;
};
constexpr std::array<TimeUnit, 4> kTimeUnits = {
    {{" d", 86'400}, {" h", 3'600}, {" min", 60}, {" s", 1}}};

// "59 min 59 s", "2 d 3 h": rounded up, so that nobody comes back too early.
std::string wait_text(int64_t milliseconds) {
  int64_t left = std::max<int64_t>(1, milliseconds / 1000 + (milliseconds % 1000 > 0 ? 1 : 0));
  const int64_t step = left > 86'400 ? 3'600 : left > 3'600 ? 60 : 1;
  left = (left + step - 1) / step * step;
  std::string text;
  for (const TimeUnit& unit : kTimeUnits) {
    if (left < unit.seconds) continue;
    if (!text.empty()) text += ' ';
    text.append(std::to_string(left / unit.seconds)).append(unit.name);
    left %= unit.seconds;
  }
  return text;
}

}  // namespace

std::string_view name_of(Metric metric) {
  return kMetricNames.at(static_cast<size_t>(metric));
}

Status check_charges(const std::vector<QuotaCharge>& charges) {
  std::vector<std::tuple<std::string_view, Metric>> keys;
  keys.reserve(charges.size());
  const QuotaCharge* never = nullptr;
  for (const QuotaCharge& charge : charges) {
    if (charge.amount < 0) return bad_charge("quota " + charge.quota + ": a negative amount");
    const bool fits_never = charge.amount > charge.most() || charge.limit <= 0;
    if (fits_never && charge.on_exceed != OnExceed::kWarn &&
        (never == nullptr || charge.on_exceed < never->on_exceed)) {
      never = &charge;
    }
    keys.emplace_back(charge.key, charge.metric);
  }
  if (never != nullptr) return never_admissible_status(*never);
  std::sort(keys.begin(), keys.end());
  if (std::adjacent_find(keys.begin(), keys.end()) != keys.end()) {
    return bad_charge("two charges of one reservation have the same key and metric");
  }
  return Status();
}

Status over_quota_status(const QuotaCharge& charge, int64_t used, int64_t retry_after_us,
                         int64_t reset_us) {
  rapidjson::StringBuffer buffer;
  Writer json(buffer);
  json.StartObject();
  add_charge(json, charge);
  add(json, "used", used);
  json.Key("reset_ms");
  reset_us == kNeverUs ? json.Null() : json.Int64(ceil_ms(reset_us));
  json.EndObject();
  const bool is_final = retry_after_us == kNeverUs;
  const int64_t retry_ms = is_final ? 0 : std::max<int64_t>(1, ceil_ms(retry_after_us));
  return Status(Code::kOverQuota, "quota.exceeded",
                "quota " + charge.quota + ": " + amount_text(charge, used) + " of " +
                    amount_text(charge, charge.most()) + " are taken" +
                    (is_final ? ", for good: ask for a grant or a higher limit"
                              : ": try again in " + wait_text(retry_ms)))
      .with_retry_after_ms(retry_ms)
      .with_details(buffer.GetString());
}

QuotaEvent threshold_event(const QuotaCharge& charge, int32_t percent, int64_t now_us) {
  return {now_us, "threshold", charge.quota, charge.key, charge.metric, percent, {}};
}

std::string refused_quota(const Status& status) {
  const bool is_refusal =
      status.code() == Code::kOverQuota || status.code() == Code::kNeverAdmissible;
  rapidjson::Document details;
  details.Parse(status.details().data(), status.details().size());
  if (!is_refusal || details.HasParseError() || !details.IsObject()) return {};
  const auto quota = details.FindMember("quota");
  const bool is_named = quota != details.MemberEnd() && quota->value.IsString();
  return is_named ? quota->value.GetString() : std::string();
}

Status frozen_status(const QuotaCharge& charge) {
  rapidjson::StringBuffer buffer;
  Writer json(buffer);
  json.StartObject();
  add(json, "quota", charge.quota);
  add(json, "key", charge.key);
  json.EndObject();
  return Status(Code::kDenied, "quota.frozen",
                "quota " + charge.quota + " is frozen: no call passes until it is unfrozen")
      .with_details(buffer.GetString());
}

Status not_frozen_status(const QuotaAct& act) {
  return Status(Code::kInvalidArgument, "quota.not_frozen",
                "nothing of quota " + act.quota + " is frozen under this key");
}

Status check_act(const QuotaAct& act) {
  if (act.kind != QuotaAct::Kind::kGrant) return Status();
  const bool is_good = !act.accounts.empty() &&
                       std::all_of(act.accounts.begin(), act.accounts.end(),
                                   [](const QuotaCharge& account) { return account.amount >= 1; });
  return is_good ? Status()
                 : Status(Code::kInvalidArgument, "quota.bad_grant",
                          "a grant adds at least 1 to one limit of a quota");
}

Status QuotaStore::administer(const QuotaAct& act) {
  return Status(Code::kUnsupported, "quota.unsupported",
                "quota " + act.quota + ": this store of quotas knows no " +
                    std::string(name_of(act.kind)) + " yet");
}

Result<std::vector<FrozenKey>> QuotaStore::frozen() {
  return std::vector<FrozenKey>();
}

Result<std::vector<QuotaEvent>> QuotaStore::events(int64_t /*limit*/) {
  return std::vector<QuotaEvent>();
}

int64_t QuotaState::remaining() const {
  return std::max<int64_t>(0, capacity + granted - settled - reserved);
}

QuotaRemaining remaining_of(const QuotaCharge& charge, const QuotaAccount& account,
                            int64_t reset_us) {
  return {charge.quota,       charge.key,         charge.metric,
          account.size.limit, remaining(account), reset_ms_of(reset_us),
          charge.window};
}

QuotaState state_of(std::string quota, std::string key, Metric metric, const QuotaAccount& account,
                    int64_t reset_us) {
  QuotaState state;
  state.quota = std::move(quota);
  state.key = std::move(key);
  state.metric = metric;
  state.window = account.window;
  state.limit = account.size.limit;
  state.capacity = account.size.capacity;
  state.settled = settled_of(account);
  state.reserved = account.reserved;
  state.over = account.over;
  state.granted = account.granted;
  state.reset_ms = reset_ms_of(reset_us);
  return state;
}

int64_t use_of(Metric metric, const std::vector<ActualUse>& used, int64_t reserved) {
  for (const ActualUse& each : used) {
    if (each.metric == metric) return each.amount;
  }
  return reserved;
}

Status check_use(const std::vector<ActualUse>& used) {
  for (const ActualUse& each : used) {
    if (each.amount < 0) return bad_charge("a negative use cannot be settled");
  }
  return Status();
}

}  // namespace weir
