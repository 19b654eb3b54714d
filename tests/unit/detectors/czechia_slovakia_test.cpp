#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

bool has_day(const std::string& number, int year) {
  int month = static_cast<int>(value_of(number, 2, 2));
  if (month >= 51 && month <= 82) month -= 50;
  if (month >= 21 && month <= 32 && year >= 2004) month -= 20;
  return is_day(year, month, static_cast<int>(value_of(number, 4, 2)));
}

// The whole number is a multiple of 11, or its first nine digits leave 10 and it ends with 0.
bool is_birth_number(const std::string& number) {
  if (number.size() != 10) return false;
  const int year = static_cast<int>(value_of(number, 0, 2));
  if (!has_day(number, year < 54 ? 2000 + year : 1900 + year)) return false;
  return value_of(number) % 11 == 0 || (number[9] == '0' && value_of(number, 0, 9) % 11 == 10);
}

bool is_ico(const std::string& number) {
  const int check = (11 - dot(number, {8, 7, 6, 5, 4, 3, 2}) % 11) % 10;
  return value_of(number) != 0 && number[7] - '0' == check;
}

bool is_slovak_vat(const std::string& number) {
  if (is_birth_number(number)) return true;
  return number[0] != '0' && std::string("234789").find(number[2]) != std::string::npos &&
         value_of(number) % 11 == 0;
}

bool is_slovak_vat_with_prefix(const std::string& number) {
  return number.starts_with("SK") && is_slovak_vat(number.substr(2));
}

}  // namespace

TEST_CASE("Birth numbers in their usual spellings, in either country") {
  for (const std::string_view entity : {"CZ_RODNE_CISLO", "SK_RODNE_CISLO"}) {
    check_found(entity, {"710319/2745", "7103192745", "710319 2745", "710319 / 2745", "8801251680"},
                kDefaultThreshold);
    check_found(entity, {"991231123", "991231/123", "530101/123"});
    check_absent(entity, {"7103192746", "1103492745", "590312/123", "710319/2746", "17103192745",
                          "710319/27451", "710319/2745-1", "0.7103192745", "713319/2745"});
  }
}

TEST_CASE("A birth number of before 1954 has no check digit and needs a word") {
  check_absent("CZ_RODNE_CISLO", {"530101/123"}, kDefaultThreshold);
  CHECK(found("CZ_RODNE_CISLO", "rodné číslo 530101/123") == Texts{"530101/123"});
  CHECK(found("SK_RODNE_CISLO", "Rodné číslo: 530101/123") == Texts{"530101/123"});
}

TEST_CASE("Months of 20 and more are given out since 2004") {
  check_found("CZ_RODNE_CISLO", {"0421010007"});
  check_absent("CZ_RODNE_CISLO", {"0321010008", "7821010000"});
}

TEST_CASE("One birth number is one finding: Czech, but Slovak beside a Slovak word") {
  const auto is_slovak = [](const std::string& text) {
    const std::string number = "710319/2745";
    return score_of("SK_RODNE_CISLO", text, number) > score_of("CZ_RODNE_CISLO", text, number);
  };
  CHECK_FALSE(is_slovak("710319/2745"));
  CHECK_FALSE(is_slovak("rodné číslo 710319/2745"));
  CHECK_FALSE(is_slovak("občanský průkaz, rodné číslo 710319/2745"));
  CHECK(is_slovak("občiansky preukaz, rodné číslo 710319/2745"));
  CHECK(is_slovak("Bratislava, r. č. 710319/2745"));
}

TEST_CASE("A birth number that may be a moment needs a word") {
  check_absent("CZ_RODNE_CISLO", {"1711220005"}, kDefaultThreshold);
  check_found("CZ_RODNE_CISLO", {"1711220005"});
  CHECK(found("CZ_RODNE_CISLO", "rodné číslo 1711220005") == Texts{"1711220005"});
  CHECK(found("CZ_RODNE_CISLO", "RODNÉ ČÍSLO 1711220005") == Texts{"1711220005"});
  check_found("CZ_RODNE_CISLO", {"171122/0005"}, kDefaultThreshold);
}

TEST_CASE("Czech and Slovak tax and organisation numbers") {
  check_found(
      "CZ_VAT_ID",
      {"CZ25123891", "CZ 25123891", "CZ7103192745", "CZ 640903926", "cz25123891", "CZ710319/2745"},
      kDefaultThreshold);
  check_absent("CZ_VAT_ID",
               {"CZ25123890", "CZ95123891", "CZ7103192746", "CZ640903927", "25123890"});
  check_absent("CZ_VAT_ID", {"25123891"}, kDefaultThreshold);
  check_found("SK_VAT_ID", {"SK2022749619", "SK 202 274 96 19", "SK 2022749619"},
              kDefaultThreshold);
  check_found("SK_VAT_ID", {"2022749619"});
  check_absent("SK_VAT_ID", {"SK 202 274 96 18", "SK2012749619", "2022749618"});
  CHECK(found("SK_VAT_ID", "DIČ: 2022749619") == Texts{"2022749619"});
  check_found("CZ_ICO", {"00177041", "001 77 041", "25123891"});
  check_absent("CZ_ICO", {"00177042", "0017704", "0017704X", "00000000"});
  CHECK(found("CZ_ICO", "IČO: 00177041") == Texts{"00177041"});
  CHECK(found("CZ_ICO", "IČ 00177041") == Texts{"00177041"});
  check_absent("CZ_ICO", {"00177041"}, kDefaultThreshold);
  check_found("SK_ICO", {"31322832", "31 322 832"});
  check_absent("SK_ICO", {"31322833", "313228"});
  CHECK(score_of("SK_ICO", "IČO 31322832, Slovenská republika", "31322832") >
        score_of("CZ_ICO", "IČO 31322832, Slovenská republika", "31322832"));
}

TEST_CASE("Czech and Slovak documents are found beside their name") {
  CHECK(found("CZ_ID_CARD", "občanský průkaz 123456789") == Texts{"123456789"});
  CHECK(found("CZ_PASSPORT", "cestovní pas 12345678") == Texts{"12345678"});
  CHECK(found("SK_ID_CARD", "občiansky preukaz EA123456") == Texts{"EA123456"});
  CHECK(found("SK_PASSPORT", "cestovný pas BD0123456") == Texts{"BD0123456"});
  check_absent("CZ_ID_CARD", {"123456789"}, kDefaultThreshold);
  check_absent("CZ_PASSPORT", {"12345678"}, kDefaultThreshold);
  check_absent("SK_ID_CARD", {"EA123456"}, kDefaultThreshold);
}

TEST_CASE("Czech and Slovak round trips") {
  check_round_trip({"CZ_RODNE_CISLO", {"##0#######", "##5#######", "0#7#######"}, is_birth_number});
  check_round_trip({"SK_RODNE_CISLO", {"##0#######", "##6#######", "1#2#######"}, is_birth_number});
  check_round_trip({"CZ_ICO", {"########"}, is_ico});
  check_round_trip({"SK_VAT_ID", {"##########"}, is_slovak_vat});
  check_round_trip({"SK_VAT_ID", {"SK##########"}, is_slovak_vat_with_prefix});
}

}  // namespace weir
