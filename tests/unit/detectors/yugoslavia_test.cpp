// Slovenia, Croatia and the personal number of the former Yugoslavia.
#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

bool is_jmbg(const std::string& number) {
  const int last = static_cast<int>(value_of(number, 4, 3));
  const int year = last < 800 ? 2000 + last : 1000 + last;
  const int sum = dot(number, {7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2});
  // The check digit completes a multiple of 11; 10 is written 0.
  const int check = number[12] - '0';
  const bool is_complete = (sum + check) % 11 == 0 || (check == 0 && sum % 11 == 1);
  return is_complete && is_day(year, static_cast<int>(value_of(number, 2, 2)),
                               static_cast<int>(value_of(number, 0, 2)));
}

template <int first, int last>
bool is_jmbg_of(const std::string& number) {
  const long long place = value_of(number, 7, 2);
  return is_jmbg(number) && place >= first && place <= last;
}

// ISO 7064: P = 10; for each digit P = ((P + digit) mod 10, 0 as 10) * 2 mod 11.
bool is_oib(const std::string& number) {
  int product = 10;
  for (size_t i = 0; i < 10; ++i) {
    product = (product + number[i] - '0') % 10;
    if (product == 0) product = 10;
    product = product * 2 % 11;
  }
  return (11 - product) % 10 == number[10] - '0';
}

bool is_slovenian_tax_number(const std::string& number) {
  if (number[0] == '0') return false;
  const int check = 11 - dot(number, {8, 7, 6, 5, 4, 3, 2}) % 11;
  return check != 11 && number[7] - '0' == (check == 10 ? 0 : check);
}

}  // namespace

TEST_CASE("Slovenian personal numbers") {
  check_found("SI_EMSO",
              {"0101006500006", "1211981500126", "1508995500237", "2001939010010", "2902932505526",
               "0101006 500006", "0101006 50 000 6"},
              kDefaultThreshold);
  check_absent("SI_EMSO", {"0101006500007", "3202006500008", "010100650A007", "10101006500006",
                           "0.0101006500006"});
  CHECK(score_of("SI_EMSO", "0101006500006", "0101006500006") == 1.0);
}

TEST_CASE("The register of a JMBG tells the country") {
  std::mt19937 random(8);
  const NumberScheme belgrade{"RS_JMBG", {"####9##71####"}, is_jmbg_of<70, 99>};
  const std::string number = random_valid(belgrade, &random);
  CHECK(score_of("RS_JMBG", number, number) == 1.0);
  CHECK(score_of("SI_EMSO", number, number) == 0.9);
  check_absent("BA_JMBG", {number});
  check_absent("HR_JMBG", {number});
  check_absent("RS_JMBG", {"0101006500006"});
  CHECK(found("RS_JMBG", "ЈМБГ " + number) == Texts{number});
}

TEST_CASE("Slovenian and Croatian tax numbers") {
  check_found("SI_VAT_ID", {"SI50223054", "SI 50223054", "SI 5022 3054", "si50223054"},
              kDefaultThreshold);
  check_found("SI_VAT_ID", {"50223054"});
  check_absent("SI_VAT_ID", {"SI 50223055", "50223055", "05022305", "5022 3054 1"});
  check_absent("SI_VAT_ID", {"50223054"}, kDefaultThreshold);
  CHECK(found("SI_VAT_ID", "Davčna številka: 50223054") == Texts{"50223054"});
  check_found("HR_OIB", {"HR33392005961", "HR 33392005961", "hr33392005961"}, kDefaultThreshold);
  check_found("HR_OIB", {"33392005961"});
  check_absent("HR_OIB", {"33392005962", "HR33392005962", "133392005961", "33392005961-1"});
  check_absent("HR_OIB", {"33392005961"}, kDefaultThreshold);
  CHECK(found("HR_OIB", "OIB: 33392005961") == Texts{"33392005961"});
}

TEST_CASE("Slovenian and Croatian documents are found beside their name") {
  CHECK(found("SI_PASSPORT", "potni list PB1234567") == Texts{"PB1234567"});
  CHECK(found("SI_ID_CARD", "osebna izkaznica 001234567") == Texts{"001234567"});
  CHECK(found("SI_ZZZS", "številka zavarovane osebe 012345678") == Texts{"012345678"});
  CHECK(found("HR_PASSPORT", "putovnica 012345678") == Texts{"012345678"});
  CHECK(found("HR_ID_CARD", "osobna iskaznica 112345678") == Texts{"112345678"});
  CHECK(found("HR_MBO", "MBO 123456789") == Texts{"123456789"});
  for (const std::string_view entity : {"SI_ID_CARD", "SI_ZZZS", "HR_PASSPORT", "HR_MBO"}) {
    check_absent(entity, {"012345678"}, kDefaultThreshold);
  }
}

TEST_CASE("Round trips of the former Yugoslavia") {
  check_round_trip({"SI_EMSO", {"#####9#######", "####9##50####"}, is_jmbg});
  check_round_trip({"BA_JMBG", {"####9##1#####"}, is_jmbg_of<10, 19>});
  check_round_trip({"ME_JMBG", {"####9##2#####"}, is_jmbg_of<20, 29>});
  check_round_trip({"HR_JMBG", {"####9##3#####"}, is_jmbg_of<30, 39>});
  check_round_trip({"MK_EMBG", {"####9##4#####"}, is_jmbg_of<40, 49>});
  check_round_trip({"RS_JMBG", {"####9##7#####", "####0##8#####"}, is_jmbg_of<70, 99>});
  check_round_trip({"HR_OIB", {"###########"}, is_oib});
  check_round_trip({"SI_VAT_ID", {"########"}, is_slovenian_tax_number});
}

}  // namespace weir
