/* error.h - what a call that can fail returns.
 *
 * NULL is success. Anything else is owned by the caller, who frees it with weir_error_free. A verdict
 * (denied, blocked, over quota, never admissible) is not a fault: it has codes of its own, and its
 * message is safe to show to an end user. No message holds a key, a prompt or a matched text. */
#ifndef WEIR_ERROR_H
#define WEIR_ERROR_H

#include <weir/export.h>

/* Codes say what to do about it. Never renumbered; new ones are appended. */
#define WEIR_OK 0
#define WEIR_INVALID_ARGUMENT 1 /* the call itself is wrong: mend the program */
#define WEIR_INVALID_POLICY 2   /* the policy is refused whole: mend the file */
#define WEIR_INVALID_REQUEST 3  /* the request body is refused: mend the request */
#define WEIR_DENIED 4           /* verdict: this caller may not use this endpoint */
#define WEIR_BLOCKED 5          /* verdict: a guardrail forbids the text */
#define WEIR_OVER_QUOTA 6       /* verdict: not now; weir_error_retry_after_ms says when */
#define WEIR_NEVER_ADMISSIBLE 7 /* verdict: the request alone is larger than a limit */
#define WEIR_PROVIDER 8         /* the provider answered with an error, or not in its own format */
#define WEIR_TIMEOUT 9          /* a time limit ran out */
#define WEIR_CANCELLED 10       /* weir_call_cancel, or a stream freed early */
#define WEIR_UNAVAILABLE 11     /* a store, a key or the network is not to be had now */
#define WEIR_UNSUPPORTED 12     /* this build or this version cannot do it */
#define WEIR_INTERNAL 13        /* a fault of weir's own; please report it */
#define WEIR_OUT_OF_MEMORY 14   /* a static object: freeing it does nothing */

WEIR_BEGIN_DECLS

typedef struct weir_error weir_error;

/* One of the codes above; WEIR_OK for NULL. Since 0.1. */
WEIR_API int32_t weir_error_code(const weir_error *error) WEIR_NOEXCEPT;

/* One line: what, where and what to do. Borrowed until the error is freed, NUL-terminated; *size (may
 * be NULL) is its length in bytes. "" for NULL. Since 0.1. */
WEIR_API const char *weir_error_message(const weir_error *error, size_t *size) WEIR_NOEXCEPT;

/* A stable id such as "quota.exceeded" or "guardrail.blocked", for programs to branch on. Borrowed as
 * above. Since 0.1. */
WEIR_API const char *weir_error_reason(const weir_error *error, size_t *size) WEIR_NOEXCEPT;

/* A JSON object with what the reason id promises (quota, limit, reset_ms; entity, leaf; pointer, line,
 * suggestion), or "". Borrowed as above. Since 0.1. */
WEIR_API const char *weir_error_details(const weir_error *error, size_t *size) WEIR_NOEXCEPT;

/* Whether the same call may succeed later, unchanged. Since 0.1. */
WEIR_API bool weir_error_is_retryable(const weir_error *error) WEIR_NOEXCEPT;

/* Milliseconds until a retry makes sense; 0 where nothing is known. Since 0.1. */
WEIR_API int64_t weir_error_retry_after_ms(const weir_error *error) WEIR_NOEXCEPT;

/* The status an HTTP server would answer with (400 blocked, 403 denied, 429 over quota, ...). 200 for
 * NULL. Since 0.1. */
WEIR_API int32_t weir_error_http_status(const weir_error *error) WEIR_NOEXCEPT;

/* The error as a body in the provider's own shape, {"error":{"message","type","code","param"}}, for
 * programs that hand it to a provider's SDK. Borrowed as above. Since 0.1. */
WEIR_API const char *weir_error_body(const weir_error *error, size_t *size) WEIR_NOEXCEPT;

/* The headers of an HTTP answer that tells of the error, beside its status and body: retry-after (in
 * seconds) and retry-after-ms where a time is known, and where a quota refused ratelimit-policy and
 * ratelimit (draft-ietf-httpapi-ratelimit-headers). Names are in lower case. An index that is not
 * there gives "". Borrowed as above. Since 0.1. */
WEIR_API size_t weir_error_header_count(const weir_error *error) WEIR_NOEXCEPT;
WEIR_API const char *weir_error_header_name(const weir_error *error, size_t index,
                                            size_t *size) WEIR_NOEXCEPT;
WEIR_API const char *weir_error_header_value(const weir_error *error, size_t index,
                                             size_t *size) WEIR_NOEXCEPT;

/* Frees it. NULL is allowed; cannot fail. Since 0.1. */
WEIR_API void weir_error_free(weir_error *error) WEIR_NOEXCEPT;

WEIR_END_DECLS
#endif
