// The weir_call, weir_stream, weir_event and weir_action behind include/weir/call.h.
#pragma once

#include <weir/call.h>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/mutex.h"
#include "gateway/call.h"
#include "gateway/gate.h"
#include "gateway/runner.h"

struct weir_event {
  std::string data;
  std::string text;
};

struct weir_action {
  int32_t kind = 0;
  int64_t exchange = 0;
  int64_t timeout_ms = 0;
  int32_t status = 0;
  std::string method;
  std::string url;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // the key among them: wiped at the end

  weir_action() = default;
  weir_action(const weir_action&) = delete;
  weir_action& operator=(const weir_action&) = delete;
  weir_action(weir_action&&) noexcept = default;
  weir_action& operator=(weir_action&& other) noexcept;
  ~weir_action();
};

namespace weir::c_api {

// One governed exchange, whichever door it goes through. Shared by the weir_call and its stream.
class CallSession {
 public:
  CallSession(std::shared_ptr<Gate> gate, CallInput input)
      : gate_(std::move(gate)), input_(std::move(input)), id_(input_.request_id.text()) {}
  ~CallSession();
  CallSession(const CallSession&) = delete;
  CallSession& operator=(const CallSession&) = delete;

  // Each passes the door once. Faults: "call.used", "gate.closed".
  [[nodiscard]] Status run(std::string request);
  [[nodiscard]] Status start_stream(std::string request);
  [[nodiscard]] Status carry(std::string request);

  // The next event of a stream; null at its end. Faults: kTimeout "stream.wait", or the call's own.
  [[nodiscard]] Result<const weir_event*> next_event(int64_t timeout_ms);
  [[nodiscard]] int descriptor();

  [[nodiscard]] Result<const weir_action*> next_action();
  [[nodiscard]] Status report(int64_t exchange, HttpEvent event);
  [[nodiscard]] Status report_header(int64_t exchange, HttpHeader header);
  [[nodiscard]] Status report_status(int64_t exchange, int32_t status);

  // Of the policy in force.
  [[nodiscard]] size_t max_request_bytes() const;

  void cancel() WEIR_EXCLUDES(mutex_);
  // Cancels what is under way, records and settles it. The thread that steps the call only.
  void stop() noexcept;

  [[nodiscard]] const std::string& answer() const { return answer_; }
  [[nodiscard]] const std::string& answer_text() const { return answer_text_; }
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const std::string& made_report();
  // Null: there is none of that index.
  [[nodiscard]] const QuotaRemaining* quota(size_t index) const;

 private:
  [[nodiscard]] Status begin(std::string request, CallInput::Form form, bool needs_transport);
  void take_show(Show show);
  void end();
  void finish_one_step();
  [[nodiscard]] Runner::Step step_once(int64_t timeout_ms);
  [[nodiscard]] Effect advance_once();
  [[nodiscard]] weir_action to_action(Send send);
  [[nodiscard]] weir_action to_action(Show show);
  // Sets what the descriptor tells: whether something may be here, and until when to wait.
  void watch(bool may_be_ready);
  [[nodiscard]] bool add_to_poll(int source) const;
  [[nodiscard]] Status check_exchange(int64_t exchange) const;
  [[nodiscard]] Status flush_head();

  std::shared_ptr<Gate> gate_;
  CallInput input_;
  std::string id_;
  bool is_used_ = false;
  bool is_under_way_ = false;  // counted by the gate
  std::optional<Call> call_;

  Mutex mutex_;  // guards the creation of runner_ against cancel()
  std::unique_ptr<Runner> runner_ WEIR_GUARDED_BY(mutex_);
  Runner* running_ = nullptr;  // the same, for the one thread that steps it
  bool is_cancelled_ WEIR_GUARDED_BY(mutex_) = false;

  std::string answer_;
  std::string answer_text_;
  std::string report_;

  std::deque<weir_event> events_;
  weir_event shown_event_;
  std::optional<Status> ended_;
  int pollable_ = -1;  // an epoll over the exchange and over ready_
  int ready_ = -1;     // an eventfd: events wait here
  int timer_ = -1;     // a timerfd: the call's own time limit
  int64_t watched_exchange_ = 0;
  int watched_ = -1;  // the exchange's descriptor in pollable_

  weir_action action_;
  size_t head_bytes_ = 0;
  HttpEvent head_;          // carry: a head that is being reported
  int64_t exchange_ = 0;    // carry: the one under way
  bool has_shown_ = false;  // carry: an answer of the provider's was shown
};

}  // namespace weir::c_api

struct weir_call {
  std::shared_ptr<weir::c_api::CallSession> session;
};

struct weir_stream {
  std::shared_ptr<weir::c_api::CallSession> session;
};
