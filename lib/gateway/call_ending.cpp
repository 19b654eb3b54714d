// The way out of a call: every exit ends here, with its charge, its outcome and what may be shown.
#include <algorithm>
#include <utility>

#include "gateway/call.h"

namespace weir {
namespace {

Outcome outcome_of(const Status& failure) {
  switch (failure.code()) {
    case Code::kOk:
      return Outcome::kAnswered;
    case Code::kDenied:
      return Outcome::kDenied;
    case Code::kBlocked:
      return Outcome::kBlocked;
    case Code::kOverQuota:
    case Code::kNeverAdmissible:
      return Outcome::kOverQuota;
    case Code::kTimeout:
      return Outcome::kTimeout;
    case Code::kCancelled:
      return Outcome::kCancelled;
    case Code::kInvalidRequest:
    case Code::kInvalidArgument:
      return Outcome::kInvalid;
    default:
      return Outcome::kFailed;
  }
}

Status cancelled() {
  return {Code::kCancelled, "call.cancelled", "the call was cancelled"};
}

Status out_of_memory() {
  return {Code::kOutOfMemory, "memory.exhausted", "out of memory in the middle of the call"};
}

}  // namespace

// Nothing can be taken back once the outcome is on its way to the record.
void Call::take_interruption() {
  if (is_broken_) {
    is_broken_ = false;
    show_.reset();
    ready_.clear();
    if (phase_ < Phase::kOutcome) break_off(out_of_memory());
  }
  if (std::exchange(cancel_asked_, false) && phase_ < Phase::kOutcome) break_off(cancelled());
}

void Call::break_off(const Status& status) {
  if (phase_ == Phase::kExchange) {
    abandon();
    if (stream_) answer_ = stream_->summary();
    ready_.clear();
    note_attempt(status);
  }
  finish(status);
}

void Call::abandon() {
  if (!attempt_.is_over) abandoned_.push_back(attempt_.exchange);
}

void Call::finish(Status status) {
  leave_queue();
  if (stream_) answer_ = stream_->summary();
  outcome_ = outcome_of(status);
  ended_us_ = clock_.monotonic_us();
  settle_attempt(status);
  final_ = std::move(status);
  phase_ = Phase::kOutcome;
}

ChargeBasis Call::charge_basis(const Status& status) const {
  const bool never_connected = status_ == 0 && (status.code() == Code::kUnavailable ||
                                                status.reason() == "http.timeout.connect");
  if (!attempt_.was_sent || never_connected) return ChargeBasis::kNeverSent;
  if (status_ >= 400) return ChargeBasis::kRefused;
  if (answer_.usage) return ChargeBasis::kReported;
  // What was received tells what was made only of an answer that came whole, and not where more
  // candidates were made than are shown.
  if (status.ok() && request_->choices == request_->answers) return ChargeBasis::kReceived;
  return stream_ ? ChargeBasis::kCut : ChargeBasis::kUnknown;
}

void Call::settle_attempt(const Status& status) {
  MeterInput input;
  input.basis = charge_basis(status);
  input.reported = answer_.usage;
  input.request_bytes = static_cast<int64_t>(attempt_.body.size());
  input.received_bytes = answer_.text_bytes;
  const Metered used = meter(input, in_force_->prices,
                             endpoint_ != nullptr && !order_.empty() ? target().model : "");
  metered_ = with_attempt(metered_, used);
  if (!attempt_.holds_quota) return;
  attempt_.holds_quota = false;
  to_settle_.push_back({attempt_.id, used.basis == ChargeBasis::kNeverSent,
                        settled_use(used, attempt_.bound, in_force_->prices, target().model)});
}

Effect Call::show_ready() {
  Show show{status_, {}, true, {}, std::move(ready_)};
  if (!std::exchange(showed_headers_, true)) show.headers = shown_headers();
  ready_.clear();
  return show;
}

Effect Call::take_show() {
  phase_ = Phase::kSettle;
  if (!show_) return next();
  Show show = std::move(*show_);
  show_.reset();
  return show;
}

const TargetPolicy& Call::target() const {
  return endpoint_->targets[attempt_.target];
}

const ProviderPolicy& Call::provider() const {
  return in_force_->policy.providers[target().provider];
}

const EndpointGuard& Call::guard() const {
  return in_force_->guard_of(*endpoint_);
}

int64_t Call::remaining_us() const {
  return std::max<int64_t>(0, deadline_us_ - clock_.monotonic_us());
}

}  // namespace weir
