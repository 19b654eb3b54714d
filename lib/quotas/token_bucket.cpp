#include "quotas/token_bucket.h"

#include <algorithm>

namespace weir {
namespace {

__extension__ using Wide = __int128;  // a limit of nano-USD times a month overflows 64 bits

}  // namespace

void refill(TokenBucket& bucket, int64_t limit, int64_t capacity, int64_t length_us,
            int64_t now_us) {
  if (now_us <= bucket.refilled_us) return;
  const Wide earned = Wide{now_us - bucket.refilled_us} * limit + static_cast<Wide>(bucket.carry);
  const Wide level = bucket.level + earned / length_us;
  const bool is_full = level >= capacity;
  bucket.level = is_full ? std::max(capacity, bucket.level) : static_cast<int64_t>(level);
  bucket.carry = is_full ? 0 : static_cast<int64_t>(earned % length_us);
  bucket.refilled_us = now_us;
}

int64_t wait_us(const TokenBucket& bucket, int64_t amount, int64_t limit, int64_t length_us) {
  if (bucket.level >= amount) return 0;
  const Wide missing = (Wide{amount} - bucket.level) * length_us - bucket.carry;
  const Wide wait = (missing + limit - 1) / limit;
  constexpr Wide kLongest = INT64_MAX;
  return static_cast<int64_t>(wait > kLongest ? kLongest : wait);
}

}  // namespace weir
