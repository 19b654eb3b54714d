#include <string>
#include <vector>

#include "guardrails/detectors/validators/internet.h"
#include "support/catch.h"
#include "unit/detectors/ip_address_vectors.h"
#include "unit/detectors/reference_finder.h"

namespace weir {

using Texts = std::vector<std::string>;

TEST_CASE("IP addresses: the verdict of Python's ipaddress on every spelling") {
  for (const std::string_view text : kGoodIpv4) CHECK(is_ipv4(text));
  for (const std::string_view text : kBadIpv4) CHECK_FALSE(is_ipv4(text));
  for (const std::string_view text : kGoodIpv6) {
    INFO(text);
    CHECK(is_ipv6(text));
  }
  for (const std::string_view text : kBadIpv6) {
    INFO(text);
    CHECK_FALSE(is_ipv6(text));
  }
}

TEST_CASE("Good addresses are found in a sentence") {
  for (const std::string_view view : kGoodIpv4) {
    const std::string text(view);
    CHECK(found("IP_ADDRESS", "from " + text + ", port 80.") == Texts{text});
    CHECK(found("IP_ADDRESS", text + ".") == Texts{text});
    CHECK(found("IP_ADDRESS", text + ":8080") == Texts{text});
  }
  for (const std::string_view view : kGoodIpv6) {
    if (view == "::") continue;
    const std::string text(view);
    INFO(text);
    CHECK(found("IP_ADDRESS", "[" + text + "]:443", 0.3) == Texts{text});
    CHECK(found("IP_ADDRESS", "is " + text + ".", 0.3) == Texts{text});
  }
  CHECK(found("IP_ADDRESS", "ip:2001:db8::1") == Texts{"2001:db8::1"});
}

TEST_CASE("What is no address") {
  for (const std::string text :
       {"v1.2.3.4", "1.2.3.4.5", "12:30:45", "std::string", "a::b", "00:1b:63:84:45:e6",
        "::", "x::1", "2.3.4", "1.2.3.4x", "face::off", "01.02.03.04"}) {
    INFO(text);
    CHECK(found("IP_ADDRESS", text).empty());
  }
}

TEST_CASE("A run that is far too long is refused at once") {
  CHECK(found("IP_ADDRESS", std::string(10000, '1') + ".1.1.1").empty());
  std::string dots;
  for (int i = 0; i < 5000; ++i) dots += "1.";
  CHECK(found("IP_ADDRESS", dots).empty());
}

TEST_CASE("E-mail addresses are found whole") {
  for (const std::string text :
       {"matti.meikalainen@example.fi", "a@b.fi", "x+tag@sub.domain.example", "A_B%c-d@EXAMPLE.COM",
        "j\xC3\xA4\xC3\xA4@posti.fi", "info@\xC3\xB6ljy.fi", "me@xn--ljy-tna.xn--p1ai",
        "1@2.museum"}) {
    INFO(text);
    CHECK(found("EMAIL_ADDRESS", text) == Texts{text});
    CHECK(found("EMAIL_ADDRESS", "<" + text + ">, please.") == Texts{text});
    CHECK(found("EMAIL_ADDRESS", "write to " + text + ".") == Texts{text});
    CHECK(found("EMAIL_ADDRESS", "mailto:" + text + "?subject=x") == Texts{text});
  }
  CHECK(found("EMAIL_ADDRESS", "a@b.fi,c@d.se") == Texts{"a@b.fi", "c@d.se"});
  CHECK(found("EMAIL_ADDRESS", "to a@b.fi.I will") == Texts{"a@b.fi"});
  CHECK(found("EMAIL_ADDRESS", "a@b.fi.2") == Texts{"a@b.fi"});
  CHECK(found("EMAIL_ADDRESS", "module@2.0.rc.1").empty());
  CHECK(score_of("EMAIL_ADDRESS", "a@b.fi", "a@b.fi") == 1.0);
}

TEST_CASE("Letters of other scripts before an e-mail are not cut in half") {
  CHECK(found("EMAIL_ADDRESS", "邮箱是foo@bar.com。") == Texts{"foo@bar.com"});
  CHECK(found("EMAIL_ADDRESS", "“a@b.fi” «c@d.fi»") == Texts{"a@b.fi", "c@d.fi"});
}

TEST_CASE("An apostrophe in a name belongs to an e-mail address, one of a quotation does not") {
  CHECK(found("EMAIL_ADDRESS", "o'hara@example.org") == Texts{"o'hara@example.org"});
  CHECK(found("EMAIL_ADDRESS", "Tim.D'Arcy@example.org") == Texts{"Tim.D'Arcy@example.org"});
  CHECK(found("EMAIL_ADDRESS", "'anna@example.org'") == Texts{"anna@example.org"});
  CHECK(found("EMAIL_ADDRESS", "u'anna@example.org'") == Texts{"anna@example.org"});
  CHECK(found("EMAIL_ADDRESS", "{'mail':'anna@example.org'}") == Texts{"anna@example.org"});
}

TEST_CASE("What is no e-mail address") {
  for (const std::string text :
       {"@example.fi", "a@b", "a@b.1", "logo@2x.png", "a..b@c.fi", "a@-b.fi", "a@b-.fi", "a@b..fi",
        "a @b.fi", "user@localhost", "@", "@@@a", "a@.fi"}) {
    INFO(text);
    CHECK(found("EMAIL_ADDRESS", text).empty());
  }
}

TEST_CASE("An e-mail's local part is cut at the left context, its domain at its limit") {
  const std::string longest(200, 'a');
  const Texts addresses = found("EMAIL_ADDRESS", longest + "@b.fi");
  REQUIRE(addresses.size() == 1);
  CHECK(addresses[0] == std::string(kLeftContext, 'a') + "@b.fi");
  CHECK(found("EMAIL_ADDRESS", "a@" + std::string(64, 'b') + ".fi").empty());
  CHECK(found("EMAIL_ADDRESS", "a@" + std::string(63, 'b') + ".fi").size() == 1);
}

TEST_CASE("Networks, zones and the unspecified address") {
  for (const std::string text :
       {"192.168.1.0/24", "0.0.0.0/0", "2001:db8::/32", "fe80::1%eth0", "fe80::1%eth0/64",
        "::ffff:192.168.1.0/96", "64:ff9b::192.0.2.0/96"}) {
    CHECK(found("IP_ADDRESS", text) == std::vector<std::string>{text});
  }
  CHECK(found("IP_ADDRESS", "::").empty());
  CHECK(found("IP_ADDRESS", "::/0", 0) == std::vector<std::string>{"::/0"});
  CHECK(found("IP_ADDRESS", "10.0.0.1/99") == std::vector<std::string>{"10.0.0.1"});
  CHECK(found("IP_ADDRESS", "10.0.0.1/24x") == std::vector<std::string>{"10.0.0.1"});
  CHECK(found("IP_ADDRESS", "Route is 10.0.0.0/8.") == std::vector<std::string>{"10.0.0.0/8"});
}

}  // namespace weir
