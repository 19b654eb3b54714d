#include "gateway/runner.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace weir {

Runner::Step Runner::step(int64_t timeout_ms) {
  const int64_t begun = edges_.clock.monotonic_us();
  for (;;) {
    if (is_cancelled_) call_.cancel();
    Effect effect = advance(call_, edges_);
    if (auto* send_effect = std::get_if<Send>(&effect)) {
      send(*send_effect);
    } else if (auto* gone = std::get_if<Abandon>(&effect)) {
      abandon(gone->exchange);
    } else if (auto* show = std::get_if<Show>(&effect)) {
      return std::move(*show);
    } else if (auto* done = std::get_if<Done>(&effect)) {
      abandon(exchange_id_);
      return std::move(*done);
    } else if (auto* paused = std::get_if<Pause>(&effect)) {
      const int64_t spent_ms = (edges_.clock.monotonic_us() - begun) / 1000;
      const int64_t left = timeout_ms < 0 ? -1 : std::max<int64_t>(0, timeout_ms - spent_ms);
      if (!pause(paused->timeout_ms, left)) return Waiting{};
    } else {
      const int64_t spent_ms = (edges_.clock.monotonic_us() - begun) / 1000;
      const int64_t left = timeout_ms < 0 ? -1 : std::max<int64_t>(0, timeout_ms - spent_ms);
      if (!receive(std::get<Await>(effect), left)) return Waiting{};
      if (call_.is_streaming() && !std::exchange(has_told_accepted_, true)) return Accepted{};
    }
  }
}

void Runner::send(Send& effect) {
  auto exchange = transport_.send(std::move(effect.request));
  exchange_id_ = effect.exchange;
  if (!exchange.ok()) {
    HttpEvent event;
    event.kind = HttpEvent::Kind::kFailed;
    event.failure = std::move(exchange).status();
    call_.arrived(effect.exchange, std::move(event));
    return;
  }
  const MutexLock lock(mutex_);
  exchange_ = std::move(exchange).value();
}

void Runner::abandon(int64_t exchange) {
  if (exchange != exchange_id_) return;
  const MutexLock lock(mutex_);
  exchange_.reset();
}

bool Runner::pause(int64_t wait_ms, int64_t timeout_ms) {
  wait_ms_ = wait_ms;
  const bool is_callers_limit = timeout_ms >= 0 && timeout_ms < wait_ms;
  const auto until = std::chrono::steady_clock::now() +
                     std::chrono::milliseconds(is_callers_limit ? timeout_ms : wait_ms);
  const MutexLock lock(mutex_);
  while (!is_cancelled_) {
    if (cancelled_.wait_until(mutex_, until) == std::cv_status::timeout) break;
  }
  return !is_callers_limit || is_cancelled_;
}

bool Runner::receive(const Await& effect, int64_t timeout_ms) {
  wait_ms_ = effect.timeout_ms;
  const bool is_callers_limit = timeout_ms >= 0 && timeout_ms < effect.timeout_ms;
  HttpEvent event = exchange_->next(is_callers_limit ? timeout_ms : effect.timeout_ms);
  if (event.kind == HttpEvent::Kind::kNone) return !is_callers_limit;
  arrive(call_, edges_, effect.exchange, std::move(event));
  return true;
}

void Runner::cancel() {
  is_cancelled_ = true;
  const MutexLock lock(mutex_);
  cancelled_.notify_all();
  if (exchange_) exchange_->cancel();
}

int Runner::descriptor() const {
  return exchange_ ? exchange_->descriptor() : -1;
}

}  // namespace weir
