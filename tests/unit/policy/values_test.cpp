#include <string>

#include "policy/base_url.h"
#include "policy/decimal.h"
#include "policy/duration.h"
#include "policy/key_reference.h"
#include "policy/suggestion.h"
#include "policy/timezone.h"
#include "policy/utf8.h"
#include "support/catch.h"

using weir::DecimalFault;

namespace {

int64_t nano(std::string_view text) {
  int64_t value = -1;
  CHECK(weir::parse_decimal(text, 9, value) == DecimalFault::kNone);
  return value;
}

DecimalFault decimal_fault(std::string_view text) {
  int64_t value = -1;
  const DecimalFault fault = weir::parse_decimal(text, 9, value);
  CHECK(value == -1);
  return fault;
}

bool is_url(std::string_view text) {
  weir::BaseUrl url;
  std::string why;
  const bool is_good = weir::parse_base_url(text, url, why);
  CHECK(is_good == why.empty());
  return is_good;
}

}  // namespace

TEST_CASE("decimals become integers exactly", "[decimal]") {
  CHECK(nano("0") == 0);
  CHECK(nano("-0.0") == 0);
  CHECK(nano("0.1") == 100'000'000);
  CHECK(nano("0.15") == 150'000'000);
  CHECK(nano("0.000000001") == 1);
  CHECK(nano("1e-9") == 1);
  CHECK(nano("1.50e2") == 150'000'000'000);
  CHECK(nano("9223372036.854775807") == 9'223'372'036'854'775'807);
  CHECK(nano("0.1000000000000000000000") == 100'000'000);
  CHECK(nano("0e999999") == 0);
  CHECK(decimal_fault("9223372036.854775808") == DecimalFault::kTooLarge);
  CHECK(decimal_fault("1e999999") == DecimalFault::kTooLarge);
  CHECK(decimal_fault("0.0000000001") == DecimalFault::kTooFine);
  CHECK(decimal_fault("1e-999999") == DecimalFault::kTooFine);
  CHECK(decimal_fault("-1") == DecimalFault::kNegative);
  for (const char* text :
       {"", "-", ".", "1.2.3", "0x10", "1e", "1e+", "1e99999999999999999999", "one"}) {
    INFO(text);
    CHECK(decimal_fault(text) == DecimalFault::kNotANumber);
  }
}

// 0.1 + 0.2 is 0.3 here.
TEST_CASE("cents add up over the whole range", "[decimal][property]") {
  for (int64_t cents = 0; cents < 100'000; cents += 7) {
    const std::string rest = std::to_string(cents % 100);
    const std::string text =
        std::to_string(cents / 100) + "." + (rest.size() == 1 ? "0" : "") + rest;
    CHECK(nano(text) == cents * 10'000'000);
  }
}

TEST_CASE("durations are a number and a unit", "[duration]") {
  CHECK(weir::parse_duration_us("1s") == 1'000'000);
  CHECK(weir::parse_duration_us("15m") == 900'000'000);
  CHECK(weir::parse_duration_us("1h") == 3'600'000'000);
  CHECK(weir::parse_duration_us("999999d") == 999'999LL * 86'400'000'000);
  for (const char* text :
       {"", "s", "0s", "01s", "1", "1w", "-1s", "1.5h", "1 s", "1000000s", "1S"}) {
    INFO(text);
    CHECK_FALSE(weir::parse_duration_us(text).has_value());
  }
}

TEST_CASE("base URLs are read in one way only", "[base_url]") {
  for (const char* text : {"https://api.openai.com/v1", "https://api.openai.com/v1/",
                           "HTTPS://API.example.ORG", "http://[::1]:8080/v1", "https://h:65535",
                           "https://a_b.internal/x-y/z~1", "https://10.0.0.1"}) {
    INFO(text);
    CHECK(is_url(text));
  }
  for (const char* text : {"",
                           "https://",
                           "https:///v1",
                           "https:/h",
                           "//h",
                           "https//h",
                           "https://h:0",
                           "https://h:65536",
                           "https://h:",
                           "https://h:8o",
                           "https://a b",
                           "https://h/a b",
                           "https://u@h",
                           "https://u:p@h/v1",
                           "https://h/v1?x=1",
                           "https://h#f",
                           "https://h?x",
                           "https://h\\@evil",
                           "https://h/../x",
                           "https://h/a//b",
                           "https://127.1",
                           "https://0x7f.1",
                           "https://2130706433",
                           "https://1.2.3.4.5",
                           "https://[::1",
                           "https://[::1]x",
                           "https://[g::1]",
                           "https://-a.org",
                           "https://a..org",
                           "https://h\xC3\xA4.org",
                           "https://h/\xC3\xA4",
                           "ftp://h",
                           "file:///etc",
                           "javascript:alert(1)"}) {
    INFO(text);
    CHECK_FALSE(is_url(text));
  }
}

TEST_CASE("a base URL is kept in parts", "[base_url]") {
  weir::BaseUrl url;
  std::string why;
  REQUIRE(weir::parse_base_url("HTTP://[FD00::1]:8080/openai/v1/", url, why));
  CHECK(url.text == "http://[fd00::1]:8080/openai/v1");
  CHECK(url.host == "fd00::1");
  CHECK(url.port == 8080);
  CHECK(url.path == "/openai/v1");
  CHECK_FALSE(url.is_tls);
}

TEST_CASE("private hosts are those of this machine and of private networks", "[base_url]") {
  for (const char* host : {"localhost", "a.localhost", "127.0.0.1", "127.9.9.9", "::1", "10.1.2.3",
                           "172.16.0.1", "172.31.255.255", "192.168.0.1", "fd12::1", "fc00::1"}) {
    INFO(host);
    CHECK(weir::is_private_host(host));
  }
  for (const char* host : {"localhost.example.org", "evil-localhost", ".localhost", "128.0.0.1",
                           "172.32.0.1", "172.15.0.1", "192.169.0.1", "11.0.0.1", "169.254.169.254",
                           "2001:db8::1", "::ffff:8.8.8.8", "api.openai.com", ""}) {
    INFO(host);
    CHECK_FALSE(weir::is_private_host(host));
  }
}

TEST_CASE("key references", "[key_reference]") {
  const auto is_good = [](std::string_view text) {
    weir::KeyReference reference;
    std::string why;
    return weir::parse_key_reference(text, "/etc/weir", reference, why);
  };
  for (const char* text : {"env:A", "env:_a9", "file:/k", "file:k", "exec:/h", "exec:h a b",
                           "exec:[\"/h\",\"a b\"]"}) {
    INFO(text);
    CHECK(is_good(text));
  }
  for (const char* text : {"", "sk-123", "env:", "env:9A", "env:A B", "env:A=B", "ENV:A",
                           "file:", "exec:", "exec: ", "exec:[]", "exec:[1]", "exec:[\"\"]",
                           "exec:[\"/h\",", "exec:{\"a\":1}x\n", "file:/a\nb", "vault:secret"}) {
    INFO(text);
    CHECK_FALSE(is_good(text));
  }
}

TEST_CASE("edit distance counts swaps once", "[suggestion]") {
  CHECK(weir::edit_distance("timeout", "timeout", 2) == 0);
  CHECK(weir::edit_distance("timeuot", "timeout", 2) == 1);
  CHECK(weir::edit_distance("", "ab", 2) == 2);
  CHECK(weir::edit_distance("ca", "abc", 5) == 3);  // optimal string alignment, not 2
  CHECK(weir::edit_distance("abcdef", "uvwxyz", 2) == 3);
  CHECK(weir::edit_distance(std::string(65, 'a'), "a", 2) == 3);
}

TEST_CASE("a suggestion is near, and not a mere word of the same length", "[suggestion]") {
  CHECK(weir::nearest("guardrail", {"guardrails", "quotas"}) == "guardrails");
  CHECK(weir::nearest("xx", {"on"}).empty());
  CHECK(weir::nearest("openay", {"azure", "openai"}) == "openai");
  CHECK(weir::nearest("", {"a"}).empty());
  CHECK(weir::suggest("zzz", {"openai"}).empty());
}

TEST_CASE("time zones are the machine's", "[timezone]") {
  CHECK(weir::is_timezone("UTC"));
  CHECK(weir::is_timezone("Europe/Helsinki"));
  CHECK_FALSE(weir::is_timezone("Europe/Atlantis"));
  CHECK_FALSE(weir::is_timezone(""));
}

TEST_CASE("UTF-8 at the edges of every range", "[utf8]") {
  for (const char* text : {"", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF",
                           "\xEE\x80\x80", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    CHECK(weir::find_invalid_utf8(text) == std::string_view::npos);
  }
  for (const char* text :
       {"\x80", "\xC1\xBF", "\xC2", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xEF\xBF", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xC2\x41"}) {
    CHECK(weir::find_invalid_utf8(text) == 0);
  }
  CHECK(weir::count_code_points("a\xC3\xA4\xF0\x9F\x98\x80") == 3);
}
