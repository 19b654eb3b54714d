// A token bucket in exact integers: it refills `limit` units per `length_us` and fills up to
// `capacity`. What stands above that, by a grant, stays. The part of a unit that has come in so far
// is kept, so that frequent looks lose nothing.
#pragma once

#include <cstdint>

namespace weir {

struct TokenBucket {
  int64_t level = 0;        // units at hand; below 0 after a use above what was reserved
  int64_t carry = 0;        // microseconds x units of the next unit: 0 <= carry < length_us
  int64_t refilled_us = 0;  // when the two were true
  friend bool operator==(const TokenBucket&, const TokenBucket&) = default;
};

// REQUIRES of all: limit >= 1, length_us >= 1. Time that runs back changes nothing.
void refill(TokenBucket& bucket, int64_t limit, int64_t capacity, int64_t length_us,
            int64_t now_us);

// How long after refilled_us the level reaches `amount` (<= capacity), rounded up to a microsecond.
[[nodiscard]] int64_t wait_us(const TokenBucket& bucket, int64_t amount, int64_t limit,
                              int64_t length_us);

}  // namespace weir
