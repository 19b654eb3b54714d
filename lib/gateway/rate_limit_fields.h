// What remains, as the fields of HTTP answers. Source: draft-ietf-httpapi-ratelimit-headers-10,
// RateLimit-Policy and RateLimit, which are lists of RFC 9651. The draft has units for requests
// (none is written) and concurrent requests; tokens and nano-usd are weir's own.
#pragma once

#include <vector>

#include "base/status.h"
#include "gateway/transport.h"
#include "quotas/quota_store.h"

namespace weir {

// "ratelimit-policy" and "ratelimit", one item for each quota and metric; of several keys the one
// with the least left. Nothing when there is no quota.
[[nodiscard]] std::vector<HttpHeader> rate_limit_fields(
    const std::vector<QuotaRemaining>& remaining);

// Those of an answer that tells of `status`: retry-after in seconds, retry-after-ms, and the two
// above where a quota refused.
[[nodiscard]] std::vector<HttpHeader> error_fields(const Status& status);

}  // namespace weir
