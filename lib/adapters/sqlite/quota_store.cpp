#include "adapters/sqlite/quota_store.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "adapters/sqlite/quota_administration.h"
#include "adapters/sqlite/quota_owner.h"
#include "adapters/sqlite/quota_schema.h"

namespace weir {
namespace {

using sqlite::Connection;
using sqlite::HoldRow;
using sqlite::QuotaRow;
using sqlite::QuotaRows;

constexpr int64_t kReapEveryUs = 1'000'000;
constexpr size_t kReapedAtOnce = 1000;

// The indexes of the charges, by key: one order for all, so that an error names the same charge
// whatever the order of the policy.
std::vector<size_t> by_key(const std::vector<QuotaCharge>& charges) {
  std::vector<size_t> order(charges.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&charges](size_t a, size_t b) {
    return std::tie(charges[a].key, charges[a].metric) <
           std::tie(charges[b].key, charges[b].metric);
  });
  return order;
}

// The charges of one reservation inside its transaction.
class Admission {
 public:
  Admission(Connection& connection, const Reservation& request, int64_t now_us)
      : connection_(connection),
        rows_(connection),
        request_(request),
        now_us_(now_us),
        found_(request.charges.size()),
        exceeds_(request.charges.size()) {}

  // Over quota names the charge that frees up last, of those whose on_exceed is the least.
  [[nodiscard]] Status check() {
    Status worst;
    std::pair<OnExceed, int64_t> worst_order;
    for (const size_t index : by_key(request_.charges)) {
      const QuotaCharge& charge = request_.charges[index];
      Result<QuotaRow> found = rows_.find(charge, now_us_);
      if (!found.ok()) return std::move(found).status();
      QuotaRow& row = found_[index] = *std::move(found);
      exceeds_[index] = !fits(row.account, charge.amount);
      if (!exceeds_[index] || charge.on_exceed == OnExceed::kWarn) continue;
      Result<int64_t> retry = rows_.retry_us(row, charge.amount, now_us_);
      if (!retry.ok()) return std::move(retry).status();
      note_crossed(index, true);
      const std::pair order(charge.on_exceed, -*retry);
      if (!worst.ok() && order >= worst_order) continue;
      worst_order = order;
      worst = refusal(charge, row, *retry);
      if (worst.code() != Code::kOverQuota) return worst;
    }
    return worst;
  }

  // What a refusal leaves: that it was told of. True: there is something to commit.
  [[nodiscard]] Result<bool> record_refusal() {
    if (crossed_.empty()) return false;
    for (const QuotaRow& row : found_) {
      if (row.id != 0) WEIR_RETURN_IF_ERROR(rows_.save(row));
    }
    WEIR_RETURN_IF_ERROR(record_crossed());
    return true;
  }

  [[nodiscard]] Status grant(int64_t owner_id) {
    for (const size_t index : by_key(request_.charges)) {
      QuotaRow& row = found_[index];
      const int64_t amount = request_.charges[index].amount;
      const QuotaAccount before = row.account;
      const QuotaHold held = hold(row.account, amount, now_us_);
      note_crossed(index, exceeds_[index]);
      const QuotaAccount after = std::exchange(row.account, before);
      row.account.notified = after.notified;
      row.account.notified_until_us = after.notified_until_us;
      WEIR_RETURN_IF_ERROR(rows_.grant(row, amount, exceeds_[index]));
      row.account = after;
      WEIR_RETURN_IF_ERROR(rows_.add_hold(request_.attempt_id, {row.id, held}, owner_id,
                                          now_us_ + request_.expires_after_us));
    }
    return record_crossed();
  }

  [[nodiscard]] const std::vector<QuotaEvent>& crossed() const { return crossed_; }

  [[nodiscard]] std::vector<QuotaRemaining> remainders() const {
    std::vector<QuotaRemaining> result;
    result.reserve(found_.size());
    for (const QuotaRow& row : found_) {
      const QuotaAccount& account = row.account;
      // A sliding account is empty again when this call has fallen out.
      const bool is_sliding = account.window.kind == WindowKind::kSliding;
      const int64_t reset = is_sliding ? account.window.length_us : reset_us(account, now_us_);
      const QuotaCharge& charge = request_.charges[result.size()];
      result.push_back(remaining_of(charge, account, reset));
      result.back().exceeded = exceeds_[result.size() - 1];
    }
    return result;
  }

 private:
  void note_crossed(size_t index, bool is_refused) {
    const QuotaCharge& charge = request_.charges[index];
    for (const int32_t percent :
         cross_thresholds(found_[index].account, charge.thresholds, is_refused, now_us_)) {
      crossed_.push_back(threshold_event(charge, percent, now_us_));
    }
  }

  [[nodiscard]] Status record_crossed() {
    for (const QuotaEvent& event : crossed_) {
      WEIR_RETURN_IF_ERROR(sqlite::add_event(connection_, event));
    }
    return Status();
  }

  [[nodiscard]] Status refusal(const QuotaCharge& charge, const QuotaRow& row, int64_t retry_us) {
    Result<int64_t> reset = rows_.reset_us(row, now_us_);
    if (!reset.ok()) return std::move(reset).status();
    return over_quota_status(charge, ceiling(row.account) - remaining(row.account), retry_us,
                             *reset);
  }

  Connection& connection_;
  QuotaRows rows_;
  const Reservation& request_;
  int64_t now_us_;
  std::vector<QuotaRow> found_;  // in the order of the charges
  std::vector<bool> exceeds_;    // the same
  std::vector<QuotaEvent> crossed_;
};

Status attempt_reused() {
  return Status(Code::kInvalidArgument, "quota.bad_charge",
                "this attempt holds a reservation already: every attempt needs an id of its own");
}

Status end_hold(QuotaRows& rows, const HoldRow& held, const std::vector<ActualUse>* used,
                int64_t now_us) {
  Result<std::optional<QuotaRow>> found = rows.find(held.quota_id, now_us);
  if (!found.ok()) return std::move(found).status();
  if (!found->has_value()) return Status();
  QuotaRow& row = **found;
  if (used == nullptr) {
    release(row.account, held.hold);
    return rows.save(row);
  }
  const int64_t actual = use_of(row.metric, *used, held.hold.amount);
  const int64_t counted = settle(row.account, held.hold, actual, now_us);
  if (counted > 0 && row.account.window.kind == WindowKind::kSliding) {
    WEIR_RETURN_IF_ERROR(rows.add_entry(row.id, entry_end_us(row.account, held.hold), counted));
  }
  return rows.save(row);
}

}  // namespace

Result<std::unique_ptr<SqliteQuotaStore>> SqliteQuotaStore::open(
    const SqliteQuotaOptions& options) {
  sqlite::DatabaseOptions database_options;
  database_options.directory = options.directory;
  database_options.file = "quota.db";
  database_options.region = 0;
  database_options.schema = sqlite::quota_schema();
  database_options.synchronous = options.synchronous;
  database_options.wait_ms = options.wait_ms;
  auto database = sqlite::Database::open(std::move(database_options));
  if (!database.ok()) return std::move(database).status();
  const TimeSource& time = options.time != nullptr ? *options.time : system_time_source();
  // The private constructor keeps std::make_unique out.
  std::unique_ptr<SqliteQuotaStore> self(new SqliteQuotaStore(std::move(database).value(), time));
  WEIR_RETURN_IF_ERROR(self->start());
  return self;
}

Status SqliteQuotaStore::start() {
  auto write = database_->begin_write();
  if (!write.ok()) return std::move(write).status();
  WEIR_RETURN_IF_ERROR(clock_.load(write->connection()));
  Result<uint32_t> slot = database_->gate().claim_slot();
  if (!slot.ok()) return std::move(slot).status();
  slot_ = *slot;
  WEIR_RETURN_IF_ERROR(sqlite::bury_owners(write->connection(), slot_, time_.boot_id()));
  return write->commit();
}

// Before the first reservation: who only looks, or is refused before, writes nothing and waits for
// no disk.
Status SqliteQuotaStore::register_once() {
  if (owner_id_.load() != 0) return Status();
  const MutexLock lock(registration_);
  if (owner_id_.load() != 0) return Status();
  auto write = database_->begin_write();
  if (!write.ok()) return std::move(write).status();
  const Result<int64_t> owner =
      sqlite::register_owner(write->connection(), slot_, time_.boot_id(), clock_.now_us());
  if (!owner.ok()) return owner.status();
  WEIR_RETURN_IF_ERROR(write->commit());
  owner_id_.store(*owner);
  return Status();
}

Result<std::vector<QuotaRemaining>> SqliteQuotaStore::reserve(const Reservation& request) {
  WEIR_RETURN_IF_ERROR(check_charges(request.charges));
  WEIR_RETURN_IF_ERROR(register_once());
  WEIR_RETURN_IF_ERROR(reap_if_due());
  auto write = database_->begin_write();
  if (!write.ok()) return std::move(write).status();
  Result<int64_t> now = clock_.now_us(write->connection());
  if (!now.ok()) return std::move(now).status();
  QuotaRows rows(write->connection());
  Result<bool> is_reused = rows.has_hold(request.attempt_id);
  if (!is_reused.ok()) return std::move(is_reused).status();
  if (*is_reused) return attempt_reused();
  WEIR_RETURN_IF_ERROR(sqlite::check_frozen(write->connection(), request.charges));
  Admission admission(write->connection(), request, *now);
  if (Status refused = admission.check(); !refused.ok()) {
    const Result<bool> is_told = admission.record_refusal();
    if (!is_told.ok()) return is_told.status();
    if (*is_told) {
      WEIR_RETURN_IF_ERROR(write->commit());
      tell(admission.crossed());
    }
    return refused;
  }
  WEIR_RETURN_IF_ERROR(admission.grant(owner_id_));
  WEIR_RETURN_IF_ERROR(write->commit());
  tell(admission.crossed());
  return admission.remainders();
}

void SqliteQuotaStore::tell(const std::vector<QuotaEvent>& events) const {
  if (event_hook_) std::for_each(events.begin(), events.end(), event_hook_);
}

Status SqliteQuotaStore::settle(const Uuid& attempt_id, const std::vector<ActualUse>& used) {
  WEIR_RETURN_IF_ERROR(check_use(used));
  return end_attempt(attempt_id, &used);
}

Status SqliteQuotaStore::release(const Uuid& attempt_id) {
  return end_attempt(attempt_id, nullptr);
}

// `used` null: release.
Status SqliteQuotaStore::end_attempt(const Uuid& attempt_id, const std::vector<ActualUse>* used) {
  auto write = database_->begin_write();
  if (!write.ok()) return std::move(write).status();
  QuotaRows rows(write->connection());
  Result<std::vector<HoldRow>> holds = rows.take_holds(attempt_id);
  if (!holds.ok()) return std::move(holds).status();
  if (holds->empty()) return Status();  // ended before
  const int64_t now = clock_.now_us();
  for (const HoldRow& held : *holds) WEIR_RETURN_IF_ERROR(end_hold(rows, held, used, now));
  return write->commit();
}

Result<std::vector<QuotaState>> SqliteQuotaStore::read() {
  auto view = database_->begin_read();
  if (!view.ok()) return std::move(view).status();
  QuotaRows rows(view->connection());
  Result<std::vector<QuotaRow>> all = rows.all();
  if (!all.ok()) return std::move(all).status();
  const int64_t now = clock_.now_us();
  std::vector<QuotaState> states;
  states.reserve(all->size());
  for (QuotaRow& row : *all) {
    WEIR_RETURN_IF_ERROR(bring_up_to_date(row.account, row.account.size, now));
    Result<int64_t> reset = rows.look_ahead_us(row, now);
    if (!reset.ok()) return std::move(reset).status();
    states.push_back(weir::state_of(row.name, row.key, row.metric, row.account, *reset));
  }
  return states;
}

Status SqliteQuotaStore::administer(const QuotaAct& act) {
  WEIR_RETURN_IF_ERROR(check_act(act));
  auto write = database_->begin_write();
  if (!write.ok()) return std::move(write).status();
  const Result<int64_t> now = clock_.now_us(write->connection());
  if (!now.ok()) return now.status();
  WEIR_RETURN_IF_ERROR(sqlite::carry_out(write->connection(), act, *now));
  return write->commit();
}

Result<std::vector<FrozenKey>> SqliteQuotaStore::frozen() {
  auto view = database_->begin_read();
  if (!view.ok()) return std::move(view).status();
  return sqlite::read_frozen(view->connection());
}

Result<std::vector<QuotaEvent>> SqliteQuotaStore::events(int64_t limit) {
  auto view = database_->begin_read();
  if (!view.ok()) return std::move(view).status();
  return sqlite::read_events(view->connection(), limit);
}

Status SqliteQuotaStore::reap_if_due() {
  int64_t due = next_reap_us_.load(std::memory_order_relaxed);
  const int64_t now = time_.boot_us();
  if (now < due || !next_reap_us_.compare_exchange_strong(due, now + kReapEveryUs)) return Status();
  return reap();
}

// One transaction an attempt, with the resolver outside of all: it reads the log.
Status SqliteQuotaStore::reap() {
  std::vector<sqlite::OrphanedAttempt> orphans;
  {
    auto view = database_->begin_read();
    if (!view.ok()) return std::move(view).status();
    auto found = sqlite::orphaned_attempts(view->connection(), database_->gate(), owner_id_,
                                           clock_.now_us(), kReapedAtOnce);
    if (!found.ok()) return std::move(found).status();
    orphans = *std::move(found);
  }
  for (const sqlite::OrphanedAttempt& orphan : orphans) {
    std::optional<std::vector<ActualUse>> used;
    if (resolver_) used = resolver_(orphan.attempt_id);
    const bool may_still_appear = resolver_ && clock_.now_us() < orphan.expires_us;
    if (!used && may_still_appear) continue;
    WEIR_RETURN_IF_ERROR(settle(orphan.attempt_id, used.value_or(std::vector<ActualUse>())));
  }
  return Status();
}

}  // namespace weir
