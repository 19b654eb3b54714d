"""The C ABI as cffi reads it, made by generate_declarations.py from the headers."""

# ruff: noqa: E501
VERSION = "0.1.0"

DECLARATIONS = """
/* error.h */
#define WEIR_OK 0
#define WEIR_INVALID_ARGUMENT 1
#define WEIR_INVALID_POLICY 2
#define WEIR_INVALID_REQUEST 3
#define WEIR_DENIED 4
#define WEIR_BLOCKED 5
#define WEIR_OVER_QUOTA 6
#define WEIR_NEVER_ADMISSIBLE 7
#define WEIR_PROVIDER 8
#define WEIR_TIMEOUT 9
#define WEIR_CANCELLED 10
#define WEIR_UNAVAILABLE 11
#define WEIR_UNSUPPORTED 12
#define WEIR_INTERNAL 13
#define WEIR_OUT_OF_MEMORY 14
typedef struct weir_error weir_error;
int32_t weir_error_code(const weir_error *error);
const char *weir_error_message(const weir_error *error, size_t *size);
const char *weir_error_reason(const weir_error *error, size_t *size);
const char *weir_error_details(const weir_error *error, size_t *size);
bool weir_error_is_retryable(const weir_error *error);
int64_t weir_error_retry_after_ms(const weir_error *error);
int32_t weir_error_http_status(const weir_error *error);
const char *weir_error_body(const weir_error *error, size_t *size);
size_t weir_error_header_count(const weir_error *error);
const char *weir_error_header_name(const weir_error *error, size_t index, size_t *size);
const char *weir_error_header_value(const weir_error *error, size_t index, size_t *size);
void weir_error_free(weir_error *error);

/* gate.h */
#define WEIR_LOG_ERROR 1
#define WEIR_LOG_WARNING 2
#define WEIR_LOG_INFO 3
typedef struct weir_gate weir_gate;
typedef struct weir_gate_options { size_t struct_size; const char *policy_path; size_t policy_path_size; const char *policy_text; size_t policy_text_size; bool no_watch; const char *ca_file; size_t ca_file_size; } weir_gate_options;
weir_error *weir_gate_open(const weir_gate_options *options, weir_gate **gate);
weir_error *weir_gate_reload(weir_gate *gate);
weir_error *weir_gate_close(weir_gate *gate, int64_t flush_timeout_ms);
void weir_gate_free(weir_gate *gate);
const char *weir_gate_policy_path(const weir_gate *gate, size_t *size);
typedef void (*weir_log_hook)(int32_t level, const char *reason, const char *fields, void *user);
void weir_gate_set_log_hook(weir_gate *gate, weir_log_hook hook, void *user);

/* call.h */
#define WEIR_ACTION_SEND 1
#define WEIR_ACTION_WAIT 2
#define WEIR_ACTION_SHOW 3
#define WEIR_ACTION_DONE 4
typedef struct weir_call weir_call;
typedef struct weir_stream weir_stream;
typedef struct weir_event weir_event;
typedef struct weir_action weir_action;
typedef struct weir_call_options { size_t struct_size; const char *endpoint; size_t endpoint_size; const char *user; size_t user_size; const char *const *groups; const size_t *group_sizes; size_t group_count; const char *app; size_t app_size; const char *tags; size_t tags_size; const char *client_request_id; size_t client_request_id_size; const char *conversation_id; size_t conversation_id_size; const char *traceparent; size_t traceparent_size; int64_t deadline_ms; } weir_call_options;
weir_error *weir_call_new(weir_gate *gate, const weir_call_options *options, weir_call **call);
void weir_call_free(weir_call *call);
void weir_call_cancel(weir_call *call);
weir_error *weir_call_run(weir_call *call, const char *request, size_t request_size);
weir_error *weir_call_stream(weir_call *call, const char *request, size_t request_size, weir_stream **stream);
weir_error *weir_stream_next(weir_stream *stream, int64_t timeout_ms, const weir_event **event);
int weir_stream_descriptor(const weir_stream *stream);
void weir_stream_free(weir_stream *stream);
const char *weir_event_data(const weir_event *event, size_t *size);
const char *weir_event_text(const weir_event *event, size_t *size);
weir_error *weir_call_carry(weir_call *call, const char *request, size_t request_size);
weir_error *weir_call_next_action(weir_call *call, const weir_action **action);
int32_t weir_action_kind(const weir_action *action);
int64_t weir_action_exchange(const weir_action *action);
const char *weir_action_method(const weir_action *action, size_t *size);
const char *weir_action_url(const weir_action *action, size_t *size);
size_t weir_action_header_count(const weir_action *action);
const char *weir_action_header_name(const weir_action *action, size_t index, size_t *size);
const char *weir_action_header_value(const weir_action *action, size_t index, size_t *size);
const char *weir_action_body(const weir_action *action, size_t *size);
int32_t weir_action_status(const weir_action *action);
int64_t weir_action_timeout_ms(const weir_action *action);
weir_error *weir_call_report_status(weir_call *call, int64_t exchange, int32_t status);
weir_error *weir_call_report_header(weir_call *call, int64_t exchange, const char *name, size_t name_size, const char *value, size_t value_size);
weir_error *weir_call_report_body(weir_call *call, int64_t exchange, const char *bytes, size_t size);
weir_error *weir_call_report_end(weir_call *call, int64_t exchange);
weir_error *weir_call_report_failure(weir_call *call, int64_t exchange, int32_t code);
const char *weir_call_answer(const weir_call *call, size_t *size);
const char *weir_call_answer_text(const weir_call *call, size_t *size);
const char *weir_call_id(const weir_call *call, size_t *size);
const char *weir_call_report(const weir_call *call, size_t *size);
size_t weir_call_quota_count(const weir_call *call);
const char *weir_call_quota_name(const weir_call *call, size_t index, size_t *size);
const char *weir_call_quota_key(const weir_call *call, size_t index, size_t *size);
const char *weir_call_quota_metric(const weir_call *call, size_t index, size_t *size);
int64_t weir_call_quota_limit(const weir_call *call, size_t index);
int64_t weir_call_quota_remaining(const weir_call *call, size_t index);
int64_t weir_call_quota_reset_ms(const weir_call *call, size_t index);

/* text.h */
typedef struct weir_text weir_text;
const char *weir_text_data(const weir_text *text, size_t *size);
void weir_text_free(weir_text *text);

/* log.h */
typedef struct weir_log_query { size_t struct_size; int64_t since_us; const char *after; size_t after_size; int64_t limit; bool with_payload; } weir_log_query;
weir_error *weir_log_read(weir_gate *gate, const weir_log_query *query, weir_text **json);
weir_error *weir_log_usage(weir_gate *gate, const char *by, size_t by_size, int64_t since_us, weir_text **json);

/* policy.h */
weir_error *weir_policy_check(const char *path, size_t path_size, weir_text **used);
weir_error *weir_policy_schema(weir_text **json);
weir_error *weir_policy_reference(weir_text **markdown);
weir_error *weir_policy_starter(weir_text **jsonc);

/* quota.h */
weir_error *weir_quota_read(weir_gate *gate, weir_text **json);
weir_error *weir_quota_reset(weir_gate *gate, const char *quota, size_t quota_size, const char *key, size_t key_size);
weir_error *weir_quota_freeze(weir_gate *gate, const char *quota, size_t quota_size, const char *key, size_t key_size);
weir_error *weir_quota_unfreeze(weir_gate *gate, const char *quota, size_t quota_size, const char *key, size_t key_size);
weir_error *weir_quota_grant(weir_gate *gate, const char *quota, size_t quota_size, const char *key, size_t key_size, const char *metric, size_t metric_size, int64_t amount);
weir_error *weir_quota_events(weir_gate *gate, int64_t limit, weir_text **json);

/* scan.h */
#define WEIR_SCAN_FINDINGS_MAX 1048576
typedef struct weir_scanner weir_scanner;
typedef struct weir_scan weir_scan;
typedef struct weir_scanner_options { size_t struct_size; const char *guardrail; size_t guardrail_size; const char *detect; size_t detect_size; double threshold; } weir_scanner_options;
weir_error *weir_scanner_new(weir_gate *gate, const weir_scanner_options *options, weir_scanner **scanner);
void weir_scanner_free(weir_scanner *scanner);
weir_error *weir_scan_new(const weir_scanner *scanner, weir_scan **scan);
void weir_scan_free(weir_scan *scan);
weir_error *weir_scan_feed(weir_scan *scan, const char *text, size_t size);
weir_error *weir_scan_finish(weir_scan *scan);
const char *weir_scan_output(const weir_scan *scan, size_t *size);
size_t weir_scan_finding_count(const weir_scan *scan);
const char *weir_scan_finding_entity(const weir_scan *scan, size_t index, size_t *size);
int64_t weir_scan_finding_start(const weir_scan *scan, size_t index);
int64_t weir_scan_finding_end(const weir_scan *scan, size_t index);
double weir_scan_finding_score(const weir_scan *scan, size_t index);
const char *weir_scan_finding_action(const weir_scan *scan, size_t index, size_t *size);
weir_error *weir_detectors_list(weir_text **json);

/* version.h */
#define WEIR_VERSION_MAJOR 0
#define WEIR_VERSION_MINOR 1
#define WEIR_VERSION_PATCH 0
int32_t weir_version_number(void);
const char *weir_version_text(void);
"""
