#include "adapters/keys/key_text.h"

#include <string>

#include "support/catch.h"

using weir::read_key;

namespace {

constexpr const char* kCanary = "CANARY-sk-7f3a";

std::string fault_of(std::string output) {
  const auto grant = weir::read_key_answer(output, "the key of \"p\" (exec:/h)");
  REQUIRE_FALSE(grant.ok());
  CHECK(grant.status().code() == weir::Code::kUnavailable);
  CHECK(grant.status().message().find("CANARY") == std::string_view::npos);
  CHECK(grant.status().message().find("exec:/h") != std::string_view::npos);
  return std::string(grant.status().reason());
}

std::string key_of(std::string output) {
  const auto grant = weir::read_key_answer(output, "s");
  if (!grant.ok()) FAIL(std::string(grant.status().message()));
  return std::string(grant->key.reveal());
}

}  // namespace

TEST_CASE("line breaks at the end are dropped, others refused", "[keys]") {
  CHECK(key_of(kCanary) == kCanary);
  CHECK(key_of(std::string(kCanary) + "\r\n\n") == kCanary);
  CHECK(fault_of("CANARY\nX-Evil: 1") == "key.malformed");
  CHECK(fault_of("CANARY\r\nX: 1\n") == "key.malformed");
  CHECK(fault_of("CANARY\t") == "key.malformed");
  CHECK(fault_of(" CANARY") == "key.malformed");
  CHECK(fault_of("CANARY\x7F") == "key.malformed");
  CHECK(fault_of("CANARY\xC3\xA4") == "key.malformed");
  CHECK(fault_of(std::string("CANARY\0", 7)) == "key.malformed");
  CHECK(fault_of("") == "key.missing");
  CHECK(fault_of("\n") == "key.missing");
  CHECK(fault_of(std::string(weir::kMaxKeyBytes + 1, 'k')) == "key.too_large");
}

TEST_CASE("an answer may be an object with a time", "[keys]") {
  std::string output =
      R"(  {"key": "abc\u002d1", "expires_at": "2026-08-28T12:00:00Z", "x": [1, {"key": 2}]} )";
  const auto grant = weir::read_key_answer(output, "s");
  REQUIRE(grant.ok());
  CHECK(grant->key.reveal() == "abc-1");
  CHECK(grant->expires_at_us == 1'787'918'400'000'000);
  CHECK(key_of(R"({"key":"k"})") == "k");
}

TEST_CASE("answers that are not quite right are refused", "[keys]") {
  CHECK(fault_of(R"({"key": "CANARY")") == "key.malformed");
  CHECK(fault_of(R"({"key": "CANARY"} trailing)") == "key.malformed");
  CHECK(fault_of(R"({"key": 7})") == "key.malformed");
  CHECK(fault_of(R"({"key": ["CANARY"]})") == "key.missing");
  CHECK(fault_of(R"({"token": "CANARY"})") == "key.missing");
  CHECK(fault_of(R"({"key": "CANARY", "key": "other"})") == "key.malformed");
  CHECK(fault_of(R"({"key": "a\nb CANARY"})") == "key.malformed");
  CHECK(fault_of(R"({"key": "CANARY", "expires_at": "tomorrow"})") == "key.malformed");
  CHECK(fault_of(R"({"key": "CANARY", "expires_at": 1787918400})") == "key.malformed");
  CHECK(fault_of("{" + std::string(60'000, '[')) == "key.malformed");
}

TEST_CASE("times are those of RFC 3339", "[keys]") {
  CHECK(weir::parse_rfc3339_us("1970-01-01T00:00:00Z") == 0);
  CHECK(weir::parse_rfc3339_us("1970-01-01t00:00:01.25z") == 1'250'000);
  CHECK(weir::parse_rfc3339_us("1970-01-01 02:00:00+02:00") == 0);
  CHECK(weir::parse_rfc3339_us("1969-12-31T19:00:00-05:00") == 0);
  CHECK(weir::parse_rfc3339_us("2000-02-29T23:59:60Z") == 951'868'800'000'000);
  CHECK(weir::parse_rfc3339_us("1970-01-01T00:00:00.123456789Z") == 123'456);
  for (const char* text : {"", "1970-01-01", "1970-01-01T00:00:00", "1970-13-01T00:00:00Z",
                           "2001-02-29T00:00:00Z", "1970-01-01T24:00:00Z", "1970-01-01T00:60:00Z",
                           "1970-01-01T00:00:00.Z", "70-01-01T00:00:00Z", "1970-01-01T00:00:00Zx",
                           "1970-01-01T00:00:00+2", "1970-01-01T00:00:00+24:00"}) {
    INFO(text);
    CHECK_FALSE(weir::parse_rfc3339_us(text).has_value());
  }
}
