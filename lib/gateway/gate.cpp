#include "gateway/gate.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/json_edit.h"
#include "gateway/meter.h"

namespace weir {
namespace {

// The first attempt of a call has the call's id. Later ones are not found by theirs: the store
// charges them as reserved, and so it does what the log does not know.
std::optional<std::vector<ActualUse>> use_of(LogStore& log, const Uuid& attempt) {
  const auto found = log.find_use(attempt);
  if (!found.ok() || !found.value()) return std::nullopt;
  return use_on_record(*found.value());
}

}  // namespace

Gate::Gate(GateParts parts, LoadPolicy load)
    : parts_(std::move(parts)),
      load_(std::move(load)),
      writer_(*parts_.log, parts_.max_payload_bytes),
      edges_{*parts_.quotas,
             queue_,
             writer_,
             *parts_.keys,
             system_clock(),
             [this](const std::string& reason, const std::string& fields) {
               tell(LogLevel::kWarning, reason, fields);
             }},
      seen_generation_(parts_.generation->load()) {
  LogStore* log = parts_.log.get();
  parts_.quotas->set_reservation_resolver(
      [log](const Uuid& attempt) { return use_of(*log, attempt); });
  parts_.quotas->set_event_hook([this](const QuotaEvent& event) {
    tell(LogLevel::kWarning, "quota.threshold",
         "{\"quota\":" + json_quoted(event.quota) + ",\"key\":" + json_quoted(event.key) +
             ",\"metric\":" + json_quoted(name_of(event.metric.value_or(Metric::kRequests))) +
             ",\"percent\":" + std::to_string(event.amount.value_or(0)) + "}");
  });
}

Result<std::shared_ptr<Gate>> Gate::open(GateParts parts,
                                         const std::shared_ptr<const Policy>& policy,
                                         LoadPolicy load) {
  std::shared_ptr<Gate> gate(
      new Gate(std::move(parts), std::move(load)));  // NOLINT(*-owning-memory)
  auto in_force = gate->compile(policy);
  if (!in_force.ok()) return std::move(in_force).status();
  const MutexLock lock(gate->mutex_);
  gate->in_force_ = std::move(in_force).value();
  return gate;
}

Result<std::shared_ptr<const InForce>> Gate::compile(const std::shared_ptr<const Policy>& policy) {
  return put_in_force(*policy, *parts_.matcher, Secret(parts_.digest_key.reveal()));
}

std::shared_ptr<const InForce> Gate::in_force() {
  const uint64_t generation = parts_.generation->load();
  if (generation != seen_generation_.load(std::memory_order_acquire)) {
    const MutexLock reloading(reload_mutex_);
    if (generation != seen_generation_.load(std::memory_order_acquire)) {
      // What could not be read is tried again at the next call.
      if (Status status = swap_in(true); !status.ok()) {
        tell_fault(LogLevel::kError, status);
      } else {
        seen_generation_.store(generation, std::memory_order_release);
      }
    }
  }
  const MutexLock lock(mutex_);
  return in_force_;
}

Status Gate::reload() {
  // First of all: a forked child shall neither wait for a lock that a thread of its parent held nor
  // tell other processes of a policy that it cannot use.
  WEIR_RETURN_IF_ERROR(parts_.quotas->usable());
  const MutexLock reloading(reload_mutex_);
  WEIR_RETURN_IF_ERROR(swap_in(false));
  seen_generation_.store(parts_.generation->raise(), std::memory_order_release);
  return {};
}

void Gate::reload_if_changed() {
  const MutexLock reloading(reload_mutex_);
  const auto before = [this] {
    const MutexLock lock(mutex_);
    return in_force_;
  };
  const auto old = before();
  if (Status status = swap_in(true); !status.ok()) return tell_fault(LogLevel::kError, status);
  if (before() != old) {
    seen_generation_.store(parts_.generation->raise(), std::memory_order_release);
  }
}

Status Gate::swap_in(bool only_if_changed) {
  auto policy = load_();
  if (!policy.ok()) return std::move(policy).status();
  {
    const MutexLock lock(mutex_);
    const Policy& now = in_force_->policy;
    if (only_if_changed && now.hash == policy.value()->hash) return {};
    const StorePolicy& store = policy.value()->store;
    if (store.kind != now.store.kind || store.directory != now.store.directory ||
        store.quotas != now.store.quotas || store.log != now.store.log ||
        store.quota_server != now.store.quota_server ||
        policy.value()->log.max_payload_bytes != now.log.max_payload_bytes) {
      return {
          Code::kInvalidPolicy, "policy.store_changed",
          "/store: store, quota_store, synchronous and log/max_payload_bytes cannot change while "
          "a gate is open: open a new gate"};
    }
  }
  auto in_force = compile(policy.value());
  if (!in_force.ok()) return std::move(in_force).status();
  const std::string hash = in_force.value()->policy.hash;
  {
    const MutexLock lock(mutex_);
    in_force_ = std::move(in_force).value();
  }
  tell(LogLevel::kInfo, "policy.reloaded", "{\"policy_hash\":" + json_quoted(hash) + "}");
  return {};
}

Status Gate::administer(const QuotaRequest& request) {
  const auto act = act_for(in_force()->policy, request);
  if (!act.ok()) return act.status();
  WEIR_RETURN_IF_ERROR(parts_.quotas->administer(act.value()));
  parts_.generation->raise();
  tell(LogLevel::kInfo, "quota.administered",
       "{\"act\":" + json_quoted(name_of(act->kind)) + ",\"quota\":" + json_quoted(act->quota) +
           ",\"key\":" + json_quoted(act->key) + ",\"actor\":" + json_quoted(act->actor) + "}");
  return {};
}

Result<std::vector<QuotaState>> Gate::quota_overview() {
  return overview(in_force()->policy, *parts_.quotas);
}

void Gate::apply_retention() {
  int64_t retain_us = 0;
  {
    const MutexLock lock(mutex_);
    retain_us = in_force_->policy.log.retain_us;
  }
  if (retain_us <= 0) return;
  const auto deleted = parts_.log->delete_before(edges_.clock.wall_us() - retain_us);
  if (!deleted.ok()) tell_fault(LogLevel::kWarning, deleted.status());
}

bool Gate::enter() {
  const MutexLock lock(mutex_);
  if (is_closed_) return false;
  ++under_way_;
  return true;
}

void Gate::leave() {
  const MutexLock lock(mutex_);
  --under_way_;
  left_.notify_all();
}

Status Gate::close(int64_t timeout_ms) {
  constexpr int64_t kLongestMs = 24LL * 3600 * 1000;
  const auto deadline = std::chrono::steady_clock::now() +
                        std::chrono::milliseconds(std::clamp<int64_t>(timeout_ms, 0, kLongestMs));
  const MutexLock lock(mutex_);
  is_closed_ = true;
  while (under_way_ > 0) {
    if (left_.wait_until(mutex_, deadline) == std::cv_status::timeout && under_way_ > 0) {
      return {Code::kTimeout, "gate.close",
              std::to_string(under_way_) + " calls are still under way; cancel or free them"};
    }
  }
  return {};
}

void Gate::set_hook(LogHook hook) {
  const MutexLock lock(hook_mutex_);
  hook_ = std::move(hook);
}

void Gate::tell(LogLevel level, const std::string& reason, const std::string& fields) {
  const MutexLock lock(hook_mutex_);
  if (hook_) hook_(level, reason, fields);
}

void Gate::tell_fault(LogLevel level, const Status& status) {
  tell(level, std::string(status.reason()), "{\"message\":" + json_quoted(status.message()) + "}");
}

}  // namespace weir
