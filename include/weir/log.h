/* log.h - the inference table, read. */
#ifndef WEIR_LOG_H
#define WEIR_LOG_H

#include <weir/gate.h>
#include <weir/text.h>

WEIR_BEGIN_DECLS

typedef struct weir_log_query {
  size_t struct_size;    /* sizeof(weir_log_query); set by WEIR_LOG_QUERY_INIT */
  int64_t since_us;      /* UTC microseconds; rows at or after it; 0: from the first */
  const char *after;     /* a request_id; rows after it, for following; NULL: none */
  size_t after_size;
  int64_t limit;         /* rows at most; 0: 1000 */
  bool with_payload;     /* the redacted request and response as well */
} weir_log_query;

#define WEIR_LOG_QUERY_INIT {sizeof(weir_log_query), 0, NULL, 0, 0, false}

/* Rows as a JSON array of objects, oldest first, in the names of the table's columns.
 *   query  may be NULL: all defaults.
 *   json   owned by the caller.
 * Blocks on the store. Any thread. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_log_read(weir_gate *gate, const weir_log_query *query,
                                                 weir_text **json) WEIR_NOEXCEPT;

/* Usage and cost as a JSON array of objects: the columns of `by`, then calls, answered, blocked,
 * over_quota, denied, failed, input_tokens, output_tokens, total_tokens, cost_usd.
 *   by        columns separated by commas, of user, group, app, endpoint, provider, model, outcome,
 *             hour, day; NULL or "": one row in all.
 *   since_us  UTC microseconds; 0: from the first row.
 * Fails with WEIR_INVALID_ARGUMENT "usage.by". Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_log_usage(weir_gate *gate, const char *by, size_t by_size,
                                                  int64_t since_us, weir_text **json) WEIR_NOEXCEPT;

WEIR_END_DECLS
#endif
