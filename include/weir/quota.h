/* quota.h - what the quotas stand at, and what administrators do to them. */
#ifndef WEIR_QUOTA_H
#define WEIR_QUOTA_H

#include <weir/gate.h>
#include <weir/text.h>

WEIR_BEGIN_DECLS

/* Every quota key that has been touched, and every limit of the policy that nobody has used (its key has
 * a * for its values), as a JSON array of objects: quota, key, metric, window, limit, capacity (of a
 * bucket with a burst, else the limit), granted, settled, reserved, over, remaining (money in nano-USD,
 * and as usd), reset_ms (null: no time brings it back), frozen. Owned by the caller. Blocks on the store.
 * Any thread. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_quota_read(weir_gate *gate, weir_text **json) WEIR_NOEXCEPT;

/* The acts below hold from the next call on, in every process that shares the store, and leave a trace
 * that names the user of the operating system: see weir_quota_events.
 *   quota  its name in the policy.
 *   key    one key, as "user=matti" or "user=matti,app=notebook": a value for each thing that the quota is
 *          counted per. NULL or "": every key (for a grant only where the quota has one alone).
 * Fail with WEIR_INVALID_ARGUMENT "quota.unknown", "quota.bad_key", "quota.bad_grant",
 * "quota.not_frozen", and with WEIR_UNAVAILABLE; nothing has changed then. Copied; block on the store; any
 * thread. Since 0.1. */

/* Forgets what was used; what calls under way have reserved stays. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_quota_reset(weir_gate *gate, const char *quota,
                                                    size_t quota_size, const char *key,
                                                    size_t key_size) WEIR_NOEXCEPT;
/* No call passes ("quota.frozen") until it is unfrozen; calls under way go on. Since
 * 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_quota_freeze(weir_gate *gate, const char *quota,
                                                     size_t quota_size, const char *key,
                                                     size_t key_size) WEIR_NOEXCEPT;
/* The reverse. Without a key it lifts what was frozen of single keys as well. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_quota_unfreeze(weir_gate *gate, const char *quota,
                                                       size_t quota_size, const char *key,
                                                       size_t key_size) WEIR_NOEXCEPT;
/* Adds to what a key may use in the present window; in a bucket and a sliding window for their length.
 *   metric  "requests", "tokens", "usd", ...; NULL or "" where the quota has one limit alone.
 *   amount  at least 1, in the metric's units; usd in nano-USD.
 * Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_quota_grant(weir_gate *gate, const char *quota,
                                                    size_t quota_size, const char *key,
                                                    size_t key_size, const char *metric,
                                                    size_t metric_size,
                                                    int64_t amount) WEIR_NOEXCEPT;

/* What was done to quotas, newest first, as a JSON array of objects: at_us (UTC microseconds), kind
 * (reset, freeze, unfreeze, grant, threshold), quota, key ("": every key), metric and amount (null where
 * they say nothing; the percent of a threshold), actor ("": a call).
 *   limit  events at most; 0: 1000.
 *   json   owned by the caller.
 * Blocks on the store. Any thread. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_quota_events(weir_gate *gate, int64_t limit,
                                                     weir_text **json) WEIR_NOEXCEPT;

WEIR_END_DECLS
#endif
