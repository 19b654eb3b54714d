// Quotas that are exceeded: refuse, try a cheaper target, or wait for one's turn.
#include <algorithm>
#include <utility>

#include "gateway/call.h"

namespace weir {
namespace {

// How often a call that waits looks: the first of a queue at the store, the others at the queue.
constexpr int64_t kTryEveryMs = 100;
constexpr int64_t kLookEveryMs = 25;

Status queue_full(const Status& refusal, const QuotaCharge& charge) {
  const std::string text = refusal.ok() ? "quota " + charge.quota : std::string(refusal.message());
  return Status(Code::kOverQuota, "quota.queue_full",
                text + "; as many calls as may wait for it in this process do so already")
      .with_retry_after_ms(std::max<int64_t>(kTryEveryMs, refusal.retry_after_ms()))
      .with_details(std::string(refusal.details()));
}

Status waited_too_long(const QuotaCharge& charge) {
  return Status(
             Code::kOverQuota, "quota.exceeded",
             "quota " + charge.quota + ": other calls waited for it before this one, and too long")
      .with_retry_after_ms(kTryEveryMs);
}

}  // namespace

void Call::begin_reserving() {
  looked_behind_ = 0;
  look_behind_next();
}

// A call that may wait goes behind those that do, lest it takes what they wait for.
void Call::look_behind_next() {
  while (!place_ && looked_behind_ < attempt_.charges.size()) {
    const QuotaCharge& charge = attempt_.charges[looked_behind_++];
    if (charge.on_exceed != OnExceed::kWait) continue;
    queue_for_ = charge;
    phase_ = Phase::kQueueBehind;
    return;
  }
  phase_ = attempt_.charges.empty() ? Phase::kIntent : Phase::kReserve;
}

Effect Call::make_enqueue() const {
  const QuotaPolicy* const quota = in_force_->policy.find_quota(queue_for_.quota);
  return Enqueue{queue_for_.key, static_cast<size_t>(quota->max_waiting),
                 phase_ == Phase::kQueueBehind};
}

void Call::enqueued(QueueAnswer answer) {
  if (phase_ != Phase::kQueueBehind && phase_ != Phase::kQueue) return;
  if (answer.is_full) return finish(queue_full(refusal_, queue_for_));
  if (!answer.place) return look_behind_next();
  place_ = std::move(answer.place);
  wait_for(*in_force_->policy.find_quota(queue_for_.quota), refusal_);
}

const QuotaCharge* Call::waiting_charge(const std::string& quota) const {
  const auto found = std::find_if(
      attempt_.charges.begin(), attempt_.charges.end(), [&quota](const QuotaCharge& charge) {
        return charge.quota == quota && charge.on_exceed == OnExceed::kWait;
      });
  return found == attempt_.charges.end() ? nullptr : &*found;
}

void Call::refused(Status refusal) {
  const QuotaPolicy* const quota = in_force_->policy.find_quota(refused_quota(refusal));
  if (quota == nullptr) return finish(std::move(refusal));
  if (downgrade(*quota, refusal)) return;
  const QuotaCharge* const charge = waiting_charge(quota->name);
  if (refusal.code() != Code::kOverQuota || charge == nullptr) return finish(std::move(refusal));
  if (place_) return wait_for(*quota, std::move(refusal));
  queue_for_ = *charge;
  refusal_ = std::move(refusal);
  phase_ = Phase::kQueue;
}

// The target is tried like another attempt, under its own charges; each one once.
bool Call::downgrade(const QuotaPolicy& quota, const Status& refusal) {
  if (quota.on_exceed != OnExceed::kDowngrade) return false;
  const auto& targets = endpoint_->targets;
  const auto found = std::find_if(targets.begin(), targets.end(), [&quota](const auto& target) {
    return target.model == quota.downgrade_to;
  });
  const auto index = static_cast<size_t>(found - targets.begin());
  const bool was_tried =
      std::find(downgraded_to_.begin(), downgraded_to_.end(), index) != downgraded_to_.end();
  if (found == targets.end() || index == attempt_.target || was_tried) return false;
  if (downgraded_from_.empty()) downgraded_from_ = target().model;
  downgraded_to_.push_back(index);
  note_attempt(refusal);
  leave_queue();
  order_.insert(order_.begin() + static_cast<std::ptrdiff_t>(tries_), index);
  start_attempt();
  return true;
}

void Call::wait_for(const QuotaPolicy& quota, Status refusal) {
  const int64_t now = clock_.monotonic_us();
  if (wait_began_us_ == 0) {
    wait_began_us_ = now;
    wait_until_us_ = std::min(deadline_us_, now + 1000 * quota.max_wait_ms);
  }
  const int64_t retry_ms = refusal.ok() ? 0 : std::min(refusal.retry_after_ms(), kTryEveryMs);
  next_try_us_ = now + 1000 * retry_ms;
  refusal_ = std::move(refusal);
  phase_ = Phase::kPause;
}

Effect Call::pause() {
  const int64_t now = clock_.monotonic_us();
  if (now >= wait_until_us_) {
    finish(refusal_.ok() ? waited_too_long(queue_for_) : refusal_);
    return next();
  }
  const bool is_first = place_->is_first();
  if (is_first && now >= next_try_us_) {
    phase_ = Phase::kReserve;
    return make_reserve();
  }
  const int64_t look_us = is_first ? next_try_us_ : now + 1000 * kLookEveryMs;
  return Pause{std::max<int64_t>(1, (std::min(look_us, wait_until_us_) - now + 999) / 1000)};
}

void Call::leave_queue() {
  if (wait_began_us_ != 0) waited_us_ += clock_.monotonic_us() - wait_began_us_;
  wait_began_us_ = 0;
  place_.reset();
}

}  // namespace weir
