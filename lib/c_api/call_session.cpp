// The run door, whole and streamed, and what both doors share.

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "c_api/call_handle.h"
#include "gateway/driver.h"

namespace weir::c_api {

CallSession::~CallSession() {
  stop();
  for (const int descriptor : {pollable_, ready_, timer_}) {
    if (descriptor >= 0) close(descriptor);
  }
}

Status CallSession::begin(std::string request, CallInput::Form form, bool needs_transport) {
  if (std::exchange(is_used_, true)) {
    return {Code::kInvalidArgument, "call.used", "a call passes one door once: make a new one"};
  }
  if (needs_transport && gate_->transport() == nullptr) {
    return {Code::kUnsupported, "build.no_curl",
            "this build has no libcurl: use weir_call_carry with your own HTTP"};
  }
  if (!gate_->enter()) return {Code::kUnavailable, "gate.closed", "the gate has been closed"};
  is_under_way_ = true;
  input_.body = std::move(request);
  input_.form = form;
  call_.emplace(gate_->in_force(), std::move(input_), gate_->edges().clock);
  if (needs_transport) {
    auto runner = std::make_unique<Runner>(*call_, gate_->edges(), *gate_->transport());
    running_ = runner.get();
    const MutexLock lock(mutex_);
    runner_ = std::move(runner);
    if (is_cancelled_) runner_->cancel();
  } else {
    const MutexLock lock(mutex_);
    if (is_cancelled_) call_->cancel();
  }
  return {};
}

size_t CallSession::max_request_bytes() const {
  return static_cast<size_t>(gate_->in_force()->policy.limits.max_body_bytes);
}

void CallSession::end() {
  if (std::exchange(is_under_way_, false)) gate_->leave();
}

void CallSession::stop() noexcept {
  try {
    cancel();
    while (is_under_way_) finish_one_step();
  } catch (...) {
    // Without memory the outcome stays unwritten: the next opener of the store sweeps the row, and
    // the reservation is charged when it expires.
    end();
  }
}

// What is left of a cancelled call are the stores: the outcome and the settlement.
void CallSession::finish_one_step() {
  if (!call_) return end();
  call_->cancel();
  Status status;
  if (running_ != nullptr) {
    Runner::Step step = running_->step(0);
    auto* done = std::get_if<Done>(&step);
    if (done == nullptr) return;
    status = std::move(done->status);
  } else {
    Effect effect = advance(*call_, gate_->edges());
    auto* done = std::get_if<Done>(&effect);
    if (done == nullptr) return;
    status = std::move(done->status);
  }
  end();
  ended_ = std::move(status);
}

void CallSession::cancel() {
  const MutexLock lock(mutex_);
  is_cancelled_ = true;
  if (runner_) runner_->cancel();
}

// A step that ends by an exception leaves the call half done: what follows is its way out alone, so
// that nothing is shown behind a hole.
Runner::Step CallSession::step_once(int64_t timeout_ms) {
  try {
    return running_->step(timeout_ms);
  } catch (...) {
    call_->fail();
    throw;
  }
}

Status CallSession::run(std::string request) {
  WEIR_RETURN_IF_ERROR(begin(std::move(request), CallInput::Form::kWhole, true));
  for (;;) {
    Runner::Step step = step_once(-1);
    if (auto* show = std::get_if<Show>(&step)) {
      take_show(std::move(*show));
    } else if (auto* done = std::get_if<Done>(&step)) {
      end();
      return std::move(done->status);
    }
  }
}

void CallSession::take_show(Show show) {
  if (!show.is_stream) {
    answer_ = std::move(show.body);
    answer_text_ = call_->answer_text();
    return;
  }
  for (ShownEvent& event : show.events) {
    if (event.data != openai::StreamCodec::kDone) {
      events_.push_back({std::move(event.data), std::move(event.text)});
    }
  }
}

Status CallSession::start_stream(std::string request) {
  WEIR_RETURN_IF_ERROR(begin(std::move(request), CallInput::Form::kStream, true));
  for (;;) {
    Runner::Step step = step_once(-1);
    if (auto* show = std::get_if<Show>(&step)) {
      take_show(std::move(*show));
      if (!events_.empty()) return {};
    } else if (auto* done = std::get_if<Done>(&step)) {
      end();
      ended_ = done->status;
      return std::move(done->status);
    } else if (std::holds_alternative<Runner::Accepted>(step)) {
      return {};
    }
  }
}

Result<const weir_event*> CallSession::next_event(int64_t timeout_ms) {
  const Clock& clock = gate_->edges().clock;
  const int64_t begun = clock.monotonic_us();
  while (events_.empty()) {
    if (ended_) return ended_->ok() ? Result<const weir_event*>(nullptr) : *ended_;
    const int64_t spent = (clock.monotonic_us() - begun) / 1000;
    Runner::Step step = step_once(timeout_ms < 0 ? -1 : std::max<int64_t>(0, timeout_ms - spent));
    if (auto* show = std::get_if<Show>(&step)) {
      take_show(std::move(*show));
    } else if (auto* done = std::get_if<Done>(&step)) {
      end();
      ended_ = std::move(done->status);
    } else if (std::holds_alternative<Runner::Waiting>(step)) {
      if (pollable_ >= 0) watch(false);
      return Status(Code::kTimeout, "stream.wait", "no event came in the time given; ask again");
    }
  }
  shown_event_ = std::move(events_.front());
  events_.pop_front();
  return &shown_event_;
}

// One descriptor for all that a stream can wait for: bytes of the exchange, the call's own time
// limit, and what may be here already. Only "stream.wait" says that nothing is.
int CallSession::descriptor() {
  if (running_ == nullptr) return -1;
  if (pollable_ < 0) {
    pollable_ = epoll_create1(EPOLL_CLOEXEC);
    ready_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (pollable_ < 0 || ready_ < 0 || timer_ < 0) return -1;
    if (!add_to_poll(ready_) || !add_to_poll(timer_)) return -1;
    watch(true);
  }
  return pollable_;
}

bool CallSession::add_to_poll(int source) const {
  epoll_event event{};
  event.events = EPOLLIN;
  return epoll_ctl(pollable_, EPOLL_CTL_ADD, source, &event) == 0;
}

void CallSession::watch(bool may_be_ready) {
  uint64_t count = 1;
  if (may_be_ready) {
    [[maybe_unused]] const ssize_t written = write(ready_, &count, sizeof count);
  } else {
    [[maybe_unused]] const ssize_t got = read(ready_, &count, sizeof count);
  }
  const int64_t wait_ms = std::max<int64_t>(1, running_->wait_ms());
  itimerspec limit{};
  limit.it_value.tv_sec = wait_ms / 1000;
  limit.it_value.tv_nsec = wait_ms % 1000 * 1'000'000;
  timerfd_settime(timer_, 0, &limit, nullptr);
  // A later exchange may have the number of one that was closed, which epoll has let go.
  const int source = running_->descriptor();
  if (source == watched_ && running_->exchange_id() == watched_exchange_) return;
  if (watched_ >= 0) epoll_ctl(pollable_, EPOLL_CTL_DEL, watched_, nullptr);
  watched_ = source >= 0 && add_to_poll(source) ? source : -1;
  watched_exchange_ = running_->exchange_id();
}

const std::string& CallSession::made_report() {
  if (call_) report_ = call_->report();
  return report_;
}

const QuotaRemaining* CallSession::quota(size_t index) const {
  return call_ && index < call_->remaining().size() ? &call_->remaining()[index] : nullptr;
}

}  // namespace weir::c_api
