#include "adapters/memory/memory_quota_store.h"

#include <algorithm>
#include <iterator>

namespace weir {
namespace {

constexpr size_t kKeptEvents = 100'000;

bool is_sliding(const QuotaAccount& account) {
  return account.window.kind == WindowKind::kSliding;
}

void erase_one(std::multimap<int64_t, int64_t>& entries, int64_t until_us, int64_t amount) {
  const auto [first, last] = entries.equal_range(until_us);
  const auto found =
      std::find_if(first, last, [amount](const auto& entry) { return entry.second == amount; });
  if (found != last) entries.erase(found);
}

void drop_until(std::map<int64_t, int64_t>& entries, int64_t now_us, int64_t* settled) {
  while (!entries.empty() && entries.begin()->first <= now_us) {
    *settled -= entries.begin()->second;
    entries.erase(entries.begin());
  }
}

}  // namespace

MemoryQuotaStore::Key MemoryQuotaStore::key_of(const QuotaCharge& charge) {
  return {charge.key, charge.metric, window_text(charge.window)};
}

Result<MemoryQuotaStore::Row*> MemoryQuotaStore::find(const QuotaCharge& charge, int64_t now_us) {
  const Key key = key_of(charge);
  auto found = rows_.find(key);
  if (found == rows_.end()) {
    Result<QuotaAccount> account = open_account(charge.window, charge.size(), now_us);
    if (!account.ok()) return std::move(account).status();
    found = rows_.emplace(key, Row{charge.quota, *std::move(account), {}, {}}).first;
  }
  Row& row = found->second;
  WEIR_RETURN_IF_ERROR(bring_up_to_date(row.account, charge.size(), now_us));
  drop_until(row.entries, now_us, &row.account.settled);
  return &row;
}

int64_t MemoryQuotaStore::retry_us_of(const Row& row, int64_t amount, int64_t now_us) {
  if (!is_sliding(row.account)) return retry_us(row.account, amount, now_us);
  std::vector<std::pair<int64_t, int64_t>> ends(row.entries.begin(), row.entries.end());
  ends.insert(ends.end(), row.held_until.begin(), row.held_until.end());
  std::sort(ends.begin(), ends.end());
  SlidingWait wait(row.account, amount);
  for (const auto& [end_us, entry] : ends) {
    if (wait.falls_out(entry, end_us)) break;
  }
  return std::max<int64_t>(0, wait.end_us() - now_us);
}

int64_t MemoryQuotaStore::reset_us_of(const Row& row, int64_t now_us) {
  if (!is_sliding(row.account)) return reset_us(row.account, now_us);
  return retry_us_of(row, row.account.size.limit, now_us);
}

// Over quota names the charge that frees up last; of equals the first by key, as in every store.
Status MemoryQuotaStore::check(const Reservation& request, int64_t now_us,
                               std::vector<QuotaEvent>& crossed) {
  struct Refusal {
    OnExceed on_exceed;
    int64_t retry_us;
    Status status;
  };
  std::map<Key, Refusal> refusals;
  for (const QuotaCharge& charge : request.charges) {
    Result<Row*> row = find(charge, now_us);
    if (!row.ok()) return std::move(row).status();
    const QuotaAccount& account = (*row)->account;
    if (fits(account, charge.amount) || charge.on_exceed == OnExceed::kWarn) continue;
    note_crossed((*row)->account, charge, true, now_us, crossed);
    const int64_t retry = retry_us_of(**row, charge.amount, now_us);
    refusals.emplace(key_of(charge),
                     Refusal{charge.on_exceed, retry,
                             over_quota_status(charge, ceiling(account) - remaining(account), retry,
                                               reset_us_of(**row, now_us))});
  }
  const auto worst =
      std::max_element(refusals.begin(), refusals.end(), [](const auto& a, const auto& b) {
        return std::pair(b.second.on_exceed, a.second.retry_us) <
               std::pair(a.second.on_exceed, b.second.retry_us);
      });
  return worst == refusals.end() ? Status() : worst->second.status;
}

void MemoryQuotaStore::note_crossed(QuotaAccount& account, const QuotaCharge& charge,
                                    bool is_refused, int64_t now_us,
                                    std::vector<QuotaEvent>& crossed) {
  for (const int32_t percent : cross_thresholds(account, charge.thresholds, is_refused, now_us)) {
    crossed.push_back(threshold_event(charge, percent, now_us));
    add_event(crossed.back());
  }
}

Result<std::vector<QuotaRemaining>> MemoryQuotaStore::reserve(const Reservation& request) {
  WEIR_RETURN_IF_ERROR(check_charges(request.charges));
  std::vector<QuotaEvent> crossed;
  auto result = admit(request, crossed);
  if (event_hook_) std::for_each(crossed.begin(), crossed.end(), event_hook_);
  return result;
}

Result<std::vector<QuotaRemaining>> MemoryQuotaStore::admit(const Reservation& request,
                                                            std::vector<QuotaEvent>& crossed) {
  const MutexLock lock(mutex_);
  const int64_t now = anchor_.now_us(time_);
  if (holds_.count(request.attempt_id) > 0) {
    return Status(Code::kInvalidArgument, "quota.bad_charge",
                  "this attempt holds a reservation already: every attempt needs an id of its own");
  }
  WEIR_RETURN_IF_ERROR(check_frozen(request));
  WEIR_RETURN_IF_ERROR(check(request, now, crossed));
  std::vector<QuotaRemaining> result;
  std::vector<Held> holds;
  for (const QuotaCharge& charge : request.charges) {
    Key key = key_of(charge);
    Row& row = rows_.at(key);
    QuotaAccount& account = row.account;
    const bool exceeds = !fits(account, charge.amount);
    holds.push_back({std::move(key), hold(account, charge.amount, now)});
    if (is_sliding(account)) {
      row.held_until.emplace(entry_end_us(account, holds.back().hold), charge.amount);
    }
    note_crossed(account, charge, exceeds, now, crossed);
    const int64_t reset = is_sliding(account) ? account.window.length_us : reset_us(account, now);
    result.push_back(remaining_of(charge, account, reset));
    result.back().exceeded = exceeds;
  }
  if (!holds.empty()) holds_.emplace(request.attempt_id, std::move(holds));
  return result;
}

void MemoryQuotaStore::end_hold(Row& row, const Held& held, const std::vector<ActualUse>* used,
                                int64_t now_us) {
  QuotaAccount& account = row.account;
  const int64_t end_us = entry_end_us(account, held.hold);
  if (is_sliding(account) && held.hold.epoch == account.epoch) {
    erase_one(row.held_until, end_us, held.hold.amount);
  }
  if (used == nullptr) return weir::release(account, held.hold);
  const int64_t actual = use_of(std::get<Metric>(held.key), *used, held.hold.amount);
  const int64_t counted = weir::settle(account, held.hold, actual, now_us);
  if (is_sliding(account) && counted > 0) row.entries[end_us] += counted;
}

// `used` null: release.
Status MemoryQuotaStore::end_attempt(const Uuid& attempt_id, const std::vector<ActualUse>* used) {
  const MutexLock lock(mutex_);
  const auto found = holds_.find(attempt_id);
  if (found == holds_.end()) return Status();  // ended before
  const int64_t now = anchor_.now_us(time_);
  for (const Held& held : found->second) {
    Row& row = rows_.at(held.key);
    WEIR_RETURN_IF_ERROR(bring_up_to_date(row.account, row.account.size, now));
    end_hold(row, held, used, now);
  }
  holds_.erase(found);
  return Status();
}

Status MemoryQuotaStore::settle(const Uuid& attempt_id, const std::vector<ActualUse>& used) {
  WEIR_RETURN_IF_ERROR(check_use(used));
  return end_attempt(attempt_id, &used);
}

Status MemoryQuotaStore::release(const Uuid& attempt_id) {
  return end_attempt(attempt_id, nullptr);
}

// --- Administration -----------------------------------------------------------------------------

Status MemoryQuotaStore::check_frozen(const Reservation& request) const {
  for (const QuotaCharge& charge : request.charges) {
    const bool is_frozen =
        frozen_.count({charge.quota, ""}) > 0 || frozen_.count({charge.quota, charge.key}) > 0;
    if (is_frozen) return frozen_status(charge);
  }
  return Status();
}

Status MemoryQuotaStore::reset_accounts(const QuotaAct& act, int64_t now_us) {
  for (auto& [key, row] : rows_) {
    if (row.quota != act.quota || (!act.key.empty() && std::get<0>(key) != act.key)) continue;
    WEIR_RETURN_IF_ERROR(bring_up_to_date(row.account, row.account.size, now_us));
    reset(row.account);
    row.entries.clear();
  }
  return Status();
}

Status MemoryQuotaStore::unfreeze(const QuotaAct& act) {
  const size_t before = frozen_.size();
  for (auto key = frozen_.begin(); key != frozen_.end();) {
    const bool goes = key->first == act.quota && (act.key.empty() || key->second == act.key);
    key = goes ? frozen_.erase(key) : std::next(key);
  }
  return frozen_.size() < before ? Status() : not_frozen_status(act);
}

Status MemoryQuotaStore::change(const QuotaAct& act, int64_t now_us) {
  switch (act.kind) {
    case QuotaAct::Kind::kReset:
      return reset_accounts(act, now_us);
    case QuotaAct::Kind::kFreeze:
      frozen_.emplace(act.quota, act.key);
      return Status();
    case QuotaAct::Kind::kUnfreeze:
      return unfreeze(act);
    case QuotaAct::Kind::kGrant:
      break;
  }
  for (const QuotaCharge& charge : act.accounts) {
    Result<Row*> row = find(charge, now_us);
    if (!row.ok()) return std::move(row).status();
    grant((*row)->account, charge.amount, now_us);
  }
  return Status();
}

void MemoryQuotaStore::add_event(QuotaEvent event) {
  events_.push_front(std::move(event));
  if (events_.size() > kKeptEvents) events_.pop_back();
}

Status MemoryQuotaStore::administer(const QuotaAct& act) {
  WEIR_RETURN_IF_ERROR(check_act(act));
  const MutexLock lock(mutex_);
  const int64_t now = anchor_.now_us(time_);
  WEIR_RETURN_IF_ERROR(change(act, now));
  for (QuotaEvent& event : events_of(act, now)) add_event(std::move(event));
  return Status();
}

Result<std::vector<FrozenKey>> MemoryQuotaStore::frozen() {
  const MutexLock lock(mutex_);
  std::vector<FrozenKey> keys;
  for (const auto& [quota, key] : frozen_) keys.push_back({quota, key});
  return keys;
}

Result<std::vector<QuotaEvent>> MemoryQuotaStore::events(int64_t limit) {
  const MutexLock lock(mutex_);
  const auto count = std::clamp<int64_t>(limit, 0, static_cast<int64_t>(events_.size()));
  return std::vector<QuotaEvent>(events_.begin(), events_.begin() + count);
}

Result<std::vector<QuotaState>> MemoryQuotaStore::read() {
  const MutexLock lock(mutex_);
  const int64_t now = anchor_.now_us(time_);
  std::vector<QuotaState> states;
  for (auto& [key, row] : rows_) {
    QuotaAccount& account = row.account;
    WEIR_RETURN_IF_ERROR(bring_up_to_date(account, account.size, now));
    drop_until(row.entries, now, &account.settled);
    states.push_back(weir::state_of(row.quota, std::get<0>(key), std::get<Metric>(key), account,
                                    reset_us_of(row, now)));
  }
  std::stable_sort(states.begin(), states.end(),
                   [](const auto& a, const auto& b) { return a.quota < b.quota; });
  return states;
}

}  // namespace weir
