#include "base/ids.h"

#include "base/digest.h"
#include "support/catch.h"

TEST_CASE("a version 7 UUID carries its time in front", "[ids]") {
  const auto first = weir::Uuid::make_v7(1'700'000'000'000'000);
  const auto later = weir::Uuid::make_v7(1'700'000'000'000'900);
  CHECK(first < later);
  const std::string text = first.text();
  CHECK(text.size() == 36);
  CHECK(text.substr(0, 13) == "018bcfe5-6800");
  CHECK(text[14] == '7');
  CHECK(std::string("89ab").find(text[19]) != std::string::npos);
  CHECK(first != weir::Uuid::make_v7(1'700'000'000'000'000));
}

TEST_CASE("digests agree with the published vectors", "[digest]") {
  // FIPS 180-4 example "abc"; RFC 4231 test cases 2 and 6.
  CHECK(weir::hex(weir::sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(weir::hex(weir::hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(weir::hex(weir::hmac_sha256(std::string(131, '\xaa'),
                                    "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}
