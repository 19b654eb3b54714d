#include "gateway/call.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/json_edit.h"
#include "gateway/charges.h"
#include "gateway/route.h"
#include "identity/permission.h"
#include "providers/openai/chat_completions.h"

namespace weir {
namespace {

// A reservation whose process died is looked up in the log, and charged in full after this.
constexpr int64_t kReservationGraceUs = 60'000'000;

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

Call::Call(std::shared_ptr<const InForce> in_force, CallInput input, const Clock& clock)
    : in_force_(std::move(in_force)),
      input_(std::move(input)),
      clock_(clock),
      body_(static_cast<size_t>(in_force_->policy.limits.max_body_bytes)),
      begun_wall_us_(clock.wall_us()),
      begun_us_(clock.monotonic_us()) {}

// --- What to do now -----------------------------------------------------------------------------

Effect Call::next() {
  if (phase_ == Phase::kBegin) begin();
  take_interruption();
  if (!abandoned_.empty()) {
    const int64_t exchange = abandoned_.back();
    abandoned_.pop_back();
    return Abandon{exchange};
  }
  // An attempt that failed over settles before the next one reserves; the last one settles after
  // its outcome is on record and its answer shown.
  const bool settles_now = phase_ != Phase::kOutcome && phase_ != Phase::kShow;
  if (settles_now && !to_settle_.empty()) return to_settle_.front();
  if (phase_ == Phase::kExchange && stream_) {
    pump_stream();
    if (phase_ != Phase::kExchange) return next();
  }
  if (!ready_.empty()) return show_ready();
  switch (phase_) {
    case Phase::kKey:
      return FetchKey{target().provider};
    case Phase::kReserve:
      return make_reserve();
    case Phase::kIntent:
      return RecordIntent{make_intent()};
    case Phase::kSend:
      return make_send();
    case Phase::kExchange:
      return await();
    case Phase::kOutcome:
      return RecordOutcome{make_outcome()};
    case Phase::kShow:
      return take_show();
    case Phase::kBegin:
    case Phase::kSettle:
      phase_ = Phase::kDone;
      break;
    case Phase::kDone:
      break;
  }
  return Done{final_};
}

// --- The way in ---------------------------------------------------------------------------------

void Call::begin() {
  phase_ = Phase::kDone;  // every path below sets the phase it leads to
  Status status = resolve_endpoint();
  if (status.ok()) status = permit(*endpoint_, input_.caller);
  if (status.ok() && !request_) status = parse();
  if (status.ok()) status = scan_in();
  if (!status.ok()) {
    finish(std::move(status));
    return;
  }
  deadline_us_ = begun_us_ + 1000 * endpoint_->timeouts.total_ms;
  if (input_.deadline_us > 0) deadline_us_ = std::min(deadline_us_, input_.deadline_us);
  order_ = choose_targets(*endpoint_, input_.random);
  start_attempt();
}

Status Call::resolve_endpoint() {
  const Policy& policy = in_force_->policy;
  std::string name = input_.endpoint;
  if (name.empty() && policy.endpoints.size() == 1) name = policy.endpoints.front().name;
  if (name.empty()) {
    WEIR_RETURN_IF_ERROR(parse());
    name = request_->model;
  }
  if (name.empty()) {
    return {Code::kInvalidRequest, "endpoint.missing",
            "the policy has several endpoints: name one in the call or as the request's \"model\""};
  }
  input_.endpoint = name;
  const auto endpoint = find_endpoint(policy, name);
  if (!endpoint.ok()) {
    if (in_force_->as_name(name) == name) return endpoint.status();
    return {Code::kInvalidArgument, "endpoint.unknown", "the policy has no such endpoint"};
  }
  endpoint_ = endpoint.value();
  return {};
}

Status Call::parse() {
  JsonLimits limits;
  limits.max_bytes = static_cast<size_t>(in_force_->policy.limits.max_body_bytes);
  auto request = openai::read_request(std::move(input_.body), limits);
  if (!request.ok()) return std::move(request).status();
  if (request->stream && input_.form == CallInput::Form::kWhole) {
    return {
        Code::kInvalidRequest, "request.stream",
        "the request asks for a stream: use the stream form of the call, or leave \"stream\" out"};
  }
  if (!request->stream && input_.form == CallInput::Form::kStream) {
    JsonEdit edit(request->index);
    const JsonNode stream = request->index.member(JsonIndex::root(), "stream");
    if (stream != kNoJsonNode)
      edit.replace_value(stream, "true");
    else
      edit.insert_member(JsonIndex::root(), "stream", "true");
    request = openai::read_request(edit.apply(), limits);
    if (!request.ok()) return std::move(request).status();
  }
  request_.emplace(std::move(request).value());
  is_stream_ = request_->stream;
  return {};
}

Status Call::scan_in() {
  request_inspection_ = inspect(guard().input, request_->index, request_->leaves, false);
  WEIR_RETURN_IF_ERROR(request_inspection_.status);
  return check_unscanned(request_->unscanned, endpoint_->guardrails.unscanned_input);
}

void Call::start_attempt() {
  attempt_ = Attempt{};
  attempt_.id = tries_ == 0 ? input_.request_id : Uuid::make_v7(clock_.wall_us());
  attempt_.target = order_[tries_++];
  if (Status status = prepare_attempt(); !status.ok()) {
    finish(std::move(status));
    return;
  }
  const bool needs_key = provider().key.kind != KeyReference::Kind::kNone;
  phase_ = needs_key ? Phase::kKey : Phase::kReserve;
  if (!needs_key) skip_empty_reservation();
}

Status Call::prepare_attempt() {
  attempt_.body = openai::encode_request(*request_, request_edits());

  const auto asked = request_->max_output_tokens();
  const auto most = endpoint_->max_output_tokens;
  clamped_ = asked && most && *asked > *most;
  max_output_tokens_ = clamped_ || !asked ? most : asked;
  attempt_.bound.input_tokens = input_tokens(*request_, attempt_.body.size()).upper_bound;
  // Both are small: the request's reader and the policy's table have upper limits for them.
  if (max_output_tokens_) attempt_.bound.output_tokens = *max_output_tokens_ * request_->choices;
  attempt_.bound.costs_extra = request_->costs_extra;
  auto charges = charges_for(in_force_->policy, in_force_->prices, input_.caller, *endpoint_,
                             target(), attempt_.bound);
  if (!charges.ok()) return std::move(charges).status();
  attempt_.charges = std::move(charges).value();
  return {};
}

RequestEdits Call::request_edits() const {
  RequestEdits edits;
  edits.redactions = request_inspection_.edits;
  edits.model = target().model;
  edits.max_output_tokens = endpoint_->max_output_tokens;
  edits.max_output_field = flavour_of(provider()).max_output_field;
  edits.ask_for_usage = is_stream_;
  return edits;
}

void Call::key_fetched(Result<KeyGrant> key) {
  if (phase_ != Phase::kKey) return;
  if (!key.ok()) {
    attempt_failed(std::move(key).status());
    return;
  }
  attempt_.key.emplace(std::move(key->key));
  phase_ = Phase::kReserve;
  skip_empty_reservation();
}

void Call::skip_empty_reservation() {
  if (attempt_.charges.empty()) phase_ = intent_recorded_ ? Phase::kSend : Phase::kIntent;
}

Effect Call::make_reserve() const {
  Reservation reservation;
  reservation.attempt_id = attempt_.id;
  reservation.charges = attempt_.charges;
  reservation.expires_after_us = remaining_us() + kReservationGraceUs;
  return Reserve{std::move(reservation)};
}

void Call::reserved(Result<std::vector<QuotaRemaining>> remaining) {
  if (phase_ != Phase::kReserve) return;
  if (!remaining.ok()) {
    finish(std::move(remaining).status());
    return;
  }
  attempt_.holds_quota = true;
  remaining_ = std::move(remaining).value();
  phase_ = intent_recorded_ ? Phase::kSend : Phase::kIntent;
}

void Call::recorded(const Status& status) {
  if (phase_ == Phase::kIntent) {
    if (status.ok()) {
      intent_recorded_ = true;
      phase_ = Phase::kSend;
    } else {
      // What is not on record is not sent; a store that takes no intent takes no outcome either.
      final_ = status;
      outcome_ = Outcome::kFailed;
      settle_attempt(status);
      phase_ = Phase::kSettle;
    }
  } else if (phase_ == Phase::kOutcome) {
    if (!status.ok()) {
      final_ = status;  // what is not on record is not shown
      show_.reset();
    }
    phase_ = Phase::kShow;
  }
}

void Call::settled(const Status& /*status*/) {
  // The driver has tried more than once. What is left is charged as reserved, by the store, when
  // the reservation has expired.
  if (!to_settle_.empty()) to_settle_.erase(to_settle_.begin());
}

// --- The exchange -------------------------------------------------------------------------------

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
  // A stream is bounded event by event, and by its time.
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
  key_seam_.clear();
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
  if (stream_ && echoes_key(bytes)) {
    attempt_failed({Code::kProvider, "provider.echoed_key",
                    "provider " + provider().name + " repeated its key in its answer"});
  } else if (stream_) {
    Status status = stream_->feed(bytes);
    if (!status.ok()) attempt_failed(std::move(status));
  } else if (!body_.append(bytes)) {
    attempt_failed(
        {Code::kProvider, "http.too_large",
         "the answer of provider " + provider().name + " is larger than max_body_bytes"});
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
  show_ = Show{status_, shown_headers(), true, {}, stream_->take_tail()};
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
  WholeAnswer answer = filter_answer(*in_force_, guard(), *endpoint_, taken_body());
  answer_ = std::move(answer.summary);
  if (!answer.status.ok()) return attempt_failed(std::move(answer.status));
  note_attempt({});
  show_ = Show{status_, shown_headers(), false, std::move(answer.body), {}};
  finish({});
}

// Some providers repeat the key that they do not like; nobody shall read it in an answer or the
// log.
std::string Call::taken_body() {
  std::string body = body_.take();
  if (!attempt_.key || attempt_.key->empty()) return body;
  const std::string_view key = attempt_.key->reveal();
  std::string out;
  size_t done = 0;
  for (size_t at = body.find(key); at != std::string::npos; at = body.find(key, done)) {
    out.append(body, done, at - done).append("<PROVIDER_KEY>");
    done = at + key.size();
  }
  return out.append(body, done);
}

// The same of a stream, over the seams of its pieces: it ends there.
bool Call::echoes_key(std::string_view bytes) {
  if (!attempt_.key || attempt_.key->empty()) return false;
  const std::string_view key = attempt_.key->reveal();
  key_seam_.append(bytes);
  if (key_seam_.find(key) != std::string::npos) return true;
  if (key_seam_.size() >= key.size()) key_seam_.erase(0, key_seam_.size() - key.size() + 1);
  return false;
}

// The provider's error goes on to the caller, scanned like an answer: it may echo the prompt.
void Call::provider_refused() {
  Status failure = Status(Code::kProvider, "provider.status",
                          "provider " + provider().name + " answered HTTP " +
                              std::to_string(status_) + "; its own error body is the answer")
                       .with_http_status(status_)
                       .with_retry_after_ms(retry_after_ms(headers_));
  if (can_fall_back(failure)) return attempt_failed(std::move(failure));
  WholeAnswer answer = filter_answer(*in_force_, guard(), *endpoint_, taken_body());
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
  attempts_.push_back(
      {provider().name, target().model, std::string(status.reason()), status_, duration});
}

// --- The way out --------------------------------------------------------------------------------

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
  // What was received tells what was made only of an answer that came whole, or of a stream; and
  // not where more candidates were made than are shown.
  const bool is_known = (status.ok() || stream_) && request_->choices == request_->answers;
  return is_known ? ChargeBasis::kReceived : ChargeBasis::kUnknown;
}

void Call::settle_attempt(const Status& status) {
  MeterInput input;
  input.basis = charge_basis(status);
  input.reported = answer_.usage;
  input.request_bytes = static_cast<int64_t>(attempt_.body.size());
  input.received_bytes = answer_.text_bytes;
  metered_ = meter(input, in_force_->prices,
                   endpoint_ != nullptr && !order_.empty() ? target().model : "");
  if (!attempt_.holds_quota) return;
  attempt_.holds_quota = false;
  to_settle_.push_back({attempt_.id, metered_.basis == ChargeBasis::kNeverSent,
                        settled_use(metered_, attempt_.bound, in_force_->prices, target().model)});
}

Effect Call::show_ready() {
  Show show{status_, shown_headers(), true, {}, std::move(ready_)};
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
