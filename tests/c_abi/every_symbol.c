/* A C99 program that calls every exported function (symbols.py holds it to the list) and checks what
 * each returns on the good path. Both doors, against the loopback provider. */
#define _POSIX_C_SOURCE 200809L
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <weir/weir.h>

#include "c_abi/provider_for_c.h"

static int failures = 0;

#define CHECK(condition) \
  do { \
    if (!(condition)) { \
      fprintf(stderr, "every_symbol.c:%d: not so: %s\n", __LINE__, #condition); \
      ++failures; \
    } \
  } while (0)

/* Frees an error after printing it. */
static void succeed(weir_error *error, const char *what) {
  if (error == NULL) return;
  fprintf(stderr, "%s: %s\n", what, weir_error_message(error, NULL));
  weir_error_free(error);
  ++failures;
}
#define SUCCEED(call) succeed(call, #call)

static const char kRequest[] =
    "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi Kalevala-7\"}]}";

static weir_gate *open_gate(const char *base_url) {
  static const char format[] =
      "{\"weir\":1,\"providers\":{\"local\":{\"format\":\"openai\",\"base_url\":\"%s/v1\","
      "\"key\":\"env:WEIR_TEST_KEY\"}},\"endpoints\":{\"assistant\":{\"targets\":[{\"provider\":"
      "\"local\",\"model\":\"small\"}],\"max_output_tokens\":50,\"guardrails\":{\"input\":"
      "[\"words\"]}}},\"guardrails\":{\"words\":{\"rules\":[{\"keywords\":[\"Kalevala-7\"],"
      "\"action\":\"mask\"},{\"keywords\":[\"Sampo-9\"],\"action\":\"block\"}]}},\"quotas\":["
      "{\"name\":\"rpm\",\"match\":{\"app\":\"limited\"},\"limit\":{\"requests\":1},\"window\":"
      "{\"kind\":\"fixed\",\"length\":\"366d\"}}],\"store\":\"memory:\"}";
  char policy[1024];
  weir_gate_options options = WEIR_GATE_OPTIONS_INIT;
  weir_gate *gate = NULL;
  snprintf(policy, sizeof policy, format, base_url);
  options.policy_text = policy;
  options.policy_text_size = strlen(policy);
  SUCCEED(weir_gate_open(&options, &gate));
  return gate;
}

static weir_call *new_call(weir_gate *gate) {
  static const char *const groups[] = {"research", "staff"};
  weir_call_options options = WEIR_CALL_OPTIONS_INIT;
  weir_call *call = NULL;
  options.user = "matti";
  options.user_size = 5;
  options.groups = groups;
  options.group_count = 2;
  options.tags = "{\"project\":\"x\"}";
  options.tags_size = strlen(options.tags);
  SUCCEED(weir_call_new(gate, &options, &call));
  return call;
}

static void check_run(weir_gate *gate) {
  weir_call *call = new_call(gate);
  size_t size = 0;
  SUCCEED(weir_call_run(call, kRequest, strlen(kRequest)));
  CHECK(strstr(weir_call_answer_text(call, &size), "You said: Hi <") != NULL);
  CHECK(size > 0);
  CHECK(weir_call_answer(call, NULL)[0] == '{');
  CHECK(strlen(weir_call_id(call, NULL)) == 36);
  CHECK(strstr(weir_call_report(call, NULL), "\"outcome\":\"answered\"") != NULL);
  weir_call_free(call);
}

static weir_call *new_limited_call(weir_gate *gate) {
  weir_call_options options = WEIR_CALL_OPTIONS_INIT;
  weir_call *call = NULL;
  options.app = "limited";
  options.app_size = 7;
  SUCCEED(weir_call_new(gate, &options, &call));
  return call;
}

static void check_quotas(weir_gate *gate) {
  weir_call *call = new_limited_call(gate);
  weir_error *error = NULL;
  CHECK(weir_call_quota_count(call) == 0);
  SUCCEED(weir_call_run(call, kRequest, strlen(kRequest)));
  CHECK(weir_call_quota_count(call) == 1);
  CHECK(strcmp(weir_call_quota_name(call, 0, NULL), "rpm") == 0);
  CHECK(strcmp(weir_call_quota_key(call, 0, NULL), "rpm") == 0);
  CHECK(strcmp(weir_call_quota_metric(call, 0, NULL), "requests") == 0);
  CHECK(weir_call_quota_limit(call, 0) == 1);
  CHECK(weir_call_quota_remaining(call, 0) == 0);
  CHECK(weir_call_quota_reset_ms(call, 0) > 0);
  CHECK(weir_call_quota_name(call, 1, NULL)[0] == '\0');
  weir_call_free(call);
  call = new_limited_call(gate);
  error = weir_call_run(call, kRequest, strlen(kRequest));
  CHECK(weir_error_code(error) == WEIR_OVER_QUOTA);
  CHECK(weir_error_header_count(error) == 4);
  CHECK(strcmp(weir_error_header_name(error, 0, NULL), "retry-after") == 0);
  CHECK(atol(weir_error_header_value(error, 0, NULL)) > 0);
  CHECK(strcmp(weir_error_header_name(error, 3, NULL), "ratelimit") == 0);
  weir_error_free(error);
  weir_call_free(call);
}

static void check_administration(weir_gate *gate) {
  weir_call *call = new_limited_call(gate);
  weir_text *events = NULL;
  weir_error *error = NULL;
  SUCCEED(weir_quota_grant(gate, "rpm", 3, NULL, 0, "requests", 8, 1));
  SUCCEED(weir_quota_freeze(gate, "rpm", 3, NULL, 0));
  error = weir_call_run(call, kRequest, strlen(kRequest));
  CHECK(weir_error_code(error) == WEIR_DENIED);
  CHECK(strcmp(weir_error_reason(error, NULL), "quota.frozen") == 0);
  weir_error_free(error);
  weir_call_free(call);
  SUCCEED(weir_quota_unfreeze(gate, "rpm", 3, NULL, 0));
  call = new_limited_call(gate);
  SUCCEED(weir_call_run(call, kRequest, strlen(kRequest)));
  weir_call_free(call);
  SUCCEED(weir_quota_reset(gate, "rpm", 3, NULL, 0));
  SUCCEED(weir_quota_events(gate, 0, &events));
  CHECK(strstr(weir_text_data(events, NULL), "\"kind\":\"reset\"") != NULL);
  CHECK(strstr(weir_text_data(events, NULL), "\"kind\":\"grant\"") != NULL);
  weir_text_free(events);
}

static void check_stream(weir_gate *gate) {
  weir_call *call = new_call(gate);
  weir_stream *stream = NULL;
  const weir_event *event = NULL;
  char text[256] = "";
  SUCCEED(weir_call_stream(call, kRequest, strlen(kRequest), &stream));
  CHECK(weir_stream_descriptor(stream) >= 0);
  for (;;) {
    SUCCEED(weir_stream_next(stream, -1, &event));
    if (event == NULL) break;
    CHECK(weir_event_data(event, NULL)[0] == '{');
    strncat(text, weir_event_text(event, NULL), sizeof text - strlen(text) - 1);
  }
  CHECK(strstr(text, "You said: Hi <") == text);
  weir_stream_free(stream);
  weir_call_free(call);
}

static int has_key(const weir_action *action) {
  size_t i;
  for (i = 0; i < weir_action_header_count(action); ++i) {
    if (strcmp(weir_action_header_name(action, i, NULL), "authorization") == 0 ||
        strcmp(weir_action_header_name(action, i, NULL), "Authorization") == 0) {
      return strcmp(weir_action_header_value(action, i, NULL), "Bearer sk-test") == 0;
    }
  }
  return 0;
}

static void check_send(const weir_action *action) {
  CHECK(strcmp(weir_action_method(action, NULL), "POST") == 0);
  CHECK(strstr(weir_action_url(action, NULL), "/v1/chat/completions") != NULL);
  CHECK(strstr(weir_action_body(action, NULL), "Kalevala-7") == NULL);
  CHECK(weir_action_timeout_ms(action) > 0);
  CHECK(has_key(action));
}

static void report_answer(weir_call *call, int64_t exchange) {
  static const char answer[] =
      "{\"id\":\"1\",\"object\":\"chat.completion\",\"model\":\"small\",\"choices\":[{\"index\":0,"
      "\"message\":{\"role\":\"assistant\",\"content\":\"carried\"},\"finish_reason\":\"stop\"}],"
      "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4}}";
  SUCCEED(weir_call_report_status(call, exchange, 200));
  SUCCEED(weir_call_report_header(call, exchange, "Content-Type", 12, "application/json", 16));
  SUCCEED(weir_call_report_body(call, exchange, answer, strlen(answer)));
  SUCCEED(weir_call_report_end(call, exchange));
}

static void check_carry(weir_gate *gate, bool fails) {
  weir_call *call = new_call(gate);
  const weir_action *action = NULL;
  weir_error *error = NULL;
  int32_t kind = 0;
  bool shown = false;
  SUCCEED(weir_call_carry(call, kRequest, strlen(kRequest)));
  while ((error = weir_call_next_action(call, &action)) == NULL &&
         (kind = weir_action_kind(action)) != WEIR_ACTION_DONE) {
    int64_t exchange = weir_action_exchange(action);
    if (kind == WEIR_ACTION_SEND) check_send(action);
    if (kind == WEIR_ACTION_WAIT && fails) {
      SUCCEED(weir_call_report_failure(call, exchange, WEIR_UNAVAILABLE));
    } else if (kind == WEIR_ACTION_WAIT) {
      report_answer(call, exchange);
    } else if (kind == WEIR_ACTION_SHOW) {
      shown = true;
      CHECK(weir_action_status(action) == 200);
      CHECK(strstr(weir_action_body(action, NULL), "carried") != NULL);
    }
  }
  CHECK(shown == !fails);
  CHECK((error != NULL) == fails);
  CHECK(weir_error_code(error) == (fails ? WEIR_UNAVAILABLE : WEIR_OK));
  weir_error_free(error);
  weir_call_free(call);
}

static void check_error(weir_gate *gate) {
  static const char body[] =
      "{\"model\":\"assistant\",\"messages\":[{\"role\":\"user\",\"content\":\"Sampo-9\"}]}";
  weir_call *call = new_call(gate);
  weir_error *error = weir_call_run(call, body, strlen(body));
  CHECK(weir_error_code(error) == WEIR_BLOCKED);
  CHECK(strcmp(weir_error_reason(error, NULL), "guardrail.blocked") == 0);
  CHECK(weir_error_message(error, NULL)[0] != '\0');
  CHECK(strstr(weir_error_message(error, NULL), "Sampo-9") == NULL);
  CHECK(strstr(weir_error_details(error, NULL), "Sampo-9") == NULL);
  CHECK(!weir_error_is_retryable(error));
  CHECK(weir_error_retry_after_ms(error) == 0);
  CHECK(weir_error_http_status(error) == 400);
  CHECK(strstr(weir_error_body(error, NULL), "\"error\"") != NULL);
  weir_error_free(error);
  weir_call_cancel(call);
  weir_call_free(call);
}

static void check_scan(void) {
  weir_scanner_options options = WEIR_SCANNER_OPTIONS_INIT;
  weir_scanner *scanner = NULL;
  weir_scan *scan = NULL;
  options.detect = "EMAIL_ADDRESS";
  options.detect_size = strlen(options.detect);
  SUCCEED(weir_scanner_new(NULL, &options, &scanner));
  SUCCEED(weir_scan_new(scanner, &scan));
  weir_scanner_free(scanner);
  SUCCEED(weir_scan_feed(scan, "to matti@example.org", 20));
  SUCCEED(weir_scan_finish(scan));
  CHECK(strstr(weir_scan_output(scan, NULL), "matti@") == NULL);
  CHECK(weir_scan_finding_count(scan) == 1);
  CHECK(strcmp(weir_scan_finding_entity(scan, 0, NULL), "EMAIL_ADDRESS") == 0);
  CHECK(strcmp(weir_scan_finding_action(scan, 0, NULL), "mask") == 0);
  CHECK(weir_scan_finding_start(scan, 0) == 3);
  CHECK(weir_scan_finding_end(scan, 0) == 20);
  CHECK(weir_scan_finding_score(scan, 0) > 0);
  weir_scan_free(scan);
}

static void check_text(weir_error *error, weir_text *text, const char *holds) {
  size_t size = 0;
  succeed(error, holds);
  CHECK(strstr(weir_text_data(text, &size), holds) != NULL);
  CHECK(size == strlen(weir_text_data(text, NULL)));
  weir_text_free(text);
}

static void check_documents(weir_gate *gate) {
  weir_text *text = NULL;
  weir_error *error = weir_policy_schema(&text);
  check_text(error, text, "$schema");
  error = weir_policy_reference(&text);
  check_text(error, text, "endpoints");
  error = weir_policy_starter(&text);
  check_text(error, text, "\"weir\": 1");
  error = weir_detectors_list(&text);
  check_text(error, text, "FI_PERSONAL_IDENTITY_CODE");
  error = weir_quota_read(gate, &text);
  check_text(error, text, "[");
  error = weir_log_read(gate, NULL, &text);
  check_text(error, text, "answered");
  error = weir_log_usage(gate, "outcome", 7, 0, &text);
  check_text(error, text, "blocked");
  error = weir_policy_check("/nonexistent.jsonc", 18, &text);
  CHECK(error != NULL);
  CHECK(text == NULL);
  weir_error_free(error);
}

static void count_lines(int32_t level, const char *reason, const char *fields, void *user) {
  CHECK(level >= WEIR_LOG_ERROR && level <= WEIR_LOG_INFO);
  CHECK(strlen(reason) > 0 && fields[0] == '{');
  ++*(int *)user;
}

int main(void) {
  const char *base_url = start_provider();
  weir_gate *gate;
  int lines = 0;
  setenv("WEIR_TEST_KEY", "sk-test", 1);
  CHECK(base_url != NULL);
  CHECK(weir_version_number() == WEIR_VERSION_NUMBER);
  CHECK(strcmp(weir_version_text(), WEIR_VERSION_TEXT) == 0);
  gate = open_gate(base_url);
  if (gate == NULL) return 1;
  CHECK(strcmp(weir_gate_policy_path(gate, NULL), "") == 0);
  weir_gate_set_log_hook(gate, count_lines, &lines);
  SUCCEED(weir_gate_reload(gate));
  CHECK(lines == 1);
  check_run(gate);
  check_quotas(gate);
  check_administration(gate);
  check_stream(gate);
  check_carry(gate, false);
  check_carry(gate, true);
  check_error(gate);
  check_scan();
  check_documents(gate);
  SUCCEED(weir_gate_close(gate, 1000));
  weir_gate_free(gate);
  printf("%d failures\n", failures);
  return failures == 0 ? 0 : 1;
}
