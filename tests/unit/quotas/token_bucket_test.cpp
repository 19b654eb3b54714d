#include "quotas/token_bucket.h"

#include <algorithm>
#include <random>

#include "support/catch.h"

namespace weir {
namespace {

constexpr int64_t kMinute = 60'000'000;

TEST_CASE("a bucket earns its limit in its length and holds no more") {
  TokenBucket bucket{0, 0, 0};
  refill(bucket, 60, 60, kMinute, 999'999);
  CHECK(bucket.level == 0);
  refill(bucket, 60, 60, kMinute, 1'000'000);
  CHECK(bucket.level == 1);
  refill(bucket, 60, 60, kMinute, 10 * kMinute);
  CHECK(bucket == TokenBucket{60, 0, 10 * kMinute});
}

TEST_CASE("a bucket fills up to its capacity, and what was granted above that stays") {
  TokenBucket bucket{0, 0, 0};
  refill(bucket, 60, 5, kMinute, 4'000'000);
  CHECK(bucket.level == 4);
  refill(bucket, 60, 5, kMinute, 10 * kMinute);
  CHECK(bucket.level == 5);
  bucket.level = 9;
  refill(bucket, 60, 5, kMinute, 20 * kMinute);
  CHECK(bucket == TokenBucket{9, 0, 20 * kMinute});
  CHECK(wait_us(TokenBucket{0, 0, 0}, 100, 60, kMinute) == 100'000'000);
}

TEST_CASE("frequent looks lose nothing") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 200; ++round) {
    const int64_t limit = std::uniform_int_distribution<int64_t>(1, 5'000'000'000)(random);
    const int64_t length = std::uniform_int_distribution<int64_t>(1, kMinute)(random);
    TokenBucket often{-limit, 0, 0};
    TokenBucket once = often;
    int64_t now = 0;
    for (int look = 0; look < 200; ++look) {
      now += std::uniform_int_distribution<int64_t>(0, length / 100 + 1)(random);
      refill(often, limit, limit, length, now);
    }
    refill(once, limit, limit, length, now);
    REQUIRE(often.level == once.level);
    REQUIRE(often.carry == once.carry);
  }
}

TEST_CASE("the wait is exact to the microsecond") {
  std::mt19937_64 random(8);
  for (int round = 0; round < 2000; ++round) {
    const int64_t limit = std::uniform_int_distribution<int64_t>(1, 1'000'000)(random);
    const int64_t length = std::uniform_int_distribution<int64_t>(1, kMinute)(random);
    TokenBucket bucket{std::uniform_int_distribution<int64_t>(-limit, limit)(random), 0, 0};
    refill(bucket, limit, limit, length, 12'345);
    const int64_t amount = std::uniform_int_distribution<int64_t>(1, limit)(random);
    const int64_t wait = wait_us(bucket, amount, limit, length);
    TokenBucket then = bucket;
    refill(then, limit, limit, length, bucket.refilled_us + wait);
    REQUIRE(then.level >= amount);
    if (wait == 0) continue;
    TokenBucket before = bucket;
    refill(before, limit, limit, length, bucket.refilled_us + wait - 1);
    REQUIRE(before.level < amount);
  }
}

TEST_CASE("time that runs back changes nothing") {
  TokenBucket bucket{3, 5, 1000};
  refill(bucket, 10, 10, 100, 999);
  CHECK(bucket == TokenBucket{3, 5, 1000});
}

TEST_CASE("the largest limits and lengths do not overflow") {
  TokenBucket bucket{0, 0, 0};
  refill(bucket, INT64_MAX, INT64_MAX, INT64_MAX, INT64_MAX);
  CHECK(bucket.level == INT64_MAX);
  TokenBucket slow{INT64_MIN / 2, 0, 0};
  CHECK(wait_us(slow, 1, 1, INT64_MAX) == INT64_MAX);
}

}  // namespace
}  // namespace weir
