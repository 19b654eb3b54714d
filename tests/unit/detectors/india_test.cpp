#include "unit/detectors/round_trip.h"

namespace weir {
namespace {

// Verhoeff's table of products, row by row, from his tract; the inverse of 0..9 is 0432156789.
constexpr int kProducts[10][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
                                   {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
                                   {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
                                   {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
                                   {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}};
constexpr int kPlaces[8][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
                                {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
                                {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
                                {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};

int verhoeff(const std::string& digits) {
  int product = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    product = kProducts[product][kPlaces[i % 8][digits[digits.size() - 1 - i] - '0']];
  }
  return product;
}

constexpr std::string_view kBase36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

// Left to right, factors 1 and 2 in turn, quotient and remainder by 36 added.
char gstin_check(const std::string& head) {
  size_t sum = 0;
  for (size_t i = 0; i < head.size(); ++i) {
    const size_t product = kBase36.find(head[i]) * (i % 2 == 0 ? 1 : 2);
    sum += product / 36 + product % 36;
  }
  return kBase36[(36 - sum % 36) % 36];
}

}  // namespace

TEST_CASE("Aadhaar numbers") {
  for (const std::string text :
       {"234123412346", "3123 4567 8909", "3123-4567-8909", "3998:7654:3211"}) {
    CHECK(is_found("IN_AADHAAR", text));
  }
  CHECK(found("IN_AADHAAR", "2341 2341 2346").size() == 1);
  CHECK(found("IN_AADHAAR", "234123412346").empty());
  CHECK(found("IN_AADHAAR", "Aadhaar 234123412346").size() == 1);
  CHECK(found("IN_AADHAAR", "आधार 234123412346").size() == 1);
  for (const std::string text : {"123412341234", "222222222222", "234123412347",
                                 "2341 2341 2346 1234", "1234 2341 2341 2346"}) {
    CHECK(found("IN_AADHAAR", text, 0).empty());
  }
  check_round_trip(
      "IN_AADHAAR", kDigits,
      [](std::mt19937* random) {
        return random_of("23456789", 1, random) + random_of(kDigits, 10, random);
      },
      [](const std::string& head) { return digit_of(head, verhoeff); });
}

TEST_CASE("Permanent account numbers and GST identification numbers") {
  for (const std::string text : {"ACUPA7085R", "AAPPV8261K", "aappv8261k"}) {
    CHECK(is_found("IN_PAN", text, 0.5));
  }
  CHECK(found("IN_PAN", "ABMXA3211G").empty());
  CHECK(is_found("IN_PAN", "ABMXA3211G"));
  CHECK(found("IN_PAN", "ACUPA0000R", 0.02).empty());
  CHECK(is_found("IN_GSTIN", "27AAPFU0939F1ZV", 1.0));
  CHECK(is_found("IN_GSTIN", "27aapfu0939f1zv", 1.0));
  CHECK(found("IN_GSTIN", "GSTIN 27AAPFU0939F1ZO").empty());
  for (const std::string text : {"00ABCDE1234F1Z5", "38ABCDE1234F1Z5", "27ABCDE1234F1Y5",
                                 "27ABCDE1234F1Z55", "369296450896540"}) {
    CHECK(found("IN_GSTIN", text, 0).empty());
  }
  check_round_trip(
      "IN_GSTIN", kBase36,
      [](std::mt19937* random) {
        return "2" + random_of("01234567", 1, random) + random_of(kCapitals, 5, random) + "1" +
               random_of(kDigits, 3, random) + random_of(kCapitals, 1, random) + "1Z";
      },
      gstin_check, 0.5);
}

TEST_CASE("Indian passports, voters' cards and plates") {
  CHECK(found("IN_PASSPORT", "A3456781").empty());
  CHECK(found("IN_PASSPORT", "passport A3456781 issued").size() == 1);
  CHECK(found("IN_PASSPORT", "passport b0097650", 0).empty());
  CHECK(found("IN_VOTER", "voter id KSD1287349").size() == 1);
  CHECK(found("IN_VOTER", "part KSD1287349").empty());
  for (const std::string text :
       {"KA53ME3456", "MH 12 AB 1234", "DL-01-CA-1234", "DL3CJI0001", "22BH1234AA"}) {
    CHECK(is_found("IN_VEHICLE_REGISTRATION", text, 0.5));
  }
  for (const std::string text : {"ZZ53ME3456", "KA53ME0000", "ABNE123456"}) {
    CHECK(found("IN_VEHICLE_REGISTRATION", text, 0).empty());
  }
}

TEST_CASE("Names of commits are no Indian account numbers, hexadecimal numbers no plates") {
  CHECK(found("IN_PAN", "rtmpdump (2.4+20151223.gitfa8646d.1-2)").empty());
  CHECK(found("IN_PAN", "as in \"gitfa8646d\"").empty());
  CHECK(found("IN_PAN", "commit abcfa1234f of master").empty());
  CHECK(is_found("IN_PAN", "gitfa8646d"));
  CHECK(found("IN_PAN", "PAN abcfa1234e").empty());
  CHECK(found("IN_PAN", "abmpa3211g").size() == 1);
  CHECK(found("IN_VEHICLE_REGISTRATION", "displayed as 0x0660 ARABIC").empty());
  CHECK(found("IN_VEHICLE_REGISTRATION", "AS 01 X 0660").size() == 1);
}

}  // namespace weir
