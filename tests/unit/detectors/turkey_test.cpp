#include "unit/detectors/round_trip.h"

namespace weir {

TEST_CASE("Turkish identity numbers") {
  for (const std::string text : {"10000000146", "17291716060", "76543210794"}) {
    CHECK(is_found("TR_NATIONAL_ID", text, 1.0));
  }
  for (const std::string text : {"17291716050", "07291716092", "1729171606", "10000000145",
                                 "5.10000000146", "+10000000146"}) {
    CHECK(found("TR_NATIONAL_ID", text, 0).empty());
  }
  check_round_trip(
      "TR_NATIONAL_ID", kDigits,
      [](std::mt19937* random) {
        std::string head = random_of("123456789", 1, random) + random_of(kDigits, 8, random);
        int tenth = 0;
        for (size_t i = 0; i < 9; ++i) tenth += (head[i] - '0') * (i % 2 == 0 ? 7 : 9);
        return head + static_cast<char>('0' + tenth % 10);
      },
      [](const std::string& head) {
        int sum = 0;
        for (const char digit : head) sum += digit - '0';
        return static_cast<char>('0' + sum % 10);
      });
}

TEST_CASE("A Turkish identity number among data needs a word beside it") {
  CHECK(found("TR_NATIONAL_ID", "Ay\u015fe, 10000000146 ve Ali").size() == 1);
  CHECK(found("TR_NATIONAL_ID", "VALUES (12, 10000000146, 7)").empty());
  CHECK(found("TR_NATIONAL_ID", "\"tckn\":10000000146").size() == 1);
  CHECK(found("TR_NATIONAL_ID", "\"size\":10000000146").empty());
}

TEST_CASE("Turkish plates") {
  for (const std::string text :
       {"34 ABC 123", "34 ABC 1234", "06 AB 1234", "34-AB-123", "34ABC12"}) {
    CHECK(is_found("TR_LICENSE_PLATE", text, 0.5));
  }
  for (const std::string text : {"12 MAY 2020", "12 May 2020", "10 KG 250", "34 abc 123"}) {
    CHECK(found("TR_LICENSE_PLATE", text).empty());
  }
  CHECK(found("TR_LICENSE_PLATE", "plaka 34 abc 123").size() == 1);
  for (const std::string text : {"00 ABC 123", "82 ABC 123", "34 AWB 123", "34-ABC 123"}) {
    CHECK(found("TR_LICENSE_PLATE", text, 0).empty());
  }
}

TEST_CASE("Turkish telephone numbers") {
  for (const std::string text : {"+905321234567", "+90 (532) 123 45 67", "0090 532 123 45 67"}) {
    CHECK(is_found("TR_PHONE_NUMBER", text, 0.5));
  }
  for (const std::string text : {"0 532 123 45 67", "532-123-45-67", "02121234567"}) {
    CHECK(is_found("TR_PHONE_NUMBER", text));
  }
  CHECK(found("TR_PHONE_NUMBER", "Cep no: 05321234567").size() == 1);
  for (const std::string text :
       {"532123456", "53212345678", "1123456789", "6123456789", "10000000146", "15053212345678"}) {
    CHECK(found("TR_PHONE_NUMBER", text, 0).empty());
  }
}

TEST_CASE("Models of computers and numbers with an exponent are no Turkish plates") {
  for (const std::string text : {"Yoga Pro 7 14IAH10", "Decimal('23E12345')", "IdeaPad 5 15ITL05",
                                 "4B5C00F9 311404EF 80DB0844 CBE006B0"}) {
    INFO(text);
    CHECK(found("TR_LICENSE_PLATE", text).empty());
  }
  CHECK(found("TR_LICENSE_PLATE", "plaka: 34IAH10").size() == 1);
  CHECK(found("TR_LICENSE_PLATE", "34 IAH 10 ve 06 E 12345").size() == 2);
  CHECK(found("TR_LICENSE_PLATE", "34ABC123").size() == 1);
  CHECK(is_found("TR_LICENSE_PLATE", "14IAH10"));
}

}  // namespace weir
