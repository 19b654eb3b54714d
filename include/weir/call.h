/* call.h - one governed exchange with a provider.
 *
 * Two doors, one path inside. *run*: weir sends the request itself (weir_call_run for a whole answer,
 * weir_call_stream for a stream). *carry*: the caller's own HTTP stack sends, driven by
 * weir_call_next_action. A call passes one door once.
 *
 * Every call that passes a door of an open gate leaves a row in the inference table, whatever becomes
 * of it. */
#ifndef WEIR_CALL_H
#define WEIR_CALL_H

#include <weir/gate.h>

WEIR_BEGIN_DECLS

typedef struct weir_call weir_call;
typedef struct weir_stream weir_stream;
typedef struct weir_event weir_event;
typedef struct weir_action weir_action;

/* Who asks, and for what. Zero is the default of every field. Strings are UTF-8 and copied. */
typedef struct weir_call_options {
  size_t struct_size;   /* sizeof(weir_call_options); set by WEIR_CALL_OPTIONS_INIT */
  const char *endpoint; /* the policy's name for it; NULL: the only endpoint, if there is one only,
                           else the one that the request's "model" names */
  size_t endpoint_size;
  const char *user;     /* as the program asserts it; NULL: the user that the process runs as */
  size_t user_size;
  const char *const *groups; /* group_count names, or NULL */
  const size_t *group_sizes; /* their lengths; NULL: each is NUL-terminated */
  size_t group_count;
  const char *app;      /* the program's name, or NULL */
  size_t app_size;
  const char *tags;     /* a JSON object of strings, or NULL */
  size_t tags_size;
  const char *client_request_id; /* the caller's own id, or NULL */
  size_t client_request_id_size;
  const char *conversation_id;   /* or NULL */
  size_t conversation_id_size;
  const char *traceparent;       /* W3C Trace Context, or NULL */
  size_t traceparent_size;
  int64_t deadline_ms;  /* from weir_call_new until the call must have ended, where that is sooner
                           than the policy's total_ms; 0: the policy's alone */
} weir_call_options;

#define WEIR_CALL_OPTIONS_INIT \
  {sizeof(weir_call_options), NULL, 0, NULL, 0, NULL, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, NULL, 0, 0}

/* Prepares a call; nothing is sent or recorded yet.
 *   options  may be NULL: all defaults. Copied.
 *   call     owned by the caller, ended by weir_call_free; NULL on failure.
 * Fails with WEIR_INVALID_ARGUMENT. Any thread. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_call_new(weir_gate *gate, const weir_call_options *options,
                                                 weir_call **call) WEIR_NOEXCEPT;

/* Ends it. A call under way is cancelled, recorded and settled first (this writes to the stores, and
 * waits for nothing else). NULL is allowed. Since 0.1. */
WEIR_API void weir_call_free(weir_call *call) WEIR_NOEXCEPT;

/* Stops it: what waits returns WEIR_CANCELLED within 10 ms; the call is recorded and settled. Any
 * thread, any time, any number of times. Since 0.1. */
WEIR_API void weir_call_cancel(weir_call *call) WEIR_NOEXCEPT;

/* ---- The run door ------------------------------------------------------------------------------ */

/* Sends a chat-completions request and waits for the whole answer.
 *   request  the JSON body as the provider's API takes it; "stream": true is refused here. Borrowed
 *            for the call.
 * Success: weir_call_answer holds the answer. Fails with a verdict (WEIR_DENIED, WEIR_BLOCKED,
 * WEIR_OVER_QUOTA, WEIR_NEVER_ADMISSIBLE), WEIR_INVALID_REQUEST, WEIR_PROVIDER, WEIR_TIMEOUT,
 * WEIR_CANCELLED or WEIR_UNAVAILABLE; weir_call_report tells what happened either way. Blocks on the
 * stores and the network. One thread at a time. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_call_run(weir_call *call, const char *request,
                                                 size_t request_size) WEIR_NOEXCEPT;

/* Sends the request as a stream ("stream": true is added where it is missing) and returns when the
 * provider has accepted it; a refusal comes from here, not from the stream.
 *   stream  owned by the caller, ended by weir_stream_free; keeps the call alive.
 * Fails as weir_call_run. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_call_stream(weir_call *call, const char *request,
                                                    size_t request_size,
                                                    weir_stream **stream) WEIR_NOEXCEPT;

/* The next event of the stream.
 *   timeout_ms  how long to wait; 0: not at all; -1: as long as the policy's own limits allow.
 *   event       borrowed until the next call on this stream. NULL with success: the stream has ended
 *               and its row is on record.
 * Fails with WEIR_TIMEOUT "stream.wait" when nothing came in timeout_ms (the stream goes on), and
 * otherwise as weir_call_run; the stream is then over. One thread at a time. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_stream_next(weir_stream *stream, int64_t timeout_ms,
                                                    const weir_event **event) WEIR_NOEXCEPT;

/* A descriptor that is readable when weir_stream_next may have something to return, or when a time
 * limit has run out; poll it, then call weir_stream_next with timeout 0. Never read or close it. It
 * stays readable until weir_stream_next says "stream.wait". Borrowed until the stream is freed. -1 when there is none. Since 0.1. */
WEIR_API int weir_stream_descriptor(const weir_stream *stream) WEIR_NOEXCEPT;

/* Ends it. Freed before its end, it cancels the call and settles it by what was received. NULL is
 * allowed. Since 0.1. */
WEIR_API void weir_stream_free(weir_stream *stream) WEIR_NOEXCEPT;

/* The event's JSON, one chat.completion.chunk object. Borrowed with the event. Since 0.1. */
WEIR_API const char *weir_event_data(const weir_event *event, size_t *size) WEIR_NOEXCEPT;

/* What the event adds to the text of the first choice; "" for an event that adds none. Borrowed with
 * the event. Since 0.1. */
WEIR_API const char *weir_event_text(const weir_event *event, size_t *size) WEIR_NOEXCEPT;

/* ---- The carry door ---------------------------------------------------------------------------- */

#define WEIR_ACTION_SEND 1 /* send this request, then report what comes under its exchange id */
#define WEIR_ACTION_WAIT 2 /* report something about an exchange under way, then ask again; where the \
                              exchange is 0 the call waits for quota: ask again after timeout_ms */
#define WEIR_ACTION_SHOW 3 /* hand these bytes to the program */
#define WEIR_ACTION_DONE 4 /* the call is over and on record */

/* Hands a request to a call that the caller's own HTTP stack will carry. Everything up to the first
 * action happens in weir_call_next_action. Parameters as weir_call_run, but "stream" may be true.
 * Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_call_carry(weir_call *call, const char *request,
                                                   size_t request_size) WEIR_NOEXCEPT;

/* What to do next.
 *   action  borrowed until the next call on this call. NULL on failure.
 * Fails with a verdict or a fault as weir_call_run; the call is then over and on record. Blocks on the
 * stores, never on the network. One thread at a time. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_call_next_action(weir_call *call,
                                                         const weir_action **action) WEIR_NOEXCEPT;

/* One of WEIR_ACTION_*. Since 0.1. */
WEIR_API int32_t weir_action_kind(const weir_action *action) WEIR_NOEXCEPT;

/* send, wait: the exchange's id, to report under; 0: the call waits for quota (on_exceed wait), and
 * nothing is to be reported. Since 0.1. */
WEIR_API int64_t weir_action_exchange(const weir_action *action) WEIR_NOEXCEPT;

/* send: "POST". Borrowed with the action. Since 0.1. */
WEIR_API const char *weir_action_method(const weir_action *action, size_t *size) WEIR_NOEXCEPT;

/* send: the absolute URL. Redirects must not be followed. Borrowed with the action. Since 0.1. */
WEIR_API const char *weir_action_url(const weir_action *action, size_t *size) WEIR_NOEXCEPT;

/* send: how many headers; the key's header is among them where the policy names a key. show: how many
 * headers of the answer (with its first bytes only). Since 0.1. */
WEIR_API size_t weir_action_header_count(const weir_action *action) WEIR_NOEXCEPT;

/* Name and value of header `index` (below the count). Borrowed with the action. Since 0.1. */
WEIR_API const char *weir_action_header_name(const weir_action *action, size_t index,
                                             size_t *size) WEIR_NOEXCEPT;
WEIR_API const char *weir_action_header_value(const weir_action *action, size_t index,
                                              size_t *size) WEIR_NOEXCEPT;

/* send: the body to send. show: the bytes to hand on; of a stream, whole events in the
 * text/event-stream format. Borrowed with the action. Since 0.1. */
WEIR_API const char *weir_action_body(const weir_action *action, size_t *size) WEIR_NOEXCEPT;

/* show: the HTTP status of the answer. Since 0.1. */
WEIR_API int32_t weir_action_status(const weir_action *action) WEIR_NOEXCEPT;

/* send, wait: milliseconds from now until the exchange must have moved on (first byte, then total),
 * after which the caller reports a failure with WEIR_TIMEOUT. wait for exchange 0: when to ask again.
 * Since 0.1. */
WEIR_API int64_t weir_action_timeout_ms(const weir_action *action) WEIR_NOEXCEPT;

/* What the caller's HTTP stack saw, by exchange id. An id that is not under way is refused with
 * WEIR_INVALID_ARGUMENT "exchange.unknown", so that a late report of an abandoned attempt is
 * harmless. Names and values of headers, bodies: borrowed for the call. Nothing here blocks. */

/* The status line. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_call_report_status(weir_call *call, int64_t exchange,
                                                           int32_t status) WEIR_NOEXCEPT;
/* One response header. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_call_report_header(weir_call *call, int64_t exchange,
                                                           const char *name, size_t name_size,
                                                           const char *value,
                                                           size_t value_size) WEIR_NOEXCEPT;
/* Body bytes, content-decoded. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_call_report_body(weir_call *call, int64_t exchange,
                                                         const char *bytes,
                                                         size_t size) WEIR_NOEXCEPT;
/* The body is complete. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_call_report_end(weir_call *call,
                                                        int64_t exchange) WEIR_NOEXCEPT;
/* The exchange failed.
 *   code  WEIR_TIMEOUT, WEIR_CANCELLED, WEIR_UNAVAILABLE (could not connect) or WEIR_PROVIDER (broke
 *         off).
 * Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_call_report_failure(weir_call *call, int64_t exchange,
                                                            int32_t code) WEIR_NOEXCEPT;

/* ---- What came of it --------------------------------------------------------------------------- */

/* The answer's body after a successful weir_call_run, redacted. Borrowed until the call is freed; ""
 * before. Since 0.1. */
WEIR_API const char *weir_call_answer(const weir_call *call, size_t *size) WEIR_NOEXCEPT;

/* The text of the answer's first choice; "" where it has none. Borrowed as above. Since 0.1. */
WEIR_API const char *weir_call_answer_text(const weir_call *call, size_t *size) WEIR_NOEXCEPT;

/* The call's id: the request_id of its row, a UUID as text. Borrowed as above. Since 0.1. */
WEIR_API const char *weir_call_id(const weir_call *call, size_t *size) WEIR_NOEXCEPT;

/* What weir did, as a JSON object: request_id, endpoint, provider, model, outcome, reason, usage
 * {input_tokens, output_tokens, total_tokens, estimated}, cost_usd, findings [{entity, leaf,
 * in_answer, start, end, score, action}] (the first ones), findings_total, quotas [{quota, metric,
 * limit, remaining, reset_ms}], waited_ms (for quota), downgraded_from
 * (the model that a quota refused, or null), clamped_max_output_tokens, attempts, weir_us, provider_us. usage and
 * cost are those of all attempts together. Never a matched text. Complete when the call is over.
 * Borrowed until the next use of the call. Since 0.1. */
WEIR_API const char *weir_call_report(const weir_call *call, size_t *size) WEIR_NOEXCEPT;

/* What each quota had left after the call's reservation: the same as "quotas" of the report. 0 where no
 * quota holds for the call, and before it reserved. Since 0.1. */
WEIR_API size_t weir_call_quota_count(const weir_call *call) WEIR_NOEXCEPT;
/* The quota's name in the policy; the key that is counted ("rpm|user=matti"); what it counts ("requests",
 * "input_tokens", "output_tokens", "tokens", "usd", "concurrent_calls"). "" for an index that is not
 * there. Borrowed until the next use of the call. Since 0.1. */
WEIR_API const char *weir_call_quota_name(const weir_call *call, size_t index,
                                          size_t *size) WEIR_NOEXCEPT;
WEIR_API const char *weir_call_quota_key(const weir_call *call, size_t index,
                                         size_t *size) WEIR_NOEXCEPT;
WEIR_API const char *weir_call_quota_metric(const weir_call *call, size_t index,
                                            size_t *size) WEIR_NOEXCEPT;
/* In the metric's units; usd in nano-USD. 0 for an index that is not there. Since 0.1. */
WEIR_API int64_t weir_call_quota_limit(const weir_call *call, size_t index) WEIR_NOEXCEPT;
WEIR_API int64_t weir_call_quota_remaining(const weir_call *call, size_t index) WEIR_NOEXCEPT;
/* Milliseconds from the reservation until everything is free again; -1 where no time does that (a
 * lifetime, calls at once). Since 0.1. */
WEIR_API int64_t weir_call_quota_reset_ms(const weir_call *call, size_t index) WEIR_NOEXCEPT;

WEIR_END_DECLS
#endif
