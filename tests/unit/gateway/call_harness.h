// Drives a Call with plain values: stores in memory, a clock that a test sets, and a provider that
// is a list of byte strings. What happened is kept in order.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "adapters/memory/memory_quota_store.h"
#include "gateway/call.h"
#include "gateway/in_force.h"
#include "policy/parser.h"
#include "support/catch.h"

namespace weir::testing {

class SetClock final : public Clock {
 public:
  [[nodiscard]] int64_t wall_us() const override { return now_us; }
  [[nodiscard]] int64_t monotonic_us() const override { return now_us; }
  int64_t now_us = 1'790'000'000'000'000;
};

// One answer of the provider: a status and the pieces of its body, or a failure.
struct Scripted {
  int32_t status = 200;
  std::vector<std::string> pieces = {};
  std::string content_type = "application/json";
  Status failure = {};  // set: comes after the pieces, instead of the end
  bool hangs = false;   // nothing comes after the pieces
  std::vector<HttpHeader> headers = {};
};

inline Scripted whole(std::string body, int32_t status = 200) {
  return {status, {std::move(body)}};
}

inline Scripted streamed(std::vector<std::string> pieces) {
  return {200, std::move(pieces), "text/event-stream"};
}

inline std::shared_ptr<const InForce> put(const std::string& policy_text) {
  auto policy = parse_policy(policy_text);
  INFO((policy.ok() ? std::string() : std::string(policy.status().message())));
  REQUIRE(policy.ok());
  static const auto matcher = HyperscanMatcher::open("");
  auto in_force = put_in_force(*policy.value(), *matcher.value(), Secret("digest key"));
  INFO((in_force.ok() ? std::string() : std::string(in_force.status().message())));
  REQUIRE(in_force.ok());
  return in_force.value();
}

struct Harness {
  explicit Harness(std::shared_ptr<const InForce> in_force) : policy(std::move(in_force)) {}

  // Runs one call to its end.
  void run(CallInput input) {
    input.request_id = Uuid::make_v7(clock.now_us);
    if (input.caller.user.empty()) input.caller.user = "matti";
    Call call(policy, std::move(input), clock);
    id = call.request_id();
    while (step(call)) {
    }
    report = call.report();
  }

  void run(const std::string& body, CallInput::Form form = CallInput::Form::kAsRequested) {
    CallInput input;
    input.body = body;
    input.form = form;
    run(std::move(input));
  }

  // What it was asked for, in order: "reserve", "intent", "send", "show", "outcome", "settle", …
  [[nodiscard]] std::string order() const {
    std::string text;
    for (const auto& name : trace) text += (text.empty() ? "" : " ") + name;
    return text;
  }

  std::shared_ptr<const InForce> policy;
  SetClock clock;
  MemoryQuotaStore quotas;
  QuotaQueue queue;
  std::deque<Scripted> provider;
  std::optional<std::string> fail_at;  // the effect of this name fails
  std::function<void(Call&, const std::string& effect)> before;

  std::vector<std::string> trace;
  std::vector<HttpRequest> sent;
  std::vector<Intent> intents;
  std::vector<OutcomeRecord> outcomes;
  std::vector<Settle> settlements;
  std::string shown;  // bodies and event data, one a line
  std::string shown_text;
  std::vector<Show> shows;
  std::optional<Status> done;
  std::string report;
  Uuid id;

 private:
  bool note(Call& call, const std::string& name) {
    trace.push_back(name);
    if (before) before(call, name);
    return fail_at == name;
  }
  static Status broken() { return {Code::kUnavailable, "store.broken", "the store is broken"}; }

  bool step(Call& call) {
    REQUIRE(trace.size() < 10'000);
    Effect effect = call.next();
    if (std::holds_alternative<FetchKey>(effect)) {
      if (note(call, "key")) {
        call.key_fetched(Status(Code::kUnavailable, "key.missing", "no key"));
      } else {
        call.key_fetched(KeyGrant{Secret("sk-canary"), 0});
      }
    } else if (auto* enqueue = std::get_if<Enqueue>(&effect)) {
      take_place(call, *enqueue);
    } else if (auto* pause = std::get_if<Pause>(&effect)) {
      clock.now_us += pause->timeout_ms * 1000;
      note(call, "pause");
    } else if (auto* reserve = std::get_if<Reserve>(&effect)) {
      if (note(call, "reserve"))
        call.reserved(broken());
      else
        call.reserved(quotas.reserve(reserve->reservation));
    } else if (auto* intent = std::get_if<RecordIntent>(&effect)) {
      const bool fails = note(call, "intent");
      if (!fails) intents.push_back(intent->intent);
      call.recorded(fails ? broken() : Status());
    } else if (auto* outcome = std::get_if<RecordOutcome>(&effect)) {
      const bool fails = note(call, "outcome");
      if (!fails) outcomes.push_back(outcome->record);
      call.recorded(fails ? broken() : Status());
    } else if (auto* settle = std::get_if<Settle>(&effect)) {
      note(call, "settle");
      settlements.push_back(*settle);
      call.settled(settle->never_sent ? quotas.release(settle->attempt_id)
                                      : quotas.settle(settle->attempt_id, settle->used));
    } else if (auto* send = std::get_if<Send>(&effect)) {
      note(call, "send");
      sent.push_back(std::move(send->request));
      play(call, send->exchange);
    } else if (auto* await = std::get_if<Await>(&effect)) {
      clock.now_us += await->timeout_ms * 1000;  // nothing more comes: time passes
      note(call, "await");
    } else if (std::holds_alternative<Abandon>(effect)) {
      note(call, "abandon");
    } else if (auto* show = std::get_if<Show>(&effect)) {
      note(call, "show");
      if (!show->is_stream) shown += show->body;
      for (const auto& event : show->events) {
        shown += event.data + "\n";
        shown_text += event.text;
      }
      shows.push_back(std::move(*show));
    } else {
      done = std::get<Done>(effect).status;
      return false;
    }
    return true;
  }

  void take_place(Call& call, const Enqueue& effect) {
    QueueAnswer answer;
    if (!effect.only_behind_others || !queue.is_empty(effect.key)) {
      note(call, "queue");
      answer.place = queue.join(effect.key, effect.most);
      answer.is_full = !answer.place;
    }
    call.enqueued(std::move(answer));
  }

  void play(Call& call, int64_t exchange) {
    REQUIRE(!provider.empty());
    const Scripted answer = provider.front();
    provider.pop_front();
    clock.now_us += 1000;
    if (answer.status != 0) {
      HttpEvent head;
      head.kind = HttpEvent::Kind::kHead;
      head.status = answer.status;
      head.headers = answer.headers;
      head.headers.push_back({"content-type", answer.content_type});
      call.arrived(exchange, std::move(head));
    }
    for (const auto& piece : answer.pieces) {
      HttpEvent body;
      body.kind = HttpEvent::Kind::kBody;
      body.body = piece;
      call.arrived(exchange, std::move(body));
    }
    if (answer.hangs) return;
    HttpEvent end;
    end.kind = answer.failure.ok() ? HttpEvent::Kind::kEnd : HttpEvent::Kind::kFailed;
    end.failure = answer.failure;
    call.arrived(exchange, std::move(end));
  }
};

}  // namespace weir::testing
