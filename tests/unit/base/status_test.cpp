#include "base/status.h"

#include "support/catch.h"

using weir::Code;
using weir::Result;
using weir::Status;

TEST_CASE("success carries nothing", "[status]") {
  const Status status;
  CHECK(status.ok());
  CHECK(status.code() == Code::kOk);
  CHECK(status.reason().empty());
  CHECK_FALSE(status.is_retryable());
}

TEST_CASE("a fault says what, why and when to come back", "[status]") {
  const Status status = Status(Code::kOverQuota, "quota.exceeded", "per-user-rpm is used up")
                            .with_retry_after_ms(1500)
                            .with_details(R"({"quota":"per-user-rpm"})")
                            .with_context("endpoint assistant");
  CHECK(status.reason() == "quota.exceeded");
  CHECK(status.message() == "endpoint assistant: per-user-rpm is used up");
  CHECK(status.retry_after_ms() == 1500);
  CHECK(status.http_status() == 429);
  CHECK(status.is_retryable());
  const Status copy = status;  // NOLINT(performance-unnecessary-copy-initialization)
  CHECK(copy.details() == status.details());
}

TEST_CASE("a provider's fault is retryable by its HTTP status", "[status]") {
  CHECK(Status(Code::kProvider, "provider.status", "x").with_http_status(503).is_retryable());
  CHECK_FALSE(Status(Code::kProvider, "provider.status", "x").with_http_status(400).is_retryable());
}

TEST_CASE("a Result is a value or a fault", "[status]") {
  const auto half = [](int n) -> Result<int> {
    if (n % 2 != 0) return Status(Code::kInvalidArgument, "argument.invalid", "odd");
    return n / 2;
  };
  CHECK(half(8).value() == 4);
  CHECK(half(7).status().reason() == "argument.invalid");
}
