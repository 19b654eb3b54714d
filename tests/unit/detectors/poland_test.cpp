#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

bool is_pesel(const std::string& number) {
  const int check = (10 - dot(number, {1, 3, 7, 9, 1, 3, 7, 9, 1, 3}) % 10) % 10;
  const int coded = static_cast<int>(value_of(number, 2, 2));
  int century = 1900;
  if (coded > 80) century = 1800;
  if (coded > 20 && coded <= 32) century = 2000;
  if (coded > 40 && coded <= 52) century = 2100;
  if (coded > 60 && coded <= 72) century = 2200;
  const int month = century == 1800 ? coded - 80 : coded - (century - 1900) / 100 * 20;
  return number[10] - '0' == check && is_day(century + static_cast<int>(value_of(number, 0, 2)),
                                             month, static_cast<int>(value_of(number, 4, 2)));
}

bool is_nip(const std::string& number) {
  return value_of(number) > 9 &&
         (dot(number, {6, 5, 7, 2, 3, 4, 5, 6, 7}) - (number[9] - '0')) % 11 == 0;
}

bool is_short_regon(const std::string& number) {
  const int remainder = dot(number, {8, 9, 2, 3, 4, 5, 6, 7}) % 11;
  return value_of(number) != 0 && number[8] - '0' == (remainder == 10 ? 0 : remainder);
}

bool is_regon(const std::string& number) {
  if (!is_short_regon(number.substr(0, 9))) return false;
  if (number.size() == 9) return true;
  const int remainder = dot(number, {2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8}) % 11;
  return number[13] - '0' == (remainder == 10 ? 0 : remainder);
}

bool is_card(const std::string& number) {
  const int letters = (number[0] - 'A') * 7 + (number[1] - 'A') * 3 + (number[2] - 'A') + 110;
  return (letters + dot(number.substr(4), {7, 3, 1, 7, 3})) % 10 == number[3] - '0';
}

bool is_passport(const std::string& number) {
  const int letters = (number[0] - 'A') * 7 + (number[1] - 'A') * 3 + 100;
  return (letters + dot(number.substr(3), {1, 7, 3, 1, 7, 3})) % 10 == number[2] - '0';
}

}  // namespace

TEST_CASE("Polish numbers in their usual spellings") {
  check_found("PL_PESEL",
              {"44051401359", "44051401458", "02070803628", "11111111116", "02122401358",
               "02211307589", "440514 01458", "440514-01458"},
              kDefaultThreshold);
  check_found("PL_NIP",
              {"PL8567346215", "PL 8567346215", "pl8567346215", "856-734-62-15", "856-73-46-215",
               "PL 856-734-62-15"},
              kDefaultThreshold);
  check_found("PL_NIP", {"8567346215", "856 734 62 15"});
  check_found("PL_REGON", {"12345678512347", "123456785-12347"}, kDefaultThreshold);
  check_found("PL_REGON", {"192598184", "123456785", "192-598-184", "000144992"});
  // The specimens that the ministry prints.
  check_found("PL_ID_CARD", {"ABA300000", "ABA 300000", "aba300000"});
  check_found("PL_PASSPORT", {"ZS0000177", "ZS 0000177"});
}

TEST_CASE("Polish numbers that are none") {
  check_absent("PL_PESEL", {"44051401459", "85040812345", "02381307589", "1111321111",
                            "11110021111", "11-11-11-11114", "4405140145", "440514014588",
                            "4405140145A", "44-051401458", "+44051401458", "1.44051401458"});
  check_absent("PL_NIP", {"PL 8567346216", "8567346216", "0000000000", "18567346215",
                          "856-734-62-16", "856-734-62-15-1", "022-123-45-67"});
  check_absent("PL_REGON", {"192598183", "12345678612342", "12345678512348", "192598184/2"});
  check_absent("PL_ID_CARD", {"ABA400000", "AB300000", "ABAA300000"});
  check_absent("PL_PASSPORT", {"ZS1000177", "ZSA000177"});
}

TEST_CASE("Bare Polish numbers need a word") {
  check_absent("PL_NIP", {"8567346215"}, kDefaultThreshold);
  CHECK(found("PL_NIP", "NIP: 8567346215") == Texts{"8567346215"});
  check_absent("PL_REGON", {"192598184"}, kDefaultThreshold);
  CHECK(found("PL_REGON", "REGON 192598184") == Texts{"192598184"});
  check_absent("PL_ID_CARD", {"ABA300000"}, kDefaultThreshold);
  CHECK(found("PL_ID_CARD", "dowód osobisty ABA 300000") == Texts{"ABA 300000"});
  CHECK(found("PL_ID_CARD", "dowód osobisty seria ABA nr 300000") == Texts{"ABA nr 300000"});
  CHECK(found("PL_ID_CARD", "dowód osobisty seria ABA nr 400000").empty());
  check_absent("PL_PASSPORT", {"ZS0000177"}, kDefaultThreshold);
  CHECK(found("PL_PASSPORT", "Paszport: ZS0000177") == Texts{"ZS0000177"});
  CHECK(found("PL_PASSPORT", "paszport seria ZS nr 0000177") == Texts{"ZS nr 0000177"});
}

TEST_CASE("Polish round trips") {
  check_round_trip({"PL_PESEL", {"###########", "##0##1#####", "##2##1#####"}, is_pesel});
  check_round_trip({"PL_NIP", {"##########"}, is_nip});
  check_round_trip({"PL_REGON", {"#########"}, is_regon});
  check_round_trip({"PL_REGON", {"##############"}, is_regon});
  check_round_trip({"PL_ID_CARD", {"@@@######"}, is_card});
  check_round_trip({"PL_PASSPORT", {"@@#######"}, is_passport});
}

}  // namespace weir
