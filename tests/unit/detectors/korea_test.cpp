#include "unit/detectors/round_trip.h"

namespace weir {
namespace {

// The first twelve digits times 2 to 9 and 2 to 5.
int sum_of(const std::string& digits) {
  int sum = 0;
  for (size_t i = 0; i < 12; ++i) sum += (digits[i] - '0') * static_cast<int>(i % 8 + 2);
  return sum;
}

std::string birth(std::string_view signs, std::mt19937* random) {
  return random_of("6789", 1, random) + random_of(kDigits, 1, random) + "0" +
         random_of("123456789", 1, random) + "1" + random_of(kDigits, 1, random) +
         random_of(signs, 1, random) + random_of("012345678", 1, random) +
         random_of(kDigits, 4, random);
}

}  // namespace

TEST_CASE("Korean resident and foreigner registration numbers") {
  CHECK(is_found("KR_RRN", "960121-1021413", 1.0));
  CHECK(is_found("KR_RRN", "9601211021413", 1.0));
  CHECK(is_found("KR_RRN", "971013-9019902", 1.0));
  CHECK(is_found("KR_FRN", "911124-5678906", 1.0));
  // A time in milliseconds that is a number by chance.
  CHECK(found("KR_FRN", "1709077057193").empty());
  // Since October 2020 there is no check digit: the dash and the date stand for it.
  CHECK(is_found("KR_RRN", "960121-1234567", 0.5));
  CHECK(found("KR_RRN", "9601211234567").empty());
  CHECK(found("KR_RRN", "주민등록번호는 9601211234567입니다").size() == 1);
  for (const std::string text :
       {"001332-1234567", "960121+1021413", "960111-10214131", "010229-1021413", "971013-9019903",
        "760413-5212134", "12-960121-1021413"}) {
    CHECK(found("KR_RRN", text, 0).empty());
  }
}

TEST_CASE("The check digits of registration numbers") {
  check_round_trip(
      "KR_RRN", kDigits, [](std::mt19937* random) { return birth("12", random); },
      [](const std::string& head) {
        return static_cast<char>('0' + (11 - sum_of(head) % 11) % 10);
      },
      0.9);
  check_round_trip(
      "KR_FRN", kDigits, [](std::mt19937* random) { return birth("56", random); },
      [](const std::string& head) {
        return static_cast<char>('0' + (13 - sum_of(head) % 11) % 10);
      },
      0.9);
}

TEST_CASE("Korean business numbers") {
  for (const std::string text : {"104-86-56659", "116-82-00276", "104-82-13138"}) {
    CHECK(is_found("KR_BRN", text, 0.5));
  }
  CHECK(is_found("KR_BRN", "116 - 82 - 00276", 0.5));
  CHECK(is_found("KR_BRN", "104 86 56659"));
  CHECK(found("KR_BRN", "1048656659").empty());
  CHECK(found("KR_BRN", "사업자등록번호 1048656659").size() == 1);
  check_round_trip(
      "KR_BRN", kDigits,
      [](std::mt19937* random) {
        return "2" + random_of(kDigits, 2, random) + "81" + random_of(kDigits, 4, random);
      },
      [](const std::string& head) {
        const char* const weights = "137137135";
        int sum = (head[8] - '0') * 5 / 10;
        for (size_t i = 0; i < 9; ++i) sum += (head[i] - '0') * (weights[i] - '0');
        return static_cast<char>('0' + (1000 - sum) % 10);
      });
}

TEST_CASE("Korean driver's licences and passports need a word beside them") {
  CHECK(found("KR_DRIVER_LICENSE", "11-22-123456-12").empty());
  CHECK(found("KR_DRIVER_LICENSE", "운전면허 11-22-123456-12").size() == 1);
  CHECK(found("KR_DRIVER_LICENSE", "면허번호는 112212345612").size() == 1);
  for (const std::string text : {"99-22-123456-12", "27-22-123456-12", "11-22-123456-123"}) {
    CHECK(found("KR_DRIVER_LICENSE", text, 0).empty());
  }
  CHECK(found("KR_PASSPORT", "M123A4567").empty());
  CHECK(found("KR_PASSPORT", "여권번호는 M789C1234입니다").size() == 1);
  CHECK(found("KR_PASSPORT", "passport S87654321").size() == 1);
  CHECK(found("KR_PASSPORT", "passport A123B4567", 0).empty());
}

}  // namespace weir
