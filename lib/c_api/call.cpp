#include <weir/call.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/ids.h"
#include "c_api/call_handle.h"
#include "c_api/door.h"
#include "c_api/gate_handle.h"
#include "c_api/tags.h"
#include "identity/caller.h"

using weir::CallInput;
using weir::Code;
using weir::HttpEvent;
using weir::Status;
using namespace weir::c_api;

namespace {

Status read_caller(const weir_call_options& given, weir::CallerOptions& out) {
  if (given.user != nullptr) {
    out.user.emplace();
    WEIR_RETURN_IF_ERROR(take_text(given.user, given.user_size, "user", *out.user));
  }
  if (given.groups != nullptr) {
    if (given.group_count > weir::kMaxCallerGroups) {
      return {Code::kInvalidArgument, "caller.group", "a caller has at most 256 groups"};
    }
    out.groups.emplace();
    for (size_t i = 0; i < given.group_count; ++i) {
      const char* name = given.groups[i];
      if (name == nullptr) return null_argument("groups[i]");
      const size_t size = given.group_sizes == nullptr ? std::strlen(name) : given.group_sizes[i];
      WEIR_RETURN_IF_ERROR(take_text(name, size, "groups[i]", out.groups->emplace_back()));
    }
  } else if (given.group_count > 0) {
    return null_argument("groups");
  }
  WEIR_RETURN_IF_ERROR(take_text(given.app, given.app_size, "app", out.app));
  std::string tags;
  WEIR_RETURN_IF_ERROR(take_text(given.tags, given.tags_size, "tags", tags));
  return read_tags(std::move(tags), out.tags);
}

// What goes into a row or a header as it stands: short, and without control characters.
Status take_id(const char* bytes, size_t size, const char* name, std::string& out) {
  WEIR_RETURN_IF_ERROR(take_text(bytes, size, name, out));
  const bool is_printable =
      std::all_of(out.begin(), out.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7f; });
  if (out.size() > 256 || !is_printable) {
    return {Code::kInvalidArgument, "options.id",
            std::string(name) + " must be at most 256 bytes without control characters"};
  }
  return {};
}

Status read_call_options(const weir_call_options* options, const weir_gate& gate, CallInput& out) {
  weir_call_options given = WEIR_CALL_OPTIONS_INIT;
  WEIR_RETURN_IF_ERROR(read_options(options, given));
  weir::CallerOptions caller_options;
  WEIR_RETURN_IF_ERROR(read_caller(given, caller_options));
  auto caller = weir::identify(caller_options, gate.os_user);
  if (!caller.ok()) return std::move(caller).status();
  out.caller = std::move(caller).value();
  WEIR_RETURN_IF_ERROR(take_id(given.endpoint, given.endpoint_size, "endpoint", out.endpoint));
  WEIR_RETURN_IF_ERROR(take_id(given.client_request_id, given.client_request_id_size,
                               "client_request_id", out.client_request_id));
  WEIR_RETURN_IF_ERROR(take_id(given.conversation_id, given.conversation_id_size, "conversation_id",
                               out.conversation_id));
  WEIR_RETURN_IF_ERROR(
      take_id(given.traceparent, given.traceparent_size, "traceparent", out.traceparent));
  if (given.deadline_ms < 0) {
    return {Code::kInvalidArgument, "options.deadline", "deadline_ms must not be below 0"};
  }
  if (given.deadline_ms > 0) {
    constexpr int64_t kLongestMs = 365LL * 24 * 3600 * 1000;
    out.deadline_us =
        weir::system_clock().monotonic_us() + 1000 * std::min(given.deadline_ms, kLongestMs);
  }
  return {};
}

Status take_request(weir_call* call, const char* request, size_t size, std::string& body) {
  if (call == nullptr) return null_argument("call");
  if (request == nullptr) return null_argument("request");
  WEIR_RETURN_IF_ERROR(check_bytes(request, size, "request"));
  // What is too large is refused by its length: one byte more than is allowed will do for that.
  body.assign(request, std::min(size, call->session->max_request_bytes() + 1));
  return {};
}

template <typename Report>
weir_error* reported(weir_call* call, Report&& report) noexcept {
  return guarded(
      [&]() -> Status { return call == nullptr ? null_argument("call") : report(*call->session); });
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

HttpEvent event_of(HttpEvent::Kind kind) {
  HttpEvent event;
  event.kind = kind;
  return event;
}

// What the caller's HTTP stack failed with, in the reason ids of gateway/transport.h.
Status failure_of(int32_t code) {
  switch (code) {
    case WEIR_TIMEOUT:
      return {Code::kTimeout, "http.timeout.total",
              "the caller's HTTP stack ran into a time limit"};
    case WEIR_CANCELLED:
      return {Code::kCancelled, "call.cancelled", "the call was cancelled"};
    case WEIR_UNAVAILABLE:
      return {Code::kUnavailable, "http.connect", "the caller's HTTP stack could not connect"};
    default:
      return {Code::kProvider, "http.closed_early", "the caller's HTTP stack lost the connection"};
  }
}

template <typename Field>
const char* lend_field(const weir_action* action, size_t* size, Field field) noexcept {
  return lend(action == nullptr ? std::string_view() : std::string_view(action->*field), size);
}

const weir::QuotaRemaining* quota_of(const weir_call* call, size_t index) noexcept {
  return call == nullptr ? nullptr : call->session->quota(index);
}

}  // namespace

weir_error* weir_call_new(weir_gate* gate, const weir_call_options* options,
                          weir_call** call) noexcept {
  return guarded([&]() -> Status {
    if (call == nullptr) return null_argument("call");
    *call = nullptr;
    if (gate == nullptr) return null_argument("gate");
    CallInput input;
    WEIR_RETURN_IF_ERROR(read_call_options(options, *gate, input));
    input.request_id = weir::Uuid::make_v7(weir::system_clock().wall_us());
    weir::fill_random(&input.random, sizeof input.random);
    auto made = std::make_unique<weir_call>();
    made->session = std::make_shared<CallSession>(gate->gate, std::move(input));
    *call = made.release();
    return {};
  });
}

void weir_call_free(weir_call* call) noexcept {
  try {
    const std::unique_ptr<weir_call> owned(call);
  } catch (...) {  // out of memory while settling: the stores make it good from the log
  }
}

void weir_call_cancel(weir_call* call) noexcept {
  if (call != nullptr) call->session->cancel();
}

weir_error* weir_call_run(weir_call* call, const char* request, size_t request_size) noexcept {
  return guarded([&]() -> Status {
    std::string body;
    WEIR_RETURN_IF_ERROR(take_request(call, request, request_size, body));
    return call->session->run(std::move(body));
  });
}

weir_error* weir_call_stream(weir_call* call, const char* request, size_t request_size,
                             weir_stream** stream) noexcept {
  return guarded([&]() -> Status {
    if (stream == nullptr) return null_argument("stream");
    *stream = nullptr;
    std::string body;
    WEIR_RETURN_IF_ERROR(take_request(call, request, request_size, body));
    auto made = std::make_unique<weir_stream>();
    made->session = call->session;
    WEIR_RETURN_IF_ERROR(call->session->start_stream(std::move(body)));
    *stream = made.release();
    return {};
  });
}

weir_error* weir_stream_next(weir_stream* stream, int64_t timeout_ms,
                             const weir_event** event) noexcept {
  return guarded([&]() -> Status {
    if (event == nullptr) return null_argument("event");
    *event = nullptr;
    if (stream == nullptr) return null_argument("stream");
    auto next = stream->session->next_event(timeout_ms);
    if (!next.ok()) return std::move(next).status();
    *event = next.value();
    return {};
  });
}

int weir_stream_descriptor(const weir_stream* stream) noexcept {
  return stream == nullptr ? -1 : stream->session->descriptor();
}

void weir_stream_free(weir_stream* stream) noexcept {
  if (stream == nullptr) return;
  try {
    const std::unique_ptr<weir_stream> owned(stream);
    owned->session->stop();
  } catch (...) {  // as in weir_call_free
  }
}

const char* weir_event_data(const weir_event* event, size_t* size) noexcept {
  return lend(event == nullptr ? std::string_view() : event->data, size);
}

const char* weir_event_text(const weir_event* event, size_t* size) noexcept {
  return lend(event == nullptr ? std::string_view() : event->text, size);
}

weir_error* weir_call_carry(weir_call* call, const char* request, size_t request_size) noexcept {
  return guarded([&]() -> Status {
    std::string body;
    WEIR_RETURN_IF_ERROR(take_request(call, request, request_size, body));
    return call->session->carry(std::move(body));
  });
}

weir_error* weir_call_next_action(weir_call* call, const weir_action** action) noexcept {
  return guarded([&]() -> Status {
    if (action == nullptr) return null_argument("action");
    *action = nullptr;
    if (call == nullptr) return null_argument("call");
    auto next = call->session->next_action();
    if (!next.ok()) return std::move(next).status();
    *action = next.value();
    return {};
  });
}

int32_t weir_action_kind(const weir_action* action) noexcept {
  return action == nullptr ? 0 : action->kind;
}

int64_t weir_action_exchange(const weir_action* action) noexcept {
  return action == nullptr ? 0 : action->exchange;
}

const char* weir_action_method(const weir_action* action, size_t* size) noexcept {
  return lend_field(action, size, &weir_action::method);
}

const char* weir_action_url(const weir_action* action, size_t* size) noexcept {
  return lend_field(action, size, &weir_action::url);
}

const char* weir_action_body(const weir_action* action, size_t* size) noexcept {
  return lend_field(action, size, &weir_action::body);
}

int32_t weir_action_status(const weir_action* action) noexcept {
  return action == nullptr ? 0 : action->status;
}

int64_t weir_action_timeout_ms(const weir_action* action) noexcept {
  return action == nullptr ? 0 : action->timeout_ms;
}

size_t weir_action_header_count(const weir_action* action) noexcept {
  return action == nullptr ? 0 : action->headers.size();
}

const char* weir_action_header_name(const weir_action* action, size_t index,
                                    size_t* size) noexcept {
  const bool is_there = action != nullptr && index < action->headers.size();
  return lend(is_there ? std::string_view(action->headers[index].first) : "", size);
}

const char* weir_action_header_value(const weir_action* action, size_t index,
                                     size_t* size) noexcept {
  const bool is_there = action != nullptr && index < action->headers.size();
  return lend(is_there ? std::string_view(action->headers[index].second) : "", size);
}

weir_error* weir_call_report_status(weir_call* call, int64_t exchange, int32_t status) noexcept {
  return reported(call,
                  [&](CallSession& session) { return session.report_status(exchange, status); });
}

weir_error* weir_call_report_header(weir_call* call, int64_t exchange, const char* name,
                                    size_t name_size, const char* value,
                                    size_t value_size) noexcept {
  return reported(call, [&](CallSession& session) -> Status {
    weir::HttpHeader header;
    WEIR_RETURN_IF_ERROR(take_text(name, name_size, "name", header.name));
    WEIR_RETURN_IF_ERROR(take_text(value, value_size, "value", header.value));
    header.name = lower(std::move(header.name));
    return session.report_header(exchange, std::move(header));
  });
}

weir_error* weir_call_report_body(weir_call* call, int64_t exchange, const char* bytes,
                                  size_t size) noexcept {
  return reported(call, [&](CallSession& session) -> Status {
    HttpEvent event = event_of(HttpEvent::Kind::kBody);
    WEIR_RETURN_IF_ERROR(take_text(bytes, size, "bytes", event.body));
    return session.report(exchange, std::move(event));
  });
}

weir_error* weir_call_report_end(weir_call* call, int64_t exchange) noexcept {
  return reported(call, [&](CallSession& session) {
    return session.report(exchange, event_of(HttpEvent::Kind::kEnd));
  });
}

weir_error* weir_call_report_failure(weir_call* call, int64_t exchange, int32_t code) noexcept {
  return reported(call, [&](CallSession& session) {
    HttpEvent event = event_of(HttpEvent::Kind::kFailed);
    event.failure = failure_of(code);
    return session.report(exchange, std::move(event));
  });
}

const char* weir_call_answer(const weir_call* call, size_t* size) noexcept {
  return lend(call == nullptr ? std::string_view() : call->session->answer(), size);
}

const char* weir_call_answer_text(const weir_call* call, size_t* size) noexcept {
  return lend(call == nullptr ? std::string_view() : call->session->answer_text(), size);
}

const char* weir_call_id(const weir_call* call, size_t* size) noexcept {
  return lend(call == nullptr ? std::string_view() : call->session->id(), size);
}

const char* weir_call_report(const weir_call* call, size_t* size) noexcept {
  try {
    return lend(call == nullptr ? std::string_view() : call->session->made_report(), size);
  } catch (...) {  // out of memory
    return lend({}, size);
  }
}

size_t weir_call_quota_count(const weir_call* call) noexcept {
  size_t count = 0;
  while (quota_of(call, count) != nullptr) ++count;
  return count;
}

const char* weir_call_quota_name(const weir_call* call, size_t index, size_t* size) noexcept {
  const weir::QuotaRemaining* const quota = quota_of(call, index);
  return lend(quota == nullptr ? std::string_view() : quota->quota, size);
}

const char* weir_call_quota_key(const weir_call* call, size_t index, size_t* size) noexcept {
  const weir::QuotaRemaining* const quota = quota_of(call, index);
  return lend(quota == nullptr ? std::string_view() : quota->key, size);
}

const char* weir_call_quota_metric(const weir_call* call, size_t index, size_t* size) noexcept {
  const weir::QuotaRemaining* const quota = quota_of(call, index);
  return lend(quota == nullptr ? std::string_view() : weir::name_of(quota->metric), size);
}

int64_t weir_call_quota_limit(const weir_call* call, size_t index) noexcept {
  const weir::QuotaRemaining* const quota = quota_of(call, index);
  return quota == nullptr ? 0 : quota->limit;
}

int64_t weir_call_quota_remaining(const weir_call* call, size_t index) noexcept {
  const weir::QuotaRemaining* const quota = quota_of(call, index);
  return quota == nullptr ? 0 : quota->remaining;
}

int64_t weir_call_quota_reset_ms(const weir_call* call, size_t index) noexcept {
  const weir::QuotaRemaining* const quota = quota_of(call, index);
  return quota == nullptr ? 0 : quota->reset_ms;
}
