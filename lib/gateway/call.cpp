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

}  // namespace

Call::Call(std::shared_ptr<const InForce> in_force, CallInput input, const Clock& clock)
    : in_force_(std::move(in_force)),
      input_(std::move(input)),
      clock_(clock),
      body_(static_cast<size_t>(in_force_->policy.limits.max_body_bytes)),
      begun_wall_us_(clock.wall_us()),
      begun_us_(clock.monotonic_us()) {}

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
    case Phase::kQueueBehind:
    case Phase::kQueue:
      return make_enqueue();
    case Phase::kPause:
      return pause();
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
  note_unscanned(guard().input, request_->unscanned, request_inspection_);
  WEIR_RETURN_IF_ERROR(request_inspection_.status);
  const Unscanned policy = endpoint_->guardrails.unscanned_input;
  WEIR_RETURN_IF_ERROR(check_unscanned(request_->unscanned, policy));
  return check_unscanned(request_inspection_.media, policy);
}

void Call::start_attempt() {
  attempt_ = Attempt{};
  // A crash finds what an attempt used by the call's id: of the first that reserves.
  attempt_.id = !has_reserved_ ? input_.request_id : Uuid::make_v7(clock_.wall_us());
  attempt_.target = order_[tries_++];
  if (Status status = prepare_attempt(); !status.ok()) {
    finish(std::move(status));
    return;
  }
  const bool needs_key = provider().key.kind != KeyReference::Kind::kNone;
  phase_ = Phase::kKey;
  if (!needs_key) begin_reserving();
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
  begin_reserving();
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
    refused(std::move(remaining).status());
    return;
  }
  leave_queue();
  has_reserved_ = true;
  attempt_.holds_quota = true;
  remaining_ = std::move(remaining).value();
  phase_ = Phase::kIntent;
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

}  // namespace weir
