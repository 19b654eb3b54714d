// The carry door: the caller's own HTTP stack sends, one action at a time.

#include <algorithm>

#include "base/secret.h"
#include "c_api/call_handle.h"
#include "gateway/driver.h"
#include "providers/sse/sse_writer.h"

// The provider's key may be among the headers.
weir_action::~weir_action() {
  for (auto& header : headers) weir::wipe(header.second);
}

weir_action& weir_action::operator=(weir_action&& other) noexcept {
  for (auto& header : headers) weir::wipe(header.second);
  kind = other.kind;
  exchange = other.exchange;
  timeout_ms = other.timeout_ms;
  status = other.status;
  method = std::move(other.method);
  url = std::move(other.url);
  body = std::move(other.body);
  headers = std::move(other.headers);
  return *this;
}

namespace weir::c_api {
namespace {

// As libcurl limits them.
constexpr size_t kMaxHeaders = 256;
constexpr size_t kMaxHeadBytes = 65'536;

}  // namespace

Status CallSession::carry(std::string request) {
  return begin(std::move(request), CallInput::Form::kAsRequested, false);
}

Result<const weir_action*> CallSession::next_action() {
  if (!call_ || running_ != nullptr) {
    return Status(Code::kInvalidArgument, "call.not_carried", "call weir_call_carry first");
  }
  {
    const MutexLock lock(mutex_);
    if (is_cancelled_) call_->cancel();
  }
  for (;;) {
    Effect effect = advance_once();
    if (auto* send = std::get_if<Send>(&effect)) {
      action_ = to_action(std::move(*send));
      return &action_;
    }
    if (auto* show = std::get_if<Show>(&effect)) {
      action_ = to_action(std::move(*show));
      return &action_;
    }
    if (auto* paused = std::get_if<Pause>(&effect)) {
      action_ = {};
      action_.kind = WEIR_ACTION_WAIT;
      action_.timeout_ms = paused->timeout_ms;
      return &action_;
    }
    if (auto* await = std::get_if<Await>(&effect)) {
      action_ = {};
      action_.kind = WEIR_ACTION_WAIT;
      action_.exchange = await->exchange;
      action_.timeout_ms = await->timeout_ms;
      return &action_;
    }
    if (auto* done = std::get_if<Done>(&effect)) {
      end();
      // The provider's own error has been shown as an answer with its status.
      if (!done->status.ok() && !has_shown_) return std::move(done->status);
      action_ = {};
      action_.kind = WEIR_ACTION_DONE;
      return &action_;
    }
    // Abandon: the caller learns of it when it reports under an id that is not under way.
  }
}

Effect CallSession::advance_once() {
  try {
    return advance(*call_, gate_->edges());
  } catch (...) {
    call_->fail();
    throw;
  }
}

weir_action CallSession::to_action(Send send) {
  weir_action action;
  action.kind = WEIR_ACTION_SEND;
  action.exchange = exchange_ = send.exchange;
  action.timeout_ms = std::min(send.request.first_byte_timeout_ms, send.request.total_timeout_ms);
  action.method = std::move(send.request.method);
  action.url = std::move(send.request.url);
  action.body = std::move(send.request.body);
  for (auto& header : send.request.headers) {
    action.headers.emplace_back(std::move(header.name), std::move(header.value));
  }
  if (!send.request.key_header.empty()) {
    std::string value;
    const std::string_view key = send.request.key.reveal();
    value.reserve(send.request.key_prefix.size() + key.size());  // no copy is left behind
    value.append(send.request.key_prefix).append(key);
    action.headers.emplace_back(send.request.key_header, std::move(value));
  }
  head_ = {};
  return action;
}

weir_action CallSession::to_action(Show show) {
  weir_action action;
  action.kind = WEIR_ACTION_SHOW;
  action.exchange = exchange_;
  action.status = show.status;
  if (!has_shown_) {
    for (auto& header : show.headers) {
      action.headers.emplace_back(std::move(header.name), std::move(header.value));
    }
  }
  if (show.is_stream) {
    for (const ShownEvent& event : show.events) action.body += sse_event(event.data);
  } else {
    has_shown_ = true;
    answer_ = show.body;
    answer_text_ = call_->answer_text();
    action.body = std::move(show.body);
  }
  return action;
}

Status CallSession::check_exchange(int64_t exchange) const {
  if (!call_ || running_ != nullptr || !call_->is_under_way(exchange)) {
    return {Code::kInvalidArgument, "exchange.unknown", "no exchange of that id is under way"};
  }
  return {};
}

Status CallSession::report_status(int64_t exchange, int32_t status) {
  WEIR_RETURN_IF_ERROR(check_exchange(exchange));
  head_ = {};
  head_bytes_ = 0;
  head_.kind = HttpEvent::Kind::kHead;
  head_.status = status;
  return {};
}

Status CallSession::report_header(int64_t exchange, HttpHeader header) {
  WEIR_RETURN_IF_ERROR(check_exchange(exchange));
  head_bytes_ += header.name.size() + header.value.size();
  if (head_.headers.size() >= kMaxHeaders || head_bytes_ > kMaxHeadBytes) {
    HttpEvent failed;
    failed.kind = HttpEvent::Kind::kFailed;
    failed.failure = Status(Code::kProvider, "http.too_large", "the answer's head is too large");
    head_ = {};
    arrive(*call_, gate_->edges(), exchange, std::move(failed));
    return {};
  }
  head_.headers.push_back(std::move(header));
  return {};
}

// The head is complete when the first thing behind it comes.
Status CallSession::flush_head() {
  if (head_.kind != HttpEvent::Kind::kHead) return {};
  const bool taken = arrive(*call_, gate_->edges(), exchange_, std::move(head_));
  head_ = {};
  return taken ? Status() : check_exchange(0);
}

Status CallSession::report(int64_t exchange, HttpEvent event) {
  WEIR_RETURN_IF_ERROR(check_exchange(exchange));
  WEIR_RETURN_IF_ERROR(flush_head());
  return arrive(*call_, gate_->edges(), exchange, std::move(event)) ? Status() : check_exchange(0);
}

}  // namespace weir::c_api
