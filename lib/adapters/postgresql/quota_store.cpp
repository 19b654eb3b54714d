#include "adapters/postgresql/quota_store.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <random>
#include <thread>
#include <utility>

#include "adapters/postgresql/quota_admission.h"
#include "adapters/postgresql/quota_schema.h"
#include "base/clock.h"
#include "quotas/window.h"

namespace weir {
namespace {

using postgresql::Connection;
using postgresql::QuotaAdmission;
using postgresql::Repeat;
using postgresql::Rows;
using postgresql::Values;
using postgresql::Verdict;

constexpr int64_t kLookEveryUs = 1'000'000;
constexpr int64_t kOtherHostsGraceUs = 60'000'000;
constexpr int64_t kReapedAtOnce = 1000;
constexpr size_t kMaxInDoubt = 10'000;
constexpr int64_t kGiveUpWithinMs = 500;    // of another call's time
constexpr int64_t kShortestTryUs = 50'000;  // in less, a lock's end is not told from a lost server

constexpr const char* kReserve =
    "SELECT weir.quota_reserve_1($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,"
    "$17,$18,$19,$20,$21,$22,$23,$24)";
constexpr const char* kSettle = "SELECT weir.quota_settle_1($1,$2,$3,$4,$5,$6,$7,$8)";
constexpr const char* kNow = "SELECT weir.quota_now_1($1)";
constexpr const char* kRead =
    "SELECT r.name, r.key, r.metric, r.window_text, r.amount_limit, r.over, "
    "GREATEST(t.now_us, r.seen_us), r.epoch, r.begin_us, r.end_us, r.level, r.carry, "
    "r.refilled_us, r.settled - s.fallen, r.reserved, r.granted, r.granted_until_us, r.capacity, "
    "CASE WHEN r.kind = 1 THEN weir.quota_falls_out_1(r, r.settled::numeric + r.reserved "
    "- s.fallen - CASE WHEN r.granted_until_us > t.now_us THEN r.granted ELSE 0 END, "
    "GREATEST(t.now_us, r.seen_us)) END "
    "FROM weir.quota_now_1($1) AS t(now_us), weir.quota r, LATERAL ("
    "SELECT COALESCE(sum(e.amount), 0) AS fallen FROM weir.quota_entry e WHERE r.kind = 1 "
    "AND e.quota_id = r.id AND e.until_us <= GREATEST(t.now_us, r.seen_us)) s "
    "ORDER BY r.name, r.key, r.metric, r.window_text";
// An attempt of another host is left to that for a while: its log knows what was used.
constexpr const char* kExpired =
    "SELECT attempt_id, machine = $2 FROM weir.quota_hold WHERE NOT is_over "
    "AND expires_us <= weir.quota_now_1($1) - CASE WHEN machine = $2 THEN 0 ELSE $3::bigint END "
    "ORDER BY expires_us LIMIT $4";
constexpr const char* kForget =
    "DELETE FROM weir.quota_hold WHERE is_over AND expires_us <= weir.quota_now_1($1)";

int64_t monotonic_us() {
  return system_clock().monotonic_us();
}

std::string machine_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

// Longer from time to time, and never two callers in step.
void pause(int64_t times, int64_t longest_us, int64_t deadline_us) {
  thread_local std::minstd_rand random(std::random_device{}());
  const int64_t step = std::min(longest_us, int64_t{2000} << std::min<int64_t>(times, 8));
  const int64_t us = step / 2 + static_cast<int64_t>(random()) % step;
  const int64_t left = std::max<int64_t>(0, deadline_us - monotonic_us());
  std::this_thread::sleep_for(std::chrono::microseconds(std::min(us, left)));
}

Status attempt_reused() {
  return Status(Code::kInvalidArgument, "quota.bad_charge",
                "this attempt holds a reservation already: every attempt needs an id of its own");
}

Uuid parse_uuid(std::string_view text) {
  Uuid id;
  size_t digits = 0;
  for (const char letter : text) {
    if (letter == '-' || digits >= 2 * id.bytes.size()) continue;
    const int value = letter <= '9' ? letter - '0' : letter - 'a' + 10;
    uint8_t& byte = id.bytes.at(digits++ / 2);
    byte = static_cast<uint8_t>(byte << 4 | value);
  }
  return id;
}

Result<QuotaState> read_state(const Rows& rows, size_t row) {
  Result<Window> window = parse_window_text(rows.text(row, 3));
  if (!window.ok()) return std::move(window).status();
  QuotaAccount account;
  account.window = *std::move(window);
  account.size = {rows.integer(row, 4), rows.integer(row, 17)};
  account.over = rows.integer(row, 5);
  const int64_t now = rows.integer(row, 6);
  account.epoch = rows.integer(row, 7);
  account.bounds = {rows.integer(row, 8), rows.integer(row, 9)};
  account.bucket = {rows.integer(row, 10), rows.integer(row, 11), rows.integer(row, 12)};
  account.settled = rows.integer(row, 13);
  account.reserved = rows.integer(row, 14);
  account.granted = rows.integer(row, 15);
  account.granted_until_us = rows.integer(row, 16);
  WEIR_RETURN_IF_ERROR(bring_up_to_date(account, account.size, now));
  const bool is_sliding = account.window.kind == WindowKind::kSliding;
  const int64_t reset =
      is_sliding ? std::max<int64_t>(0, rows.integer(row, 18) - now) : reset_us(account, now);
  const auto metric =
      static_cast<Metric>(std::clamp<int64_t>(rows.integer(row, 2), 0, kMetricCount - 1));
  return state_of(std::string(rows.text(row, 0)), std::string(rows.text(row, 1)), metric, account,
                  reset);
}

}  // namespace

// --- Opening ------------------------------------------------------------------------------------

PostgresqlQuotaStore::PostgresqlQuotaStore(const PostgresqlQuotaOptions& options,
                                           postgresql::Address address)
    : options_(options),
      clock_(options.time != nullptr ? *options.time : system_time_source()),
      anchor_(anchored(TimeAnchor(), clock_)),
      pid_(::getpid()),
      machine_(machine_name()),
      pool_(std::make_unique<postgresql::ConnectionPool>(
          std::move(address), options.password, std::max<size_t>(1, options.connections))) {}

PostgresqlQuotaStore::~PostgresqlQuotaStore() {
  if (usable().ok()) return;
  (void)pool_.release();  // the parent's, and its lock may be held by a thread that is not here
}

Result<std::unique_ptr<PostgresqlQuotaStore>> PostgresqlQuotaStore::open(
    const PostgresqlQuotaOptions& options) {
  auto address = postgresql::Address::parse(options.address);
  if (!address.ok()) return std::move(address).status();
  // The private constructor keeps std::make_unique out.
  std::unique_ptr<PostgresqlQuotaStore> self(
      new PostgresqlQuotaStore(options, std::move(address).value()));
  WEIR_RETURN_IF_ERROR(self->start());
  return self;
}

Status PostgresqlQuotaStore::start() {
  const int64_t deadline = monotonic_us() + options_.wait_ms * 1000;
  Status last;
  for (int64_t times = 0;; ++times) {
    auto connection = pool_->take(deadline);
    if (connection.ok()) {
      last = postgresql::prepare_quota_schema(**connection, deadline);
      if (last.ok()) break;
      if ((*connection)->repeat() == Repeat::kNever) return last;
    } else {
      last = std::move(connection).status();
      if (last.reason() != "store.unreachable") return last;
    }
    if (monotonic_us() >= deadline) return last;
    pause(times, 500'000, deadline);
  }
  const Result<Rows> now = run(kNow, [this](int64_t, int64_t) {
    Values values;
    add_time(values);
    return values;
  });
  if (!now.ok()) return now.status();
  learn_time(now->integer(0, 0));
  return Status();
}

Status PostgresqlQuotaStore::usable() const {
  if (::getpid() == pid_) return Status();
  return Status(Code::kUnavailable, "store.forked",
                "the store was open when this process was forked: open the gate after fork()");
}

// --- Time ---------------------------------------------------------------------------------------

void PostgresqlQuotaStore::add_time(Values& values) const {
  if (options_.time == nullptr) {
    values.add_null();
  } else {
    values.add(anchor_.now_us(clock_));
  }
}

int64_t PostgresqlQuotaStore::estimated_now_us() const {
  return clock_.boot_us() + server_ahead_us_.load();
}

void PostgresqlQuotaStore::learn_time(int64_t server_us) {
  server_ahead_us_.store(server_us - clock_.boot_us());
}

// --- Statements ---------------------------------------------------------------------------------

Result<Rows> PostgresqlQuotaStore::run_within(int64_t wait_ms, const char* sql,
                                              const MakeValues& make_values) {
  WEIR_RETURN_IF_ERROR(usable());
  const int64_t deadline = monotonic_us() + wait_ms * 1000;
  int64_t in_doubt = 0;
  for (int64_t times = 0;; ++times) {
    Status fault;
    Repeat repeat = Repeat::kOnAnother;
    auto connection = pool_->take(deadline);
    if (connection.ok()) {
      // Half of what is left, so that time remains for another server.
      const int64_t left = deadline - monotonic_us();
      const int64_t share = std::max(left / 2, std::min<int64_t>(left, 500'000));
      ++round_trips_;
      Result<Rows> rows =
          (*connection)
              ->execute(sql, make_values(in_doubt, std::max<int64_t>(1, share / 1250)),
                        monotonic_us() + share);
      if (rows.ok()) return rows;
      fault = std::move(rows).status();
      repeat = (*connection)->repeat();
      if (repeat == Repeat::kOnAnother) ++in_doubt;
    } else {
      fault = std::move(connection).status();
      if (fault.reason() != "store.unreachable") repeat = Repeat::kNever;
    }
    const int64_t least_us = repeat == Repeat::kOnSameConnection ? kShortestTryUs : 0;
    if (repeat == Repeat::kNever || deadline - monotonic_us() <= least_us) return fault;
    pause(times, repeat == Repeat::kOnSameConnection ? 20'000 : 500'000, deadline);
  }
}

Result<std::vector<QuotaRemaining>> PostgresqlQuotaStore::reserve(const Reservation& request) {
  WEIR_RETURN_IF_ERROR(check_charges(request.charges));
  WEIR_RETURN_IF_ERROR(usable());
  if (request.charges.empty()) return std::vector<QuotaRemaining>();
  if (has_doubts_.load(std::memory_order_relaxed)) give_up_those_in_doubt();
  int64_t due = next_look_us_.load(std::memory_order_relaxed);
  const int64_t boot = clock_.boot_us();
  const bool looks = boot >= due && next_look_us_.compare_exchange_strong(due, boot + kLookEveryUs);
  const Uuid nonce = Uuid::make_v7(clock_.wall_us());
  // Twice when the server's clock was set, or this machine slept without a call.
  for (int tries = 0; tries < 5; ++tries) {
    Result<QuotaAdmission> admission = QuotaAdmission::make(request, estimated_now_us());
    if (!admission.ok()) return std::move(admission).status();
    const Result<Rows> rows = run(kReserve, [&](int64_t repeat, int64_t wait_ms) {
      Values values;
      values.add(request.attempt_id.text()).add(nonce.text()).add(machine_).add(int64_t{pid_});
      values.add(repeat).add(request.expires_after_us);
      add_time(values);
      values.add(wait_ms).add_boolean(options_.synchronous == Synchronous::kFull);
      values.add_boolean(looks);
      admission->add_arrays(values);
      admission->add_warnings(values);
      return values;
    });
    if (!rows.ok()) {
      give_up_later(request);
      return rows.status();
    }
    const QuotaAdmission::Answer answer(*rows);
    if (!answer.is_for(request.charges.size())) {
      return Status(Code::kInternal, "store.postgresql", "weir's function gave a strange answer");
    }
    learn_time(answer.now_us());
    if (answer.verdict() == Verdict::kStaleCalendar) continue;
    if (answer.verdict() == Verdict::kReused) return attempt_reused();
    auto result = admission->read(answer);
    for (const QuotaEvent& event : admission->crossed(answer)) {
      if (event_hook_) event_hook_(event);
    }
    if (answer.verdict() != Verdict::kFrozen && answer.has_expired()) (void)reap();
    return result;
  }
  return Status(Code::kUnavailable, "store.busy", "the clock of PostgreSQL does not stand still");
}

Status PostgresqlQuotaStore::settle(const Uuid& attempt_id, const std::vector<ActualUse>& used) {
  WEIR_RETURN_IF_ERROR(check_use(used));
  return end_attempt(attempt_id, &used);
}

Status PostgresqlQuotaStore::release(const Uuid& attempt_id) {
  return end_attempt(attempt_id, nullptr);
}

Status PostgresqlQuotaStore::end_attempt(const Uuid& attempt_id,
                                         const std::vector<ActualUse>* used) {
  std::vector<int64_t> metrics;
  std::vector<int64_t> amounts;
  for (size_t i = 0; used != nullptr && i < used->size(); ++i) {
    metrics.push_back(static_cast<int64_t>((*used)[i].metric));
    amounts.push_back((*used)[i].amount);
  }
  const Result<Rows> rows = run(kSettle, [&](int64_t, int64_t wait_ms) {
    Values values;
    values.add(attempt_id.text());
    add_time(values);
    values.add(wait_ms).add_boolean(options_.synchronous == Synchronous::kFull).add_null();
    values.add_boolean(used == nullptr).add_array(metrics).add_array(amounts);
    return values;
  });
  return rows.ok() ? Status() : rows.status();
}

Status PostgresqlQuotaStore::give_up(const Uuid& attempt_id, int64_t mark_us) {
  const int64_t wait = std::min(options_.wait_ms, kGiveUpWithinMs);
  const Result<Rows> rows = run_within(wait, kSettle, [&](int64_t, int64_t wait_ms) {
    Values values;
    values.add(attempt_id.text());
    add_time(values);
    values.add(wait_ms).add_boolean(options_.synchronous == Synchronous::kFull).add(mark_us);
    values.add_boolean(true).add("{}").add("{}");
    return values;
  });
  return rows.ok() ? Status() : rows.status();
}

Result<std::vector<QuotaState>> PostgresqlQuotaStore::read() {
  const Result<Rows> rows = run(kRead, [this](int64_t, int64_t) {
    Values values;
    add_time(values);
    return values;
  });
  if (!rows.ok()) return rows.status();
  std::vector<QuotaState> states;
  states.reserve(rows->size());
  for (size_t row = 0; row < rows->size(); ++row) {
    Result<QuotaState> state = read_state(*rows, row);
    if (!state.ok()) return std::move(state).status();
    states.push_back(std::move(state).value());
  }
  return states;
}

// --- What was left behind -----------------------------------------------------------------------

// The call is refused, so nothing was sent; but the server may have admitted it.
void PostgresqlQuotaStore::give_up_later(const Reservation& request) {
  const MutexLock lock(mutex_);
  if (in_doubt_.size() >= kMaxInDoubt) return;  // charged when it expires
  in_doubt_.push_back({request.attempt_id, request.expires_after_us});
  has_doubts_.store(true);
}

void PostgresqlQuotaStore::give_up_those_in_doubt() {
  std::vector<InDoubt> doubts;
  {
    const MutexLock lock(mutex_);
    doubts.swap(in_doubt_);
    has_doubts_.store(false);
  }
  for (size_t i = 0; i < doubts.size(); ++i) {
    const int64_t mark_us = std::clamp<int64_t>(doubts[i].expires_after_us, 1, int64_t{1} << 50);
    if (give_up(doubts[i].attempt_id, mark_us).ok()) continue;
    const MutexLock lock(mutex_);
    in_doubt_.insert(in_doubt_.end(), doubts.begin() + static_cast<std::ptrdiff_t>(i),
                     doubts.end());
    has_doubts_.store(true);
    return;
  }
}

Status PostgresqlQuotaStore::reap() {
  const Result<Rows> expired = run(kExpired, [this](int64_t, int64_t) {
    Values values;
    add_time(values);
    return std::move(values.add(machine_).add(kOtherHostsGraceUs).add(kReapedAtOnce));
  });
  if (!expired.ok()) return expired.status();
  for (size_t row = 0; row < expired->size(); ++row) {
    const Uuid attempt = parse_uuid(expired->text(row, 0));
    std::optional<std::vector<ActualUse>> used;
    if (resolver_ && expired->boolean(row, 1)) used = resolver_(attempt);
    WEIR_RETURN_IF_ERROR(settle(attempt, used.value_or(std::vector<ActualUse>())));
  }
  const Result<Rows> forgotten = run(kForget, [this](int64_t, int64_t) {
    Values values;
    add_time(values);
    return values;
  });
  return forgotten.ok() ? Status() : forgotten.status();
}

}  // namespace weir
