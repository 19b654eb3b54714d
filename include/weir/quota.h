/* quota.h - what the quotas stand at. */
#ifndef WEIR_QUOTA_H
#define WEIR_QUOTA_H

#include <weir/gate.h>
#include <weir/text.h>

WEIR_BEGIN_DECLS

/* Every quota key that has been touched, as a JSON array of objects: quota, key, metric, window,
 * limit, settled, reserved, over, remaining, reset_ms (money in nano-USD, and as usd). Owned by the
 * caller. Blocks on the store. Any thread. Since 0.1. */
WEIR_API WEIR_MUST_USE weir_error *weir_quota_read(weir_gate *gate, weir_text **json) WEIR_NOEXCEPT;

WEIR_END_DECLS
#endif
