#include "unit/detectors/changed_numbers.h"

namespace weir {
namespace {

std::string person(std::mt19937* r, bool is_of_2000s, long month_offset) {
  const long year = is_of_2000s ? long((*r)() % 25) : 30 + long((*r)() % 70);
  const std::string nine = padded(year, 2) + padded(month_offset + 1 + long((*r)() % 12), 2) +
                           padded(1 + long((*r)() % 28), 2) + random_digits(r, 3);
  return nine + padded(97 - remainder_of((is_of_2000s ? "2" : "") + nine, 97), 2);
}

bool is_firm(const std::string& number) {
  const std::string digits = number.substr(2);
  return digits[0] <= '1' &&
         97 - std::stol(digits.substr(0, 8)) % 97 == std::stol(digits.substr(8));
}

bool is_card(const std::string& number) {
  const long remainder = std::stol(number.substr(0, 10)) % 97;
  return std::stol(number.substr(10)) == (remainder == 0 ? 97 : remainder);
}

}  // namespace

TEST_CASE("Belgium: published samples, other spellings, a digit changed") {
  check_found(
      "BE_NN",
      {"85.07.30-033 28", "85073003328", "17 07 30 033 84", "85.07.30-033.28", "98.47.28-997.65"},
      0.5);
  check_found("BE_NN", {"01490700185", "00000100195", "85073500107"});
  check_not_found("BE_NN", {"12345678901", "85.07.30-033.29", "85133000105"});
  check_found("BE_VAT_ID",
              {"BE0403019261", "BE 428759497", "BE 0403.019.261", "be0403.019.261",
               "BE(0)403019261", "0403.019.261"},
              0.5);
  check_not_found("BE_VAT_ID", {"BE431150351", "BE0403019262", "BE2403019261"});
  check_found("BE_ID_CARD", {"591-1917064-58", "000-0011032-71", "591-2010999-97"}, 0.5);
  check_not_found("BE_ID_CARD", {"000-0011032-25", "591-1917064-59"});
}

TEST_CASE("Belgium: words beside weak numbers") {
  CHECK(found("BE_VAT_ID", "0403019261").empty());
  CHECK(found("BE_VAT_ID", "ondernemingsnummer 0403019261") == Texts{"0403019261"});
  CHECK(found("BE_ID_CARD", "591191706458").empty());
  CHECK(found("BE_ID_CARD", "identiteitskaart 591191706458") == Texts{"591191706458"});
  CHECK(found("BE_PASSPORT", "paspoort EI123456") == Texts{"EI123456"});
  CHECK(found("BE_PASSPORT", "EI123456").empty());
}

TEST_CASE("Belgium: random persons of both centuries, with BIS months") {
  std::mt19937 random(3);
  for (int round = 0; round < 1000; ++round) {
    for (const long offset : {0, 20, 40}) {
      const std::string number = person(&random, round % 2 == 0, offset);
      INFO(number);
      REQUIRE(is_found("BE_NN", number));
      std::string check = number;
      check[10] = check[10] == '9' ? '0' : static_cast<char>(check[10] + 1);
      const std::string nine = check.substr(0, 9);
      const long value = std::stol(check.substr(9));
      const bool is_right = 97 - remainder_of(nine, 97) == value ||
                            (nine < "5" && 97 - remainder_of("2" + nine, 97) == value);
      REQUIRE(is_found("BE_NN", check) == is_right);
    }
  }
}

TEST_CASE("Belgium: random numbers against a second reckoning") {
  check_round_trip(
      "BE_VAT_ID",
      [](std::mt19937* r) {
        const std::string eight = "0" + random_digits(r, 7);
        return "BE" + eight + padded(97 - std::stol(eight) % 97, 2);
      },
      is_firm);
  check_round_trip(
      "BE_ID_CARD",
      [](std::mt19937* r) {
        const std::string ten = "59" + random_digits(r, 8);
        const long remainder = std::stol(ten) % 97;
        return ten + padded(remainder == 0 ? 97 : remainder, 2);
      },
      is_card);
}

}  // namespace weir
