#include "gateway/rate_limit_fields.h"

#include "support/catch.h"

namespace weir {
namespace {

QuotaRemaining left(const std::string& quota, Metric metric, int64_t limit, int64_t remaining,
                    int64_t reset_ms) {
  QuotaRemaining row;
  row.quota = quota;
  row.key = quota + "|user=matti";
  row.metric = metric;
  row.limit = limit;
  row.remaining = remaining;
  row.reset_ms = reset_ms;
  row.window.length_us = 60'000'000;
  return row;
}

std::string text(const std::vector<HttpHeader>& fields) {
  std::string all;
  for (const HttpHeader& field : fields) all += field.name + ": " + field.value + "\n";
  return all;
}

TEST_CASE("what remains is told in the words of the draft", "[rate_limit]") {
  CHECK(rate_limit_fields({}).empty());
  QuotaRemaining budget = left("budget", Metric::kNanoUsd, 50'000'000'000, 7, kNeverMs);
  budget.window = Window{WindowKind::kLifetime};
  QuotaRemaining at_once = left("at-once", Metric::kConcurrentCalls, 4, 3, kNeverMs);
  at_once.window = Window{WindowKind::kConcurrent};
  CHECK(text(rate_limit_fields({left("rpm", Metric::kRequests, 60, 59, 1001), budget, at_once})) ==
        "ratelimit-policy: \"rpm\";q=60;w=60, \"budget\";q=50000000000;qu=\"nano-usd\", "
        "\"at-once\";q=4;qu=\"concurrent-requests\"\n"
        "ratelimit: \"rpm\";r=59;t=2, \"budget\";r=7, \"at-once\";r=3\n");
}

TEST_CASE("several metrics of a quota have names of their own, several keys one", "[rate_limit]") {
  CHECK(text(rate_limit_fields({left("q", Metric::kRequests, 60, 50, 0),
                                left("q", Metric::kTotalTokens, 900, 800, 0),
                                left("q", Metric::kRequests, 60, 40, 5000)})) ==
        "ratelimit-policy: \"q:requests\";q=60;w=60, \"q:tokens\";q=900;qu=\"tokens\";w=60\n"
        "ratelimit: \"q:requests\";r=40;t=5, \"q:tokens\";r=800;t=0\n");
}

TEST_CASE("numbers stay in the range of structured fields", "[rate_limit]") {
  CHECK(text(rate_limit_fields({left("q", Metric::kNanoUsd, INT64_MAX, -1, INT64_MAX - 999)})) ==
        "ratelimit-policy: \"q\";q=999999999999999;qu=\"nano-usd\";w=60\n"
        "ratelimit: \"q\";r=0;t=999999999999999\n");
}

TEST_CASE("a refusal says when to come back", "[rate_limit]") {
  QuotaCharge charge;
  charge.quota = "rpm";
  charge.limit = 60;
  charge.amount = 1;
  CHECK(text(error_fields(over_quota_status(charge, 60, 1'500'000, 59'000'000))) ==
        "retry-after: 2\nretry-after-ms: 1500\n"
        "ratelimit-policy: \"rpm\";q=60\nratelimit: \"rpm\";r=0;t=59\n");
  CHECK(text(error_fields(over_quota_status(charge, 60, kNeverUs, kNeverUs))) ==
        "ratelimit-policy: \"rpm\";q=60\nratelimit: \"rpm\";r=0\n");
  CHECK(error_fields(Status(Code::kDenied, "endpoint.denied", "no")).empty());
  CHECK(error_fields({}).empty());
}

}  // namespace
}  // namespace weir
