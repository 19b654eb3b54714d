// Bad arguments at every door: an error or a neutral value, never a crash.
#include <cstring>
#include <limits>
#include <string>

#include "c_abi/fixture.h"

using namespace weir::test;

namespace {

// Every text door: "" and size 0 for a missing handle, with or without a place for the size.
template <typename Handle>
void check_empty(const char* (*door)(const Handle*, size_t*)) {
  size_t size = 99;
  CHECK(std::strcmp(door(nullptr, &size), "") == 0);
  CHECK(size == 0);
  CHECK(std::strcmp(door(nullptr, nullptr), "") == 0);
}

template <typename Handle>
void check_empty(const char* (*door)(const Handle*, size_t, size_t*)) {
  for (const size_t index : {size_t{0}, SIZE_MAX}) {
    size_t size = 99;
    CHECK(std::strcmp(door(nullptr, index, &size), "") == 0);
    CHECK(size == 0);
    CHECK(std::strcmp(door(nullptr, index, nullptr), "") == 0);
  }
}

void check_null(weir_error* got) {
  const Error error(got);
  CHECK(weir_error_code(error.get()) == WEIR_INVALID_ARGUMENT);
  CHECK(reason_of(error) == "argument.null");
}

}  // namespace

TEST_CASE("The accessors of an error take NULL") {
  check_empty(weir_error_message);
  check_empty(weir_error_reason);
  check_empty(weir_error_details);
  check_empty(weir_error_body);
  CHECK(weir_error_code(nullptr) == WEIR_OK);
  CHECK_FALSE(weir_error_is_retryable(nullptr));
  CHECK(weir_error_retry_after_ms(nullptr) == 0);
  CHECK(weir_error_http_status(nullptr) == 200);
}

TEST_CASE("Every _free takes NULL") {
  weir_error_free(nullptr);
  weir_text_free(nullptr);
  weir_gate_free(nullptr);
  weir_call_free(nullptr);
  weir_stream_free(nullptr);
  weir_scanner_free(nullptr);
  weir_scan_free(nullptr);
}

TEST_CASE("Read-outs of a missing handle are neutral") {
  check_empty(weir_text_data);
  check_empty(weir_gate_policy_path);
  check_empty(weir_event_data);
  check_empty(weir_event_text);
  check_empty(weir_action_method);
  check_empty(weir_action_url);
  check_empty(weir_action_body);
  check_empty(weir_call_answer);
  check_empty(weir_call_answer_text);
  check_empty(weir_call_id);
  check_empty(weir_call_report);
  check_empty(weir_scan_output);
  check_empty(weir_action_header_name);
  check_empty(weir_action_header_value);
  check_empty(weir_scan_finding_entity);
  check_empty(weir_scan_finding_action);
  check_empty(weir_call_quota_name);
  check_empty(weir_call_quota_key);
  check_empty(weir_call_quota_metric);
  check_empty(weir_error_header_name);
  check_empty(weir_error_header_value);
  CHECK(weir_call_quota_count(nullptr) == 0);
  CHECK(weir_call_quota_limit(nullptr, 0) == 0);
  CHECK(weir_call_quota_remaining(nullptr, 0) == 0);
  CHECK(weir_call_quota_reset_ms(nullptr, 0) == 0);
  CHECK(weir_error_header_count(nullptr) == 0);
  CHECK(weir_action_kind(nullptr) == 0);
  CHECK(weir_action_exchange(nullptr) == 0);
  CHECK(weir_action_header_count(nullptr) == 0);
  CHECK(weir_action_status(nullptr) == 0);
  CHECK(weir_action_timeout_ms(nullptr) == 0);
  CHECK(weir_scan_finding_count(nullptr) == 0);
  CHECK(weir_scan_finding_start(nullptr, 0) == 0);
  CHECK(weir_scan_finding_end(nullptr, 0) == 0);
  CHECK(weir_scan_finding_score(nullptr, 0) == 0);
  CHECK(weir_stream_descriptor(nullptr) == -1);
  weir_call_cancel(nullptr);
  weir_gate_set_log_hook(nullptr, nullptr, nullptr);
}

TEST_CASE("Quotas need a gate, and bytes for their sizes") {
  const GateHandle gate = opened(policy_with("memory:"));
  weir_text* text = nullptr;
  check_null(weir_quota_read(nullptr, &text));
  check_null(weir_quota_read(gate.get(), nullptr));
  check_null(weir_quota_events(nullptr, 0, &text));
  check_null(weir_quota_events(gate.get(), 0, nullptr));
  check_null(weir_quota_reset(nullptr, "q", 1, nullptr, 0));
  check_null(weir_quota_freeze(nullptr, "q", 1, nullptr, 0));
  check_null(weir_quota_unfreeze(nullptr, "q", 1, nullptr, 0));
  check_null(weir_quota_grant(nullptr, "q", 1, nullptr, 0, nullptr, 0, 1));
  check_null(weir_quota_freeze(gate.get(), nullptr, 1, nullptr, 0));
  check_null(weir_quota_freeze(gate.get(), "q", 1, nullptr, 1));
  check_null(weir_quota_grant(gate.get(), "q", 1, nullptr, 0, nullptr, 1, 1));
}

TEST_CASE("A missing handle or out parameter is an error") {
  const GateHandle gate = opened(policy_with("memory:"));
  const CallHandle call = new_call(gate.get());
  weir_call* made_call = nullptr;
  weir_stream* stream = nullptr;
  weir_scanner* scanner = nullptr;
  weir_scan* scan = nullptr;
  weir_text* text = nullptr;
  const weir_action* action = nullptr;
  const weir_event* event = nullptr;
  check_null(weir_gate_open(nullptr, nullptr));
  check_null(weir_gate_reload(nullptr));
  check_null(weir_gate_close(nullptr, 0));
  check_null(weir_call_new(nullptr, nullptr, &made_call));
  check_null(weir_call_new(gate.get(), nullptr, nullptr));
  check_null(weir_call_run(nullptr, "{}", 2));
  check_null(weir_call_run(call.get(), nullptr, 2));
  check_null(weir_call_stream(nullptr, "{}", 2, &stream));
  check_null(weir_call_stream(call.get(), nullptr, 2, &stream));
  check_null(weir_call_stream(call.get(), "{}", 2, nullptr));
  check_null(weir_stream_next(nullptr, 0, &event));
  check_null(weir_stream_next(nullptr, 0, nullptr));
  check_null(weir_call_carry(nullptr, "{}", 2));
  check_null(weir_call_carry(call.get(), nullptr, 2));
  check_null(weir_call_next_action(nullptr, &action));
  check_null(weir_call_next_action(call.get(), nullptr));
  check_null(weir_call_report_status(nullptr, 1, 200));
  check_null(weir_call_report_header(nullptr, 1, "a", 1, "b", 1));
  check_null(weir_call_report_header(call.get(), 1, nullptr, 1, "b", 1));
  check_null(weir_call_report_header(call.get(), 1, "a", 1, nullptr, 1));
  check_null(weir_call_report_body(nullptr, 1, "a", 1));
  check_null(weir_call_report_body(call.get(), 1, nullptr, 1));
  check_null(weir_call_report_end(nullptr, 1));
  check_null(weir_call_report_failure(nullptr, 1, WEIR_TIMEOUT));
  check_null(weir_log_read(nullptr, nullptr, &text));
  check_null(weir_log_read(gate.get(), nullptr, nullptr));
  check_null(weir_log_usage(nullptr, nullptr, 0, 0, &text));
  check_null(weir_log_usage(gate.get(), nullptr, 0, 0, nullptr));
  check_null(weir_log_usage(gate.get(), nullptr, 5, 0, &text));
  check_null(weir_policy_check(nullptr, 5, nullptr));
  check_null(weir_policy_schema(nullptr));
  check_null(weir_policy_reference(nullptr));
  check_null(weir_policy_starter(nullptr));
  check_null(weir_detectors_list(nullptr));
  check_null(weir_scanner_new(nullptr, nullptr, nullptr));
  check_null(weir_scan_new(nullptr, &scan));
  check_null(weir_scan_feed(nullptr, "a", 1));
  check_null(weir_scan_finish(nullptr));
  REQUIRE(weir_scanner_new(gate.get(), nullptr, &scanner) == nullptr);
  const ScannerHandle owned(scanner);
  check_null(weir_scan_new(scanner, nullptr));
}

TEST_CASE("An out parameter is NULL after a failure") {
  int filler = 0;
  auto* call = reinterpret_cast<weir_call*>(&filler);
  const Error error(weir_call_new(nullptr, nullptr, &call));
  CHECK(error);
  CHECK(call == nullptr);
  auto* text = reinterpret_cast<weir_text*>(&filler);
  const Error unread(weir_quota_read(nullptr, &text));
  CHECK(unread);
  CHECK(text == nullptr);
}

TEST_CASE("Options with missing bytes or impossible numbers are refused") {
  const GateHandle gate = opened(policy_with("memory:"));
  const auto refusal = [&](auto change) {
    weir_call_options options = WEIR_CALL_OPTIONS_INIT;
    change(options);
    weir_call* call = nullptr;
    const Error error(weir_call_new(gate.get(), &options, &call));
    CHECK(call == nullptr);
    CHECK(weir_error_code(error.get()) == WEIR_INVALID_ARGUMENT);
    return reason_of(error);
  };
  using Options = weir_call_options;
  CHECK(refusal([](Options& o) { o.endpoint_size = 3; }) == "argument.null");
  CHECK(refusal([](Options& o) { o.app_size = 3; }) == "argument.null");
  CHECK(refusal([](Options& o) { o.tags_size = 3; }) == "argument.null");
  CHECK(refusal([](Options& o) { o.group_count = 3; }) == "argument.null");
  CHECK(refusal([](Options& o) { o.traceparent_size = 3; }) == "argument.null");
  CHECK(refusal([](Options& o) { o.deadline_ms = -1; }) == "options.deadline");
  const char* const groups[] = {"a", nullptr};
  CHECK(refusal([&](Options& o) {
          o.groups = groups;
          o.group_count = 2;
        }) == "argument.null");
  for (const std::string tags : {"[]", "{", "{\"a\":1}", "{\"a\":\"b\"} x", "\"a\"", "\xff"}) {
    CHECK(refusal([&](Options& o) {
            o.tags = tags.data();
            o.tags_size = tags.size();
          }) == "caller.tag");
  }
  const std::string long_id(300, 'x');
  for (const std::string& id : {long_id, std::string("a\nb"), std::string("a\0b", 3)}) {
    CHECK(refusal([&](Options& o) {
            o.conversation_id = id.data();
            o.conversation_id_size = id.size();
          }) == "options.id");
  }
}

TEST_CASE("A size that was negative is refused, not read") {
  const GateHandle gate = opened(policy_with("memory:"));
  const CallHandle call = new_call(gate.get());
  const auto negative = static_cast<size_t>(-1);
  const auto check_size = [](weir_error* got) {
    const Error error(got);
    CHECK(weir_error_code(error.get()) == WEIR_INVALID_ARGUMENT);
    CHECK(reason_of(error) == "argument.size");
  };
  weir_text* text = nullptr;
  weir_stream* stream = nullptr;
  check_size(weir_call_run(call.get(), "{}", negative));
  check_size(weir_call_stream(call.get(), "{}", negative, &stream));
  check_size(weir_call_carry(call.get(), "{}", negative));
  check_size(weir_call_report_body(call.get(), 1, "x", negative));
  check_size(weir_call_report_header(call.get(), 1, "x", negative, "y", 1));
  check_size(weir_log_usage(gate.get(), "model", negative, 0, &text));
  check_size(weir_policy_check("x", negative, nullptr));
  const char* const group = "a";
  weir_call_options options = WEIR_CALL_OPTIONS_INIT;
  options.groups = &group;
  options.group_sizes = &negative;
  options.group_count = 1;
  weir_call* made = nullptr;
  check_size(weir_call_new(gate.get(), &options, &made));
  options.group_count = negative;
  CHECK(reason_of(Error(weir_call_new(gate.get(), &options, &made))) == "caller.group");
}

TEST_CASE("Queries with impossible values are refused") {
  const GateHandle gate = opened(policy_with("memory:"));
  weir_log_query query = WEIR_LOG_QUERY_INIT;
  query.limit = -1;
  weir_text* text = nullptr;
  CHECK(reason_of(Error(weir_log_read(gate.get(), &query, &text))) == "options.limit");
  CHECK(reason_of(Error(weir_log_usage(gate.get(), "shoe size", 9, 0, &text))) == "usage.by");
  for (const double threshold : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN(),
                                 std::numeric_limits<double>::infinity()}) {
    weir_scanner_options options = WEIR_SCANNER_OPTIONS_INIT;
    options.threshold = threshold;
    weir_scanner* scanner = nullptr;
    const Error error(weir_scanner_new(nullptr, &options, &scanner));
    CHECK(reason_of(error) == "scan.threshold");
  }
}

TEST_CASE("A gate takes one policy, and a good one") {
  const auto refusal = [](std::string_view path, std::string_view text) {
    weir_gate_options options = WEIR_GATE_OPTIONS_INIT;
    options.policy_path = path.data();
    options.policy_path_size = path.size();
    options.policy_text = text.data();
    options.policy_text_size = text.size();
    weir_gate* gate = nullptr;
    Error error(weir_gate_open(&options, &gate));
    CHECK(gate == nullptr);
    return error;
  };
  CHECK(reason_of(refusal("a", "{}")) == "options.policy");
  for (const std::string_view text : {"{", "[]", "{}", "\xff\xfe", "{\"weir\": 2}"}) {
    INFO(text);
    const Error error = refusal({}, text);
    CHECK(weir_error_code(error.get()) == WEIR_INVALID_POLICY);
    CHECK(std::string(weir_error_details(error.get(), nullptr)).front() == '{');
  }
  CHECK(refusal("/nonexistent/weir.jsonc", {}));
  CHECK(refusal(std::string_view("a\0b", 3), {}));
}

TEST_CASE("A call passes one door once, and reports belong to an exchange under way") {
  const GateHandle gate = opened(policy_with("memory:"));
  const CallHandle call = new_call(gate.get());
  const weir_action* action = nullptr;
  CHECK(reason_of(Error(weir_call_next_action(call.get(), &action))) == "call.not_carried");
  CHECK(reason_of(Error(weir_call_report_end(call.get(), 1))) == "exchange.unknown");
  CHECK(reason_of(Error(weir_call_report_status(call.get(), -1, 200))) == "exchange.unknown");
  setenv("WEIR_TEST_KEY", "sk-test", 1);  // NOLINT(concurrency-mt-unsafe)
  REQUIRE(weir_call_carry(call.get(), kRequest.data(), kRequest.size()) == nullptr);
  CHECK(reason_of(Error(weir_call_carry(call.get(), "{}", 2))) == "call.used");
  CHECK(reason_of(Error(weir_call_run(call.get(), "{}", 2))) == "call.used");
  REQUIRE(weir_call_next_action(call.get(), &action) == nullptr);
  REQUIRE(weir_action_kind(action) == WEIR_ACTION_SEND);
  const size_t count = weir_action_header_count(action);
  CHECK(std::strcmp(weir_action_header_name(action, count, nullptr), "") == 0);
  CHECK(std::strcmp(weir_action_header_value(action, SIZE_MAX, nullptr), "") == 0);
  const int64_t exchange = weir_action_exchange(action);
  CHECK(reason_of(Error(weir_call_report_body(call.get(), exchange + 1, "x", 1))) ==
        "exchange.unknown");
}

TEST_CASE("Any number is a status or a failure code: the call ends in an error, on record") {
  setenv("WEIR_TEST_KEY", "sk-test", 1);  // NOLINT(concurrency-mt-unsafe)
  const GateHandle gate = opened(policy_with("memory:"));
  for (const int32_t number : {INT32_MIN, -1, 0, 99, 1000, INT32_MAX}) {
    for (const bool as_status : {true, false}) {
      const CallHandle call = new_call(gate.get());
      REQUIRE(weir_call_carry(call.get(), kRequest.data(), kRequest.size()) == nullptr);
      const weir_action* action = nullptr;
      REQUIRE(weir_call_next_action(call.get(), &action) == nullptr);
      const int64_t exchange = weir_action_exchange(action);
      if (as_status) {
        const Error ignored(weir_call_report_status(call.get(), exchange, number));
        const Error also_ignored(weir_call_report_end(call.get(), exchange));
      } else {
        REQUIRE(weir_call_report_failure(call.get(), exchange, number) == nullptr);
      }
      Error ended;
      for (int steps = 0; steps < 10 && !ended; ++steps) {
        ended.reset(weir_call_next_action(call.get(), &action));
        if (weir_action_kind(action) == WEIR_ACTION_DONE) break;
        REQUIRE(steps < 9);
      }
    }
  }
}

TEST_CASE("Findings out of range are neutral, and a text ends once") {
  weir_scanner* made = nullptr;
  REQUIRE(weir_scanner_new(nullptr, nullptr, &made) == nullptr);
  const ScannerHandle scanner(made);
  weir_scan* begun = nullptr;
  REQUIRE(weir_scan_new(made, &begun) == nullptr);
  const ScanHandle scan(begun);
  REQUIRE(weir_scan_feed(begun, "write to matti@example.org", 26) == nullptr);
  REQUIRE(weir_scan_feed(begun, nullptr, 0) == nullptr);
  CHECK(reason_of(Error(weir_scan_feed(begun, "x", SIZE_MAX))) == "argument.size");
  REQUIRE(weir_scan_finish(begun) == nullptr);
  const size_t count = weir_scan_finding_count(begun);
  REQUIRE(count == 1);
  CHECK(std::strcmp(weir_scan_finding_entity(begun, 0, nullptr), "EMAIL_ADDRESS") == 0);
  for (const size_t index : {count, SIZE_MAX}) {
    CHECK(std::strcmp(weir_scan_finding_entity(begun, index, nullptr), "") == 0);
    CHECK(weir_scan_finding_start(begun, index) == 0);
    CHECK(weir_scan_finding_end(begun, index) == 0);
    CHECK(weir_scan_finding_score(begun, index) == 0);
  }
  CHECK(reason_of(Error(weir_scan_feed(begun, "x", 1))) == "scan.finished");
  CHECK(weir_scan_finish(begun) == nullptr);
}
