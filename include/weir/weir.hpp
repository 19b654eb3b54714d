// weir.hpp - weir for C++20: header-only, over the C ABI of weir.h.
//
// Every call that can fail comes in two forms: `try_x` returns a weir::result, `x` throws a
// weir::error. Without exceptions (-fno-exceptions) only the first form is there. Objects own their
// handles and are move-only; strings go in as std::string_view and come out as views that are
// borrowed as the C comment of the call says, or as std::string where weir hands ownership over.
// Threads: as weir.h, rule 7.
//
//   weir::gate gate = weir::gate::open();
//   weir::call call = gate.new_call({.user = "matti"});
//   std::puts(std::string(call.run(R"({"messages":[{"role":"user","content":"Moi"}]})").text).c_str());
//
//   for (const weir::event& event : gate.new_call().stream(body)) std::cout << event.text();
#ifndef WEIR_WEIR_HPP
#define WEIR_WEIR_HPP

#include <weir/weir.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#if defined(__cpp_exceptions) || defined(__EXCEPTIONS)
#define WEIR_HPP_THROWS 1
#endif

namespace weir {

// A fault or a verdict: see error.h for what each part means.
class error : public std::exception {
 public:
  explicit error(weir_error* owned) : handle_(owned, weir_error_free) {}

  [[nodiscard]] int32_t code() const noexcept { return weir_error_code(handle_.get()); }
  [[nodiscard]] std::string_view message() const noexcept { return view(weir_error_message); }
  [[nodiscard]] std::string_view reason() const noexcept { return view(weir_error_reason); }
  [[nodiscard]] std::string_view details() const noexcept { return view(weir_error_details); }
  [[nodiscard]] std::string_view body() const noexcept { return view(weir_error_body); }
  [[nodiscard]] bool is_retryable() const noexcept {
    return weir_error_is_retryable(handle_.get());
  }
  [[nodiscard]] int64_t retry_after_ms() const noexcept {
    return weir_error_retry_after_ms(handle_.get());
  }
  [[nodiscard]] int32_t http_status() const noexcept {
    return weir_error_http_status(handle_.get());
  }
  [[nodiscard]] size_t header_count() const noexcept {
    return weir_error_header_count(handle_.get());
  }
  [[nodiscard]] std::pair<std::string_view, std::string_view> header(size_t index) const noexcept {
    size_t name_size = 0;
    size_t value_size = 0;
    const char* const name = weir_error_header_name(handle_.get(), index, &name_size);
    const char* const value = weir_error_header_value(handle_.get(), index, &value_size);
    return {{name, name_size}, {value, value_size}};
  }
  [[nodiscard]] const char* what() const noexcept override {
    return weir_error_message(handle_.get(), nullptr);
  }

 private:
  template <typename Accessor>
  [[nodiscard]] std::string_view view(Accessor accessor) const noexcept {
    size_t size = 0;
    const char* text = accessor(handle_.get(), &size);
    return {text, size};
  }
  std::shared_ptr<weir_error> handle_;  // shared: an exception object may be copied
};

// A value, or the error that says why there is none.
template <typename T>
class [[nodiscard]] result {
 public:
  result(T value) : state_(std::in_place_index<0>, std::move(value)) {}            // NOLINT
  result(weir::error fault) : state_(std::in_place_index<1>, std::move(fault)) {}  // NOLINT

  [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }
  [[nodiscard]] T& value() & { return *std::get_if<0>(&state_); }  // REQUIRES: ok()
  [[nodiscard]] const T& value() const& { return *std::get_if<0>(&state_); }
  [[nodiscard]] T value() && { return std::move(*std::get_if<0>(&state_)); }
  [[nodiscard]] const weir::error& error() const {
    return *std::get_if<1>(&state_);
  }  // REQUIRES: !ok()

 private:
  std::variant<T, weir::error> state_;
};

template <>
class [[nodiscard]] result<void> {
 public:
  result() = default;
  result(weir::error fault) : fault_(std::move(fault)) {}  // NOLINT

  [[nodiscard]] bool ok() const noexcept { return !fault_; }
  explicit operator bool() const noexcept { return ok(); }
  [[nodiscard]] const weir::error& error() const { return *fault_; }  // REQUIRES: !ok()

 private:
  std::optional<weir::error> fault_;
};

namespace detail {

template <typename Handle, void (*Free)(Handle*)>
struct deleter {
  void operator()(Handle* handle) const noexcept { Free(handle); }
};

template <typename Accessor, typename Handle, typename... Arguments>
[[nodiscard]] std::string_view view(Accessor accessor, const Handle* handle,
                                    Arguments... arguments) noexcept {
  size_t size = 0;
  const char* text = accessor(handle, arguments..., &size);
  return {text, size};
}

[[nodiscard]] inline result<void> checked(weir_error* fault) {
  if (fault != nullptr) return error(fault);
  return {};
}

[[nodiscard]] inline result<std::string> taken(weir_error* fault, weir_text* text) {
  if (fault != nullptr) return error(fault);
  const std::unique_ptr<weir_text, deleter<weir_text, weir_text_free>> owned(text);
  return std::string(view(weir_text_data, owned.get()));
}

#ifdef WEIR_HPP_THROWS
template <typename T>
T thrown(result<T> outcome) {
  if (!outcome.ok()) throw error(outcome.error());
  return std::move(outcome).value();
}
inline void thrown(const result<void>& outcome) {
  if (!outcome.ok()) throw error(outcome.error());
}
#endif

}  // namespace detail

// --- Calls --------------------------------------------------------------------------------------

// Fields that are left empty take the defaults of weir_call_options.
struct call_options {
  std::string_view endpoint = {};
  std::optional<std::string_view> user = {};  // none: the process's own user
  std::optional<std::vector<std::string_view>> groups = {};
  std::string_view app = {};
  std::string_view tags = {};  // a JSON object of strings
  std::string_view client_request_id = {};
  std::string_view conversation_id = {};
  std::string_view traceparent = {};
  int64_t deadline_ms = 0;
};

// Borrowed until the next event of its stream.
class event {
 public:
  explicit event(const weir_event* handle) : handle_(handle) {}
  [[nodiscard]] std::string_view data() const noexcept {
    return detail::view(weir_event_data, handle_);
  }
  [[nodiscard]] std::string_view text() const noexcept {
    return detail::view(weir_event_text, handle_);
  }

 private:
  const weir_event* handle_;
};

// A streamed answer. Ending it early cancels the call and settles it.
class stream {
 public:
  explicit stream(weir_stream* owned) : handle_(owned) {}

  // The next event; an empty optional is the end. The error "stream.wait" means that nothing came
  // in timeout_ms (-1: as long as the policy allows), and the stream goes on.
  [[nodiscard]] result<std::optional<event>> try_next(int64_t timeout_ms = -1) {
    const weir_event* next = nullptr;
    if (weir_error* fault = weir_stream_next(handle_.get(), timeout_ms, &next)) return error(fault);
    return next == nullptr ? std::optional<event>() : std::optional<event>(event(next));
  }
  [[nodiscard]] int descriptor() const noexcept { return weir_stream_descriptor(handle_.get()); }

#ifdef WEIR_HPP_THROWS
  [[nodiscard]] std::optional<event> next(int64_t timeout_ms = -1) {
    return detail::thrown(try_next(timeout_ms));
  }

  // A single pass over what is left.
  class iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = event;
    using difference_type = std::ptrdiff_t;
    using pointer = const event*;
    using reference = const event&;

    iterator() = default;
    explicit iterator(stream& source) : source_(&source) { ++*this; }
    reference operator*() const { return *current_; }
    pointer operator->() const { return &*current_; }
    iterator& operator++() {
      current_ = source_->next();
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(const iterator& other) const {
      return current_.has_value() == other.current_.has_value();
    }

   private:
    stream* source_ = nullptr;
    std::optional<event> current_;
  };
  [[nodiscard]] iterator begin() {
    return iterator(*this);
  }
  [[nodiscard]] iterator end() {
    return {};
  }
#endif

 private:
  std::unique_ptr<weir_stream, detail::deleter<weir_stream, weir_stream_free>> handle_;
};

// A whole answer. Borrowed until its call ends.
struct answer {
  std::string_view body;
  std::string_view text;  // of the first choice
};

// What a quota had left after a call's reservation: see call.h. Borrowed until the next use of it.
struct quota_left {
  std::string_view quota;
  std::string_view key;
  std::string_view metric;
  int64_t limit = 0;      // usd in nano-USD
  int64_t remaining = 0;  // the same
  int64_t reset_ms = 0;   // -1: no time brings it back
};

// What the carry door wants done. Borrowed until the next action of its call.
class action {
 public:
  explicit action(const weir_action* handle) : handle_(handle) {}
  [[nodiscard]] int32_t kind() const noexcept { return weir_action_kind(handle_); }
  [[nodiscard]] int64_t exchange() const noexcept { return weir_action_exchange(handle_); }
  [[nodiscard]] int64_t timeout_ms() const noexcept { return weir_action_timeout_ms(handle_); }
  [[nodiscard]] int32_t status() const noexcept { return weir_action_status(handle_); }
  [[nodiscard]] std::string_view method() const noexcept {
    return detail::view(weir_action_method, handle_);
  }
  [[nodiscard]] std::string_view url() const noexcept {
    return detail::view(weir_action_url, handle_);
  }
  [[nodiscard]] std::string_view body() const noexcept {
    return detail::view(weir_action_body, handle_);
  }
  [[nodiscard]] size_t header_count() const noexcept { return weir_action_header_count(handle_); }
  [[nodiscard]] std::pair<std::string_view, std::string_view> header(size_t index) const noexcept {
    return {detail::view(weir_action_header_name, handle_, index),
            detail::view(weir_action_header_value, handle_, index)};
  }

 private:
  const weir_action* handle_;
};

// One governed exchange. Only cancel() may come from another thread.
class call {
 public:
  explicit call(weir_call* owned) : handle_(owned) {}

  [[nodiscard]] result<answer> try_run(std::string_view request) {
    if (weir_error* fault = weir_call_run(handle_.get(), request.data(), request.size())) {
      return error(fault);
    }
    return answer{body(), text()};
  }
  [[nodiscard]] result<weir::stream> try_stream(std::string_view request) {
    weir_stream* made = nullptr;
    if (weir_error* fault =
            weir_call_stream(handle_.get(), request.data(), request.size(), &made)) {
      return error(fault);
    }
    return weir::stream(made);
  }
  [[nodiscard]] result<void> try_carry(std::string_view request) {
    return detail::checked(weir_call_carry(handle_.get(), request.data(), request.size()));
  }
  [[nodiscard]] result<action> try_next_action() {
    const weir_action* next = nullptr;
    if (weir_error* fault = weir_call_next_action(handle_.get(), &next)) return error(fault);
    return action(next);
  }
  [[nodiscard]] result<void> try_report_status(int64_t exchange, int32_t status) {
    return detail::checked(weir_call_report_status(handle_.get(), exchange, status));
  }
  [[nodiscard]] result<void> try_report_header(int64_t exchange, std::string_view name,
                                               std::string_view value) {
    return detail::checked(weir_call_report_header(handle_.get(), exchange, name.data(),
                                                   name.size(), value.data(), value.size()));
  }
  [[nodiscard]] result<void> try_report_body(int64_t exchange, std::string_view bytes) {
    return detail::checked(
        weir_call_report_body(handle_.get(), exchange, bytes.data(), bytes.size()));
  }
  [[nodiscard]] result<void> try_report_end(int64_t exchange) {
    return detail::checked(weir_call_report_end(handle_.get(), exchange));
  }
  [[nodiscard]] result<void> try_report_failure(int64_t exchange, int32_t code) {
    return detail::checked(weir_call_report_failure(handle_.get(), exchange, code));
  }

#ifdef WEIR_HPP_THROWS
  answer run(std::string_view request) {
    return detail::thrown(try_run(request));
  }
  weir::stream stream(std::string_view request) {
    return detail::thrown(try_stream(request));
  }
  void carry(std::string_view request) {
    detail::thrown(try_carry(request));
  }
  action next_action() {
    return detail::thrown(try_next_action());
  }
  void report_status(int64_t exchange, int32_t status) {
    detail::thrown(try_report_status(exchange, status));
  }
  void report_header(int64_t exchange, std::string_view name, std::string_view value) {
    detail::thrown(try_report_header(exchange, name, value));
  }
  void report_body(int64_t exchange, std::string_view bytes) {
    detail::thrown(try_report_body(exchange, bytes));
  }
  void report_end(int64_t exchange) {
    detail::thrown(try_report_end(exchange));
  }
  void report_failure(int64_t exchange, int32_t code) {
    detail::thrown(try_report_failure(exchange, code));
  }
#endif

  void cancel() noexcept {
    weir_call_cancel(handle_.get());
  }
  [[nodiscard]] std::string_view body() const noexcept {
    return detail::view(weir_call_answer, handle_.get());
  }
  [[nodiscard]] std::string_view text() const noexcept {
    return detail::view(weir_call_answer_text, handle_.get());
  }
  [[nodiscard]] std::string_view id() const noexcept {
    return detail::view(weir_call_id, handle_.get());
  }
  // What weir did, as JSON; borrowed until the next use of the call.
  [[nodiscard]] std::string_view report() const noexcept {
    return detail::view(weir_call_report, handle_.get());
  }
  [[nodiscard]] size_t quota_count() const noexcept {
    return weir_call_quota_count(handle_.get());
  }
  [[nodiscard]] quota_left quota(size_t index) const noexcept {
    return {detail::view(weir_call_quota_name, handle_.get(), index),
            detail::view(weir_call_quota_key, handle_.get(), index),
            detail::view(weir_call_quota_metric, handle_.get(), index),
            weir_call_quota_limit(handle_.get(), index),
            weir_call_quota_remaining(handle_.get(), index),
            weir_call_quota_reset_ms(handle_.get(), index)};
  }

 private:
  std::unique_ptr<weir_call, detail::deleter<weir_call, weir_call_free>> handle_;
};

// --- Gates --------------------------------------------------------------------------------------

struct gate_options {
  std::string_view policy_path = {};
  std::string_view policy_text = {};
  std::string_view ca_file = {};
  bool no_watch = false;
};

struct log_query {
  int64_t since_us = 0;
  std::string_view after = {};
  int64_t limit = 0;
  bool with_payload = false;
};

using log_hook =
    std::function<void(int32_t level, std::string_view reason, std::string_view fields)>;

// A policy in force, with its stores. Used from any thread.
class gate {
 public:
  explicit gate(weir_gate* owned) : handle_(owned) {}

  [[nodiscard]] static result<gate> try_open(const gate_options& given = {}) {
    weir_gate_options options = WEIR_GATE_OPTIONS_INIT;
    options.policy_path = given.policy_path.data();
    options.policy_path_size = given.policy_path.size();
    options.policy_text = given.policy_text.data();
    options.policy_text_size = given.policy_text.size();
    options.ca_file = given.ca_file.data();
    options.ca_file_size = given.ca_file.size();
    options.no_watch = given.no_watch;
    weir_gate* made = nullptr;
    if (weir_error* fault = weir_gate_open(&options, &made)) return error(fault);
    return gate(made);
  }

  [[nodiscard]] result<call> try_new_call(const call_options& given = {}) {
    weir_call_options options = WEIR_CALL_OPTIONS_INIT;
    options.endpoint = given.endpoint.data();
    options.endpoint_size = given.endpoint.size();
    if (given.user) {
      options.user = given.user->data() == nullptr ? "" : given.user->data();
      options.user_size = given.user->size();
    }
    std::vector<const char*> groups;
    std::vector<size_t> group_sizes;
    if (given.groups) {
      for (const std::string_view group : *given.groups) {
        groups.push_back(group.data() == nullptr ? "" : group.data());
        group_sizes.push_back(group.size());
      }
      static constexpr const char* kNoGroup = "";
      options.groups = groups.empty() ? &kNoGroup : groups.data();
      options.group_sizes = group_sizes.data();
      options.group_count = groups.size();
    }
    options.app = given.app.data();
    options.app_size = given.app.size();
    options.tags = given.tags.data();
    options.tags_size = given.tags.size();
    options.client_request_id = given.client_request_id.data();
    options.client_request_id_size = given.client_request_id.size();
    options.conversation_id = given.conversation_id.data();
    options.conversation_id_size = given.conversation_id.size();
    options.traceparent = given.traceparent.data();
    options.traceparent_size = given.traceparent.size();
    options.deadline_ms = given.deadline_ms;
    weir_call* made = nullptr;
    if (weir_error* fault = weir_call_new(handle_.get(), &options, &made)) return error(fault);
    return call(made);
  }

  [[nodiscard]] result<void> try_reload() { return detail::checked(weir_gate_reload(get())); }
  [[nodiscard]] result<void> try_close(int64_t flush_timeout_ms) {
    return detail::checked(weir_gate_close(get(), flush_timeout_ms));
  }
  // JSON arrays of rows: see log.h and quota.h.
  [[nodiscard]] result<std::string> try_log(const log_query& given = {}) {
    weir_log_query query = WEIR_LOG_QUERY_INIT;
    query.since_us = given.since_us;
    query.after = given.after.data();
    query.after_size = given.after.size();
    query.limit = given.limit;
    query.with_payload = given.with_payload;
    weir_text* text = nullptr;
    weir_error* fault = weir_log_read(get(), &query, &text);
    return detail::taken(fault, text);
  }
  [[nodiscard]] result<std::string> try_usage(std::string_view by = {}, int64_t since_us = 0) {
    weir_text* text = nullptr;
    weir_error* fault = weir_log_usage(get(), by.data(), by.size(), since_us, &text);
    return detail::taken(fault, text);
  }
  [[nodiscard]] result<std::string> try_quotas() {
    weir_text* text = nullptr;
    weir_error* fault = weir_quota_read(get(), &text);
    return detail::taken(fault, text);
  }
  [[nodiscard]] result<std::string> try_quota_events(int64_t limit = 0) {
    weir_text* text = nullptr;
    weir_error* fault = weir_quota_events(get(), limit, &text);
    return detail::taken(fault, text);
  }
  // Administration: see quota.h.
  [[nodiscard]] result<void> try_reset_quota(std::string_view quota, std::string_view key = {}) {
    return detail::checked(
        weir_quota_reset(get(), quota.data(), quota.size(), key.data(), key.size()));
  }
  [[nodiscard]] result<void> try_freeze_quota(std::string_view quota, std::string_view key = {}) {
    return detail::checked(
        weir_quota_freeze(get(), quota.data(), quota.size(), key.data(), key.size()));
  }
  [[nodiscard]] result<void> try_unfreeze_quota(std::string_view quota, std::string_view key = {}) {
    return detail::checked(
        weir_quota_unfreeze(get(), quota.data(), quota.size(), key.data(), key.size()));
  }
  [[nodiscard]] result<void> try_grant_quota(std::string_view quota, int64_t amount,
                                             std::string_view key = {},
                                             std::string_view metric = {}) {
    return detail::checked(weir_quota_grant(get(), quota.data(), quota.size(), key.data(),
                                            key.size(), metric.data(), metric.size(), amount));
  }

#ifdef WEIR_HPP_THROWS
  [[nodiscard]] static gate open(const gate_options& given = {}) {
    return detail::thrown(try_open(given));
  }
  [[nodiscard]] call new_call(const call_options& given = {}) {
    return detail::thrown(try_new_call(given));
  }
  void reload() {
    detail::thrown(try_reload());
  }
  void close(int64_t flush_timeout_ms) {
    detail::thrown(try_close(flush_timeout_ms));
  }
  [[nodiscard]] std::string log(const log_query& given = {}) {
    return detail::thrown(try_log(given));
  }
  [[nodiscard]] std::string usage(std::string_view by = {}, int64_t since_us = 0) {
    return detail::thrown(try_usage(by, since_us));
  }
  [[nodiscard]] std::string quotas() {
    return detail::thrown(try_quotas());
  }
  [[nodiscard]] std::string quota_events(int64_t limit = 0) {
    return detail::thrown(try_quota_events(limit));
  }
  void reset_quota(std::string_view quota, std::string_view key = {}) {
    detail::thrown(try_reset_quota(quota, key));
  }
  void freeze_quota(std::string_view quota, std::string_view key = {}) {
    detail::thrown(try_freeze_quota(quota, key));
  }
  void unfreeze_quota(std::string_view quota, std::string_view key = {}) {
    detail::thrown(try_unfreeze_quota(quota, key));
  }
  void grant_quota(std::string_view quota, int64_t amount, std::string_view key = {},
                   std::string_view metric = {}) {
    detail::thrown(try_grant_quota(quota, amount, key, metric));
  }
#endif

  // May be called from any thread, also weir's own; an exception from the hook ends the program.
  void set_log_hook(log_hook hook) {
    auto kept = hook ? std::make_unique<log_hook>(std::move(hook)) : nullptr;
    weir_gate_set_log_hook(get(), kept ? &call_hook : nullptr, kept.get());
    hook_ = std::move(kept);  // the earlier one is not running any more
  }
  [[nodiscard]] std::string_view policy_path() const noexcept {
    return detail::view(weir_gate_policy_path, handle_.get());
  }
  [[nodiscard]] weir_gate* get() const noexcept {
    return handle_.get();
  }

 private:
  static void call_hook(int32_t level, const char* reason, const char* fields,
                        void* user) noexcept {
    (*static_cast<log_hook*>(user))(level, reason, fields);
  }
  std::unique_ptr<log_hook> hook_;  // ends after the gate
  std::unique_ptr<weir_gate, detail::deleter<weir_gate, weir_gate_free>> handle_;
};

// --- Scans --------------------------------------------------------------------------------------

struct scanner_options {
  std::string_view guardrail = {};
  std::string_view detect = {};
  double threshold = 0;
};

// Offsets are bytes of the UTF-8 text as it was fed. Strings are borrowed until the scan ends.
struct finding {
  std::string_view entity;
  int64_t start = 0;
  int64_t end = 0;
  double score = 0;
  std::string_view action;
};

// One text.
class scan {
 public:
  explicit scan(weir_scan* owned) : handle_(owned) {}

  // What may be shown so far; borrowed until the next feed or finish.
  [[nodiscard]] result<std::string_view> try_feed(std::string_view text) {
    if (weir_error* fault = weir_scan_feed(handle_.get(), text.data(), text.size())) {
      return error(fault);
    }
    return output();
  }
  [[nodiscard]] result<std::string_view> try_finish() {
    if (weir_error* fault = weir_scan_finish(handle_.get())) return error(fault);
    return output();
  }
#ifdef WEIR_HPP_THROWS
  std::string_view feed(std::string_view text) {
    return detail::thrown(try_feed(text));
  }
  std::string_view finish() {
    return detail::thrown(try_finish());
  }
#endif
  [[nodiscard]] std::string_view output() const noexcept {
    return detail::view(weir_scan_output, handle_.get());
  }
  [[nodiscard]] size_t finding_count() const noexcept {
    return weir_scan_finding_count(handle_.get());
  }
  [[nodiscard]] weir::finding finding(size_t index) const noexcept {
    return {detail::view(weir_scan_finding_entity, handle_.get(), index),
            weir_scan_finding_start(handle_.get(), index),
            weir_scan_finding_end(handle_.get(), index),
            weir_scan_finding_score(handle_.get(), index),
            detail::view(weir_scan_finding_action, handle_.get(), index)};
  }

 private:
  std::unique_ptr<weir_scan, detail::deleter<weir_scan, weir_scan_free>> handle_;
};

// What to look for, compiled. Shared by threads.
class scanner {
 public:
  explicit scanner(weir_scanner* owned) : handle_(owned) {}

  // `from`: needed for scanner_options::guardrail, else null.
  [[nodiscard]] static result<scanner> try_make(const scanner_options& given,
                                                gate* from = nullptr) {
    weir_scanner_options options = WEIR_SCANNER_OPTIONS_INIT;
    options.guardrail = given.guardrail.data();
    options.guardrail_size = given.guardrail.size();
    options.detect = given.detect.data();
    options.detect_size = given.detect.size();
    options.threshold = given.threshold;
    weir_scanner* made = nullptr;
    weir_gate* handle = from == nullptr ? nullptr : from->get();
    if (weir_error* fault = weir_scanner_new(handle, &options, &made)) return error(fault);
    return scanner(made);
  }
  [[nodiscard]] result<scan> try_new_scan() const {
    weir_scan* made = nullptr;
    if (weir_error* fault = weir_scan_new(handle_.get(), &made)) return error(fault);
    return scan(made);
  }
#ifdef WEIR_HPP_THROWS
  [[nodiscard]] static scanner make(const scanner_options& given, gate* from = nullptr) {
    return detail::thrown(try_make(given, from));
  }
  [[nodiscard]] scan new_scan() const {
    return detail::thrown(try_new_scan());
  }
#endif

 private:
  std::unique_ptr<weir_scanner, detail::deleter<weir_scanner, weir_scanner_free>> handle_;
};

// --- Documents ----------------------------------------------------------------------------------

[[nodiscard]] inline result<std::string> try_detectors() {
  weir_text* text = nullptr;
  weir_error* fault = weir_detectors_list(&text);
  return detail::taken(fault, text);
}

// The file that was read; `path` empty: the search order.
[[nodiscard]] inline result<std::string> try_check_policy(std::string_view path = {}) {
  weir_text* text = nullptr;
  weir_error* fault = weir_policy_check(path.data(), path.size(), &text);
  return detail::taken(fault, text);
}

[[nodiscard]] inline result<std::string> try_policy_schema() {
  weir_text* text = nullptr;
  weir_error* fault = weir_policy_schema(&text);
  return detail::taken(fault, text);
}

[[nodiscard]] inline result<std::string> try_policy_reference() {
  weir_text* text = nullptr;
  weir_error* fault = weir_policy_reference(&text);
  return detail::taken(fault, text);
}

[[nodiscard]] inline result<std::string> try_policy_starter() {
  weir_text* text = nullptr;
  weir_error* fault = weir_policy_starter(&text);
  return detail::taken(fault, text);
}

}  // namespace weir

#endif
