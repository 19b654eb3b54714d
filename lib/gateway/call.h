// The path of a call: the order of things, and nothing else (lib/gateway/README.md has the
// picture).
//
//   identify > permit > parse > scan in > choose target > reserve > record intent > encode > send
//   decode > meter > scan out > record outcome > show > settle
//
// A Call performs nothing: next() says what to do, the driver does it and feeds the result back. It
// is fed with plain values, so a test drives it with byte strings. Used by one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bounded_buffer.h"
#include "base/clock.h"
#include "gateway/answer.h"
#include "gateway/effects.h"
#include "gateway/in_force.h"
#include "gateway/inspection.h"
#include "gateway/key_echo.h"
#include "gateway/meter.h"
#include "gateway/quota_queue.h"
#include "gateway/stream.h"
#include "identity/caller.h"
#include "identity/key_store.h"
#include "providers/chat_request.h"

namespace weir {

// What the caller hands in.
struct CallInput {
  Uuid request_id;
  Caller caller;
  std::string endpoint;  // empty: the only one, or the one that the request's model names
  std::string client_request_id;
  std::string conversation_id;
  std::string traceparent;
  int64_t deadline_us = 0;  // monotonic; 0: the policy's total_ms alone
  std::string body;
  enum class Form : uint8_t { kWhole, kStream, kAsRequested };
  Form form = Form::kAsRequested;  // kWhole refuses "stream": true, kStream adds it
  uint64_t random = 0;             // for the choice of a target
};

// What became of one attempt.
struct AttemptRecord {
  std::string provider;
  std::string model;
  std::string host;
  std::string reason;  // empty: it answered
  int32_t status = 0;
  int64_t duration_us = 0;
};

// What came of Enqueue.
struct QueueAnswer {
  bool is_full = false;
  std::optional<QuotaQueue::Place> place = std::nullopt;
};

class Call {
 public:
  // `clock` is borrowed and must outlive the call.
  Call(std::shared_ptr<const InForce> in_force, CallInput input, const Clock& clock);

  // What to do now. After Await the same effect comes back until something has arrived or a time
  // limit has run out.
  [[nodiscard]] Effect next();

  // The results of FetchKey, Enqueue, Reserve, RecordIntent and RecordOutcome, Settle.
  void key_fetched(Result<KeyGrant> key);
  void enqueued(QueueAnswer answer);
  void reserved(Result<std::vector<QuotaRemaining>> remaining);
  void recorded(const Status& status);
  void settled(const Status& status);

  // What an exchange brought. False: no such exchange is under way; nothing has changed.
  bool arrived(int64_t exchange, HttpEvent event);

  // Whether reports about `exchange` are awaited.
  [[nodiscard]] bool is_under_way(int64_t exchange) const {
    return phase_ == Phase::kExchange && exchange == attempt_.exchange && !attempt_.is_over;
  }

  // The caller wants no more of it: the next effect is the way out. Nothing happens after the end.
  void cancel() { cancel_asked_ = true; }
  // A step ended by an exception: nothing more is shown, the next effect is the way out.
  void fail() noexcept { is_broken_ = true; }

  // The provider has begun to answer with a stream.
  [[nodiscard]] bool is_streaming() const { return stream_.has_value(); }
  // The provider of the attempt under way. REQUIRES: an effect that concerns one was returned.
  [[nodiscard]] const ProviderPolicy& provider_policy() const { return provider(); }
  // The text of the answer's first choice, when it was whole.
  [[nodiscard]] const std::string& answer_text() const { return answer_.text; }
  // What weir did so far, as the JSON object of weir_call_report.
  [[nodiscard]] std::string report() const;
  [[nodiscard]] const Uuid& request_id() const { return input_.request_id; }
  // What the quotas had left after the last reservation.
  [[nodiscard]] const std::vector<QuotaRemaining>& remaining() const { return remaining_; }

 private:
  enum class Phase : uint8_t {
    kBegin,
    kKey,
    kQueueBehind,  // where others wait for a quota of the call, it waits behind them
    kReserve,
    kQueue,
    kPause,
    kIntent,
    kSend,
    kExchange,
    kOutcome,
    kShow,
    kSettle,
    kDone,
  };
  struct Attempt {
    Uuid id;
    size_t target = 0;
    std::string body;
    TokenBound bound;
    std::vector<QuotaCharge> charges;
    std::optional<Secret> key;  // kept while the answer may repeat it
    bool holds_quota = false;   // reserved, and neither settled nor released yet
    bool was_sent = false;
    bool is_over = false;   // the exchange has ended by itself
    bool has_body = false;  // the first byte of the body has come
    int64_t sent_us = 0;    // monotonic
    int64_t exchange = 0;
  };
  // The way in.
  void begin();
  [[nodiscard]] Status resolve_endpoint();
  [[nodiscard]] Status parse();
  [[nodiscard]] Status scan_in();
  void start_attempt();
  [[nodiscard]] Status prepare_attempt();
  [[nodiscard]] RequestEdits request_edits() const;
  [[nodiscard]] Effect make_reserve() const;

  // Quotas that are exceeded (call_queue.cpp).
  void begin_reserving();
  void look_behind_next();
  [[nodiscard]] Effect make_enqueue() const;
  [[nodiscard]] Effect pause();
  void refused(Status refusal);
  [[nodiscard]] bool downgrade(const QuotaPolicy& quota, const Status& refusal);
  void wait_for(const QuotaPolicy& quota, Status refusal);
  void leave_queue();
  [[nodiscard]] const QuotaCharge* waiting_charge(const std::string& quota) const;

  // The exchange.
  [[nodiscard]] Effect make_send();
  [[nodiscard]] Effect await();
  void take_head(HttpEvent event);
  void take_body(const std::string& bytes);
  void take_end();
  void pump_stream();
  void finish_stream();
  void finish_whole();
  void provider_refused();
  [[nodiscard]] std::string taken_body();
  [[nodiscard]] std::string_view key() const;  // of the attempt; empty where it has none
  void attempt_failed(Status failure);
  [[nodiscard]] bool can_fall_back(const Status& failure) const;
  void note_attempt(const Status& status);

  // The way out.
  void take_interruption();
  void break_off(const Status& status);
  void abandon();
  void finish(Status status);
  void settle_attempt(const Status& status);
  [[nodiscard]] ChargeBasis charge_basis(const Status& status) const;
  [[nodiscard]] Effect show_ready();
  [[nodiscard]] Effect take_show();
  [[nodiscard]] std::vector<HttpHeader> shown_headers() const;

  // What goes on record (call_record.cpp).
  [[nodiscard]] Intent make_intent() const;
  [[nodiscard]] OutcomeRecord make_outcome() const;
  [[nodiscard]] std::optional<std::string> request_payload() const;
  [[nodiscard]] std::string quota_verdict() const;
  [[nodiscard]] std::vector<LoggedFinding> findings() const;
  [[nodiscard]] int64_t finding_count() const;

  [[nodiscard]] const TargetPolicy& target() const;
  [[nodiscard]] const ProviderPolicy& provider() const;
  [[nodiscard]] const EndpointGuard& guard() const;
  [[nodiscard]] int64_t remaining_us() const;

  std::shared_ptr<const InForce> in_force_;
  CallInput input_;
  const Clock& clock_;
  Phase phase_ = Phase::kBegin;

  const EndpointPolicy* endpoint_ = nullptr;
  std::optional<ChatRequest> request_;
  bool is_stream_ = false;
  Inspection request_inspection_;
  std::optional<int64_t> max_output_tokens_;  // per choice, as it will be sent
  bool clamped_ = false;
  std::vector<size_t> order_;  // of targets to try
  std::vector<size_t> downgraded_to_;
  std::string downgraded_from_;  // the model that a quota refused first
  bool has_reserved_ = false;

  std::optional<QuotaQueue::Place> place_;  // in the queue that it waits in
  size_t looked_behind_ = 0;                // charges whose queues were looked at
  QuotaCharge queue_for_;                   // whose queue it is to join
  Status refusal_;                          // why it waits
  int64_t wait_began_us_ = 0;               // monotonic; 0: it has not waited
  int64_t wait_until_us_ = 0;
  int64_t next_try_us_ = 0;
  int64_t waited_us_ = 0;
  size_t tries_ = 0;

  Attempt attempt_;
  int64_t exchanges_ = 0;
  std::vector<AttemptRecord> attempts_;
  std::vector<int64_t> abandoned_;  // exchanges to be ended
  std::vector<Settle> to_settle_;   // attempts that ended
  std::vector<QuotaRemaining> remaining_;
  bool intent_recorded_ = false;
  bool cancel_asked_ = false;
  bool is_broken_ = false;

  int32_t status_ = 0;  // the provider's
  std::vector<HttpHeader> headers_;
  BoundedBuffer body_;
  std::optional<AnswerStream> stream_;
  std::optional<Status> stream_end_;  // how its body ended
  KeyEcho key_echo_;                  // of a stream
  std::optional<Show> show_;          // to be shown when the outcome is on record
  std::vector<ShownEvent> ready_;     // of a stream, to be shown now
  bool shown_ = false;
  bool showed_headers_ = false;  // of a stream: they go with its first events

  AnswerSummary answer_;
  Metered metered_;  // all attempts that ended, together
  Outcome outcome_ = Outcome::kInFlight;
  Status final_;
  int64_t begun_wall_us_;
  int64_t begun_us_;  // monotonic
  int64_t deadline_us_ = 0;
  int64_t done_us_ = 0;  // when a stream's end mark came
  int64_t ended_us_ = 0;
  int64_t provider_us_ = 0;
  int64_t first_token_us_ = -1;
};

}  // namespace weir
