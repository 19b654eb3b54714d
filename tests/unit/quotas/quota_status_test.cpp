// What a refusal says: numbers for programs, words for people.
#include <string>

#include "quotas/quota_store.h"
#include "support/catch.h"

using namespace weir;

namespace {

Status refusal(int64_t retry_after_us) {
  const QuotaCharge charge{"rpm", "rpm|user=matti", Metric::kRequests, {}, 60, 1};
  return over_quota_status(charge, 60, retry_after_us, retry_after_us);
}

std::string words(int64_t retry_after_us) {
  const Status status = refusal(retry_after_us);
  const std::string text(status.message());
  const std::string_view before = "are taken: try again in ";
  return text.substr(text.find(before) + before.size());
}

}  // namespace

TEST_CASE("the time to come back is said as people say it, and never too early") {
  constexpr int64_t kSecond = 1'000'000;
  CHECK(words(0) == "1 s");
  CHECK(words(1) == "1 s");
  CHECK(words(kSecond) == "1 s");
  CHECK(words(kSecond + 1) == "2 s");
  CHECK(words(59 * kSecond) == "59 s");
  CHECK(words(60 * kSecond) == "1 min");
  CHECK(words(3'599 * kSecond) == "59 min 59 s");
  CHECK(words(3'599'859'000) == "1 h");
  CHECK(words(3'601 * kSecond) == "1 h 1 min");
  CHECK(words(86'399 * kSecond) == "1 d");
  CHECK(words(90'001 * kSecond) == "1 d 2 h");
  CHECK(words(30 * 86'400 * kSecond) == "30 d");
}

TEST_CASE("programs get milliseconds") {
  const Status status = refusal(3'599'859'000);
  CHECK(status.retry_after_ms() == 3'599'859);
  CHECK(std::string(status.details()).find("\"reset_ms\":3599859") != std::string::npos);
}
