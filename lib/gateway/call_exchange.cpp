// The exchange of a call: what is sent, and what comes of it.
#include <algorithm>
#include <limits>
#include <utility>

#include "gateway/call.h"
#include "gateway/rate_limit_fields.h"
#include "gateway/route.h"

namespace weir {
namespace {

// How long a provider may take to end the body after the stream's end mark, for the sake of the
// connection's reuse.
constexpr int64_t kLingerUs = 250'000;

bool is_success(int32_t status) {
  return status >= 200 && status < 300;
}

std::string_view header_value(const std::vector<HttpHeader>& headers, std::string_view name) {
  for (const auto& header : headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

int64_t retry_after_ms(const std::vector<HttpHeader>& headers) {
  const std::string_view text = header_value(headers, "retry-after");
  int64_t seconds = 0;
  for (const char c : text) {
    if (c < '0' || c > '9' || seconds > 86'400) return 0;  // a date, or out of reason
    seconds = seconds * 10 + (c - '0');
  }
  return seconds * 1000;
}

}  // namespace

Effect Call::make_send() {
  const ProviderPolicy& where = provider();
  HttpRequest request;
  request.url = in_force_->url_of(*endpoint_, attempt_.target);
  request.headers = {{"Content-Type", "application/json"},
                     {"Accept", is_stream_ ? "text/event-stream" : "application/json"}};
  for (const auto& [name, value] : where.headers) request.headers.push_back({name, value});
  if (!input_.traceparent.empty()) request.headers.push_back({"traceparent", input_.traceparent});
  if (attempt_.key) {
    request.key_header = where.key_header;
    request.key_prefix = where.key_prefix;
    request.key = Secret(attempt_.key->reveal());
  }
  request.body = attempt_.body;
  request.connect_timeout_ms = endpoint_->timeouts.connect_ms;
  request.first_byte_timeout_ms = endpoint_->timeouts.first_token_ms;
  request.total_timeout_ms = std::max<int64_t>(1, remaining_us() / 1000);
  // A stream is bounded by its text, its events and its time.
  request.max_response_bytes =
      is_stream_ ? std::numeric_limits<int64_t>::max() : in_force_->policy.limits.max_body_bytes;
  attempt_.exchange = ++exchanges_;
  attempt_.was_sent = true;
  attempt_.sent_us = clock_.monotonic_us();
  first_token_us_ = -1;
  status_ = 0;
  headers_.clear();
  body_.clear();
  stream_.reset();
  stream_end_.reset();
  key_echo_ = {};
  phase_ = Phase::kExchange;
  return Send{attempt_.exchange, std::move(request)};
}

Effect Call::await() {
  const int64_t now = clock_.monotonic_us();
  if (stream_ && stream_->is_done() && now >= done_us_ + kLingerUs) {
    abandon();
    stream_end_ = Status();
    return next();
  }
  int64_t until = deadline_us_;
  const char* reason = "http.timeout.total";
  const int64_t first = attempt_.sent_us + 1000 * endpoint_->timeouts.first_token_ms;
  if (!attempt_.has_body && first < until) {
    until = first;
    reason = "http.timeout.first_token";
  }
  if (stream_ && stream_->is_done()) until = std::min(until, done_us_ + kLingerUs);
  if (now < until) return Await{attempt_.exchange, (until - now + 999) / 1000};
  attempt_failed({Code::kTimeout, reason,
                  "provider " + provider().name + " took longer than the policy's timeouts allow"});
  return next();
}

bool Call::arrived(int64_t exchange, HttpEvent event) {
  if (phase_ != Phase::kExchange || exchange != attempt_.exchange) return false;
  switch (event.kind) {
    case HttpEvent::Kind::kNone:
      break;
    case HttpEvent::Kind::kHead:
      take_head(std::move(event));
      break;
    case HttpEvent::Kind::kBody:
      take_body(event.body);
      break;
    case HttpEvent::Kind::kEnd:
    case HttpEvent::Kind::kFailed:
      attempt_.is_over = true;
      if (stream_)
        stream_end_ = std::move(event.failure);
      else if (event.failure.ok())
        take_end();
      else
        attempt_failed(std::move(event.failure));
      break;
  }
  return true;
}

void Call::take_head(HttpEvent event) {
  if (status_ >= 200) return;  // an answer has one head
  status_ = event.status;
  headers_ = std::move(event.headers);
  answer_ = AnswerSummary{};
  const bool says_other =
      header_value(headers_, "content-type").find("json") != std::string_view::npos;
  if (is_stream_ && is_success(status_) && !says_other) {
    stream_.emplace(in_force_, guard(), *endpoint_, *request_);
  }
}

void Call::take_body(const std::string& bytes) {
  attempt_.has_body = true;
  if (first_token_us_ < 0) first_token_us_ = clock_.monotonic_us() - attempt_.sent_us;
  if (stream_ && key_echo_.comes_with(bytes, key())) {
    attempt_failed({Code::kProvider, "provider.echoed_key",
                    "provider " + provider().name + " repeated its key in its answer"});
  } else if (stream_) {
    Status status = stream_->feed(bytes);
    if (!status.ok()) attempt_failed(std::move(status));
  } else if (!body_.append(bytes)) {
    attempt_failed(
        {Code::kProvider, "http.too_large",
         "the answer of provider " + provider().name + " is larger than limits/max_body_bytes"});
  }
}

// The first event is shown before the others are looked at; later ones go together. What ended the
// body counts when all that came before it has been taken.
void Call::pump_stream() {
  while (stream_->has_next() && (shown_ || ready_.empty())) {
    if (Status status = stream_->take_next(ready_); !status.ok()) {
      return attempt_failed(std::move(status));
    }
    if (stream_->is_done()) done_us_ = clock_.monotonic_us();
  }
  if (!ready_.empty()) {
    shown_ = true;
  } else if (stream_end_ && !stream_->has_next()) {
    const Status how = std::move(*stream_end_);
    stream_end_.reset();
    how.ok() ? finish_stream() : attempt_failed(how);
  }
}

void Call::finish_stream() {
  if (Status status = stream_->end(ready_); !status.ok()) return attempt_failed(std::move(status));
  note_attempt({});
  show_ = Show{status_, {}, true, {}, stream_->take_tail()};
  if (!std::exchange(showed_headers_, true)) show_->headers = shown_headers();
  finish({});
}

void Call::take_end() {
  if (!is_success(status_)) return provider_refused();
  if (is_stream_) {
    return attempt_failed(
        {Code::kProvider, "provider.malformed",
         "provider " + provider().name + " answered a request for a stream with a whole answer"});
  }
  finish_whole();
}

void Call::finish_whole() {
  WholeAnswer answer =
      filter_answer(*in_force_, guard(), *endpoint_, taken_body(), request_->wants_json);
  answer_ = std::move(answer.summary);
  if (!answer.status.ok()) return attempt_failed(std::move(answer.status));
  note_attempt({});
  show_ = Show{status_, shown_headers(), false, std::move(answer.body), {}};
  finish({});
}

std::string_view Call::key() const {
  return attempt_.key ? attempt_.key->reveal() : std::string_view();
}

std::string Call::taken_body() {
  return without_key(body_.take(), key());
}

// The provider's error goes on to the caller, scanned like an answer: it may echo the prompt.
void Call::provider_refused() {
  Status failure = Status(Code::kProvider, "provider.status",
                          "provider " + provider().name + " answered HTTP " +
                              std::to_string(status_) + "; its own error body is the answer")
                       .with_http_status(status_)
                       .with_retry_after_ms(retry_after_ms(headers_));
  if (can_fall_back(failure)) return attempt_failed(std::move(failure));
  WholeAnswer answer =
      filter_answer(*in_force_, guard(), *endpoint_, taken_body(), request_->wants_json);
  answer_ = std::move(answer.summary);
  if (answer.status.ok()) show_ = Show{status_, shown_headers(), false, std::move(answer.body), {}};
  note_attempt(failure);
  finish(std::move(failure));
}

std::vector<HttpHeader> Call::shown_headers() const {
  std::vector<HttpHeader> shown = {
      {"content-type", stream_ ? "text/event-stream" : "application/json"},
      {"weir-request-id", input_.request_id.text()}};
  for (const char* name : {"x-request-id", "retry-after", "retry-after-ms"}) {
    if (const auto value = header_value(headers_, name); !value.empty()) {
      shown.push_back({name, in_force_->as_name(std::string(value))});
    }
  }
  for (HttpHeader& field : rate_limit_fields(remaining_)) shown.push_back(std::move(field));
  if (clamped_) {
    shown.push_back({"weir-clamped-max-output-tokens", std::to_string(*max_output_tokens_)});
  }
  return shown;
}

bool Call::can_fall_back(const Status& failure) const {
  return !shown_ && tries_ < order_.size() && falls_back(endpoint_->fallback, failure) &&
         remaining_us() > 0;
}

void Call::attempt_failed(Status failure) {
  if (phase_ == Phase::kExchange) abandon();
  if (stream_) answer_ = stream_->summary();
  note_attempt(failure);
  if (!can_fall_back(failure)) return finish(std::move(failure));
  settle_attempt(failure);
  ready_.clear();
  stream_.reset();
  answer_ = AnswerSummary{};
  start_attempt();
}

void Call::note_attempt(const Status& status) {
  const int64_t duration = attempt_.was_sent ? clock_.monotonic_us() - attempt_.sent_us : 0;
  provider_us_ += duration;
  attempts_.push_back({provider().name, target().model, provider().base_url.host,
                       std::string(status.reason()), status_, duration});
}

}  // namespace weir
