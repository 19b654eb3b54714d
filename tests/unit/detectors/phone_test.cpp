#include <string>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

namespace weir {

using Texts = std::vector<std::string>;

TEST_CASE("International numbers are found as they are written") {
  for (const std::string text :
       {"+358401234567", "+358 40 123 4567", "+358-40-1234567", "00358 40 1234567",
        "+358 (0)40 123 4567", "+46 70 123 45 67", "+47 912 34 567", "+45 20 12 34 56",
        "+1 212-555-0123", "+1 (212) 555-0123", "+44 20 7946 0958", "+372 5123 4567",
        "+49 30 901820", "+354 611 1234"}) {
    INFO(text);
    CHECK(found("PHONE_NUMBER", text) == Texts{text});
    CHECK(found("PHONE_NUMBER", "Call " + text + ", please") == Texts{text});
    CHECK(found("PHONE_NUMBER", "(" + text + ")").size() == 1);
  }
  CHECK(found("PHONE_NUMBER", "+358401234567/+358409876543").size() == 2);
}

TEST_CASE("Country codes that nobody has, and wrong lengths, are refused") {
  for (const std::string text :
       {"+210 1234567", "+219 1234567", "+0 12345678", "+289 1234567", "+83012345678",
        "+890 1234567", "+3584", "+1 111 555 0123", "x+358401234567", "1+358401234567"}) {
    INFO(text);
    CHECK(found("PHONE_NUMBER", text).empty());
  }
}

TEST_CASE("Nordic mobile numbers are found in national form") {
  for (const std::string text : {"040 123 4567", "0401234567", "050-1234567", "045 12345678",
                                 "070-123 45 67", "0701234567", "0409876543"}) {
    INFO(text);
    CHECK(found("PHONE_NUMBER", text) == Texts{text});
  }
}

TEST_CASE("Other national numbers need a word beside them") {
  for (const std::string text : {"09 1234 5678", "912 34 567", "20123456", "2125550123"}) {
    INFO(text);
    CHECK(found("PHONE_NUMBER", "order " + text).empty());
    CHECK(found("PHONE_NUMBER", "puh. " + text) == Texts{text});
    CHECK(found("PHONE_NUMBER", text + " (mobile)") == Texts{text});
  }
}

TEST_CASE("North American numbers") {
  for (const std::string text :
       {"(212) 555-0123", "(212)555-0123", "212-555-0123", "1-212-555-0123", "1 (212) 555-0123"}) {
    INFO(text);
    CHECK(found("PHONE_NUMBER", text) == Texts{text});
  }
  for (const std::string text : {"(112) 555-0123", "212-155-0123", "911-555-0123", "(411) 555-0123",
                                 "212-911-0123", "99-212-555-0123", "212-555-0123-99"}) {
    INFO(text);
    CHECK(found("PHONE_NUMBER", text).empty());
  }
}

TEST_CASE("Numbers that are no telephone numbers") {
  for (const std::string text : {"2024-01-31", "3.14159265", "0.0401234567", "12/2027", "1234567",
                                 "0x0401234567", "192.168.100.200"}) {
    INFO(text);
    CHECK(found("PHONE_NUMBER", text).empty());
  }
}

TEST_CASE("Digits of versions, of UUIDs and of postal codes are no telephone numbers") {
  for (const std::string text :
       {"phone (1:14~++20220202101403+91632c8ac97f-1~exp1)", "phone 1:14~+20220202101403",
        "phone +20220202101403+91632c8", "phone 9cb5c3ac-7ef6-c6a3-295f-004039617158",
        "phone 004039617158-7ef6-c6a3-295f-9cb5c3ac0123", "Call Boston, MA 02110-1301 USA"}) {
    INFO(text);
    CHECK(found("PHONE_NUMBER", text).empty());
  }
  CHECK(found("PHONE_NUMBER", "+358401234567+").size() == 1);
  CHECK(found("PHONE_NUMBER", "puh. 09-1234567").size() == 1);
}

TEST_CASE("Decimal numbers are telephone numbers only where a word says so") {
  for (const std::string text :
       {"x = +3.14159265358", "y = +4.6692016091", "[+3.1234567, +4.1234567]", "+35236450.6",
        "+40.20361-075.00417/", "0,0401234567", "x = .0401234567", "0401234567.25"}) {
    INFO(text);
    CHECK(found("PHONE_NUMBER", text).empty());
  }
  CHECK(found("PHONE_NUMBER", "Phone: +358.401234567") == Texts{"+358.401234567"});  // RFC 5733
  CHECK(found("PHONE_NUMBER", "+358.401234567", 0.0) == Texts{"+358.401234567"});
  CHECK(found("PHONE_NUMBER", "call f(x) with +4.6692016091").empty());
  CHECK(found("PHONE_NUMBER", "Soita.0401234567") == Texts{"0401234567"});
  CHECK(found("PHONE_NUMBER", "7,0401234567,Anna") == Texts{"0401234567"});
  CHECK(found("PHONE_NUMBER", "+33.12.34.56.78") == Texts{"+33.12.34.56.78"});
}

TEST_CASE("Keys, amounts, days and pieces of paths are no telephone numbers") {
  for (const std::string text :
       {"id=0501234567", "\"order_id\": 0401234567", "userId: 0401234567", "build 0401234567",
        "serial 00358123456789", "; [*027B.0020.0002.0029] # X", "ACUTE;0069 0307 0301",
        "viite 0401234567", "call me for 50331648 bytes", "contact: 0701234567 kB",
        "contact us, order 20240315", "ring 20240315",
        "https://example.org/call/a/30084734/4593721"}) {
    INFO(text);
    CHECK(found("PHONE_NUMBER", text).empty());
  }
  CHECK(found("PHONE_NUMBER", "0045 2012 3456") == Texts{"0045 2012 3456"});
  CHECK(found("PHONE_NUMBER", "tlf 20240315") == Texts{"20240315"});
  CHECK(found("PHONE_NUMBER", "ring 20241345") == Texts{"20241345"});
  CHECK(found("PHONE_NUMBER", "WhatsApp id 0401234567") == Texts{"0401234567"});
  CHECK(found("PHONE_NUMBER", "0401234567 Ms Virtanen") == Texts{"0401234567"});
  CHECK(found("PHONE_NUMBER", "paid 0401234567") == Texts{"0401234567"});
  CHECK(found("PHONE_NUMBER", "id 040 123 4567") == Texts{"040 123 4567"});
}

}  // namespace weir
