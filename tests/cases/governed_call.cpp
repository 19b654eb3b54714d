#include "cases/governed_call.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "cases/socket_client.h"

namespace weir::testing {
namespace {

FailureSeen seen(const error& failure) {
  FailureSeen out;
  out.code = failure.code();
  out.reason = failure.reason();
  out.message = failure.message();
  out.details = failure.details();
  out.body = failure.body();
  out.http_status = failure.http_status();
  out.retry_after_ms = failure.retry_after_ms();
  out.is_retryable = failure.is_retryable();
  return out;
}

result<call> new_call(gate& gate, const CallerSpec& caller) {
  call_options options;
  options.endpoint = caller.endpoint;
  options.user = caller.user;
  options.groups.emplace(caller.groups.begin(), caller.groups.end());
  options.app = caller.app;
  options.tags = caller.tags;
  options.deadline_ms = caller.deadline_ms;
  return gate.try_new_call(options);
}

void read_stream(stream& from, GovernedOutcome& out) {
  for (;;) {
    result<std::optional<event>> next = from.try_next();
    if (!next.ok()) {
      out.failure = seen(next.error());
      return;
    }
    if (!next.value()) return;
    out.events.emplace_back(next.value()->data());
    out.text.append(next.value()->text());
  }
}

// The caller's side of the carry door: does what the actions say.
class Carrier {
 public:
  Carrier(call& governed, size_t piece, GovernedOutcome& out)
      : call_(governed), piece_(piece), out_(out) {}

  void run() {
    for (;;) {
      result<action> next = call_.try_next_action();
      if (!next.ok()) {
        out_.failure = seen(next.error());
        return;
      }
      const action& now = next.value();
      if (now.kind() == WEIR_ACTION_SEND) send(now);
      if (now.kind() == WEIR_ACTION_WAIT) wait(now);
      if (now.kind() == WEIR_ACTION_SHOW) show(now);
      if (now.kind() == WEIR_ACTION_DONE) return;
    }
  }

 private:
  void send(const action& now) {
    client_ = std::make_unique<SocketClient>();
    unreported_.clear();
    std::vector<std::pair<std::string, std::string>> headers;
    for (size_t i = 0; i < now.header_count(); ++i) headers.emplace_back(now.header(i));
    if (!client_->send(now.method(), now.url(), headers, now.body())) {
      ignore(call_.try_report_failure(now.exchange(), WEIR_UNAVAILABLE));
    }
  }

  void wait(const action& now) {
    if (!unreported_.empty()) return report_piece(now.exchange());
    SocketEvent event = client_->next(now.timeout_ms());
    switch (event.kind) {
      case SocketEvent::Kind::kHead:
        ignore(call_.try_report_status(now.exchange(), event.status));
        for (const auto& [name, value] : event.headers) {
          ignore(call_.try_report_header(now.exchange(), name, value));
        }
        break;
      case SocketEvent::Kind::kBody:
        unreported_ = std::move(event.body);
        report_piece(now.exchange());
        break;
      case SocketEvent::Kind::kEnd:
        ignore(call_.try_report_end(now.exchange()));
        break;
      case SocketEvent::Kind::kBroken:
        ignore(call_.try_report_failure(now.exchange(), WEIR_PROVIDER));
        break;
      case SocketEvent::Kind::kTimeout:
        ignore(call_.try_report_failure(now.exchange(), WEIR_TIMEOUT));
        break;
    }
  }

  void report_piece(int64_t exchange) {
    const size_t size = piece_ == 0 ? unreported_.size() : std::min(piece_, unreported_.size());
    ignore(call_.try_report_body(exchange, std::string_view(unreported_).substr(0, size)));
    unreported_.erase(0, size);
  }

  void show(const action& now) {
    out_.status = now.status();
    for (size_t i = 0; i < now.header_count(); ++i) out_.headers.emplace_back(now.header(i));
    for (const auto& [name, value] : out_.headers) {
      if (name == "content-type") out_.is_stream = value == "text/event-stream";
    }
    if (out_.is_stream) {
      take_events(now.body());
    } else {
      out_.body = now.body();
      out_.text = call_.text();
    }
  }

  // As weir writes them: "data: " lines and a blank one.
  void take_events(std::string_view bytes) {
    constexpr std::string_view kField = "data: ";
    while (!bytes.empty()) {
      const size_t end = std::min(bytes.find("\n\n"), bytes.size());
      std::string data;
      for (std::string_view lines = bytes.substr(0, end); !lines.empty();) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        if (!data.empty()) data += '\n';
        if (line.starts_with(kField)) data += line.substr(kField.size());
      }
      out_.has_end_mark = data == "[DONE]";
      if (!out_.has_end_mark) out_.events.push_back(std::move(data));
      bytes.remove_prefix(std::min(end + 2, bytes.size()));
    }
  }

  // A report that comes after the call is over is refused, and harmless.
  static void ignore(const result<void>& outcome) { static_cast<void>(outcome.ok()); }

  call& call_;
  const size_t piece_;
  GovernedOutcome& out_;
  std::unique_ptr<SocketClient> client_;
  std::string unreported_;
};

void finish(const call& governed, GovernedOutcome& out) {
  out.request_id = governed.id();
  out.report = governed.report();
}

}  // namespace

GovernedOutcome run_call(gate& gate, const CallerSpec& caller, std::string_view body,
                         RunForm form) {
  GovernedOutcome out;
  result<call> made = new_call(gate, caller);
  if (!made.ok()) {
    out.failure = seen(made.error());
    return out;
  }
  call& governed = made.value();
  if (form == RunForm::kStream) {
    out.is_stream = true;
    result<stream> started = governed.try_stream(body);
    if (started.ok()) {
      read_stream(started.value(), out);
    } else {
      out.failure = seen(started.error());
    }
  } else {
    const result<answer> answered = governed.try_run(body);
    if (!answered.ok()) out.failure = seen(answered.error());
    out.text = governed.text();
  }
  out.body = governed.body();
  finish(governed, out);
  return out;
}

GovernedOutcome carry_call(gate& gate, const CallerSpec& caller, std::string_view body,
                           size_t piece) {
  GovernedOutcome out;
  result<call> made = new_call(gate, caller);
  if (!made.ok()) {
    out.failure = seen(made.error());
    return out;
  }
  const result<void> begun = made.value().try_carry(body);
  if (!begun.ok()) {
    out.failure = seen(begun.error());
    return out;
  }
  Carrier(made.value(), piece, out).run();
  finish(made.value(), out);
  return out;
}

}  // namespace weir::testing
