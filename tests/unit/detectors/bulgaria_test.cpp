#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

bool is_egn(const std::string& number) {
  const int coded = static_cast<int>(value_of(number, 2, 2));
  const int year = static_cast<int>(value_of(number, 0, 2));
  const int day = static_cast<int>(value_of(number, 4, 2));
  const bool has_day = is_day(1900 + year, coded, day) ||
                       (coded > 20 && is_day(1800 + year, coded - 20, day)) ||
                       (coded > 40 && is_day(2000 + year, coded - 40, day));
  const int remainder = dot(number, {2, 4, 8, 5, 10, 9, 7, 3, 6}) % 11;
  return has_day && number[9] - '0' == (remainder == 10 ? 0 : remainder);
}

bool is_lnch(const std::string& number) {
  return value_of(number, 0, 9) != 0 &&
         (dot(number, {21, 19, 17, 13, 11, 9, 7, 3, 1}) - (number[9] - '0')) % 10 == 0;
}

bool is_short_eik(const std::string& number) {
  int check = dot(number, {1, 2, 3, 4, 5, 6, 7, 8}) % 11;
  if (check == 10) check = dot(number, {3, 4, 5, 6, 7, 8, 9, 10}) % 11;
  if (check == 10) check = 0;
  return value_of(number) != 0 && number[8] - '0' == check;
}

bool is_eik(const std::string& number) {
  if (!is_short_eik(number.substr(0, 9))) return false;
  if (number.size() == 9) return true;
  int check = dot(number.substr(8), {2, 7, 3, 5}) % 11;
  if (check == 10) check = dot(number.substr(8), {4, 9, 5, 7}) % 11;
  if (check == 10) check = 0;
  return number[12] - '0' == check;
}

bool is_vat(const std::string& number) {
  if (!number.starts_with("BG")) return false;
  const std::string digits = number.substr(2);
  if (digits.size() == 9) return is_short_eik(digits);
  const int remainder = dot(digits, {4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11;
  const bool is_other = (remainder + digits[9] - '0') % 11 == 0 && value_of(digits, 0, 9) != 0;
  return is_egn(digits) || is_lnch(digits) || is_other;
}

}  // namespace

TEST_CASE("Bulgarian numbers in their usual spellings") {
  check_found("BG_EGN",
              {"7523169263", "752316 926 3", "752316 9263", "8032056031", "0010100100",
               "7501020018", "7542011030", "7552010005", "8001010008"},
              kDefaultThreshold);
  check_found("BG_VAT_ID",
              {"BG175074752", "BG 175 074 752", "BG 175074752", "BG7523169263", "bg175074752"},
              kDefaultThreshold);
  check_found("BG_VAT_ID", {"175074752"});
  check_found("BG_LNCH", {"7111042925", "7111 042 925"});
  check_found("BG_EIK", {"175074752", "175 074 752"});
}

TEST_CASE("Bulgarian numbers that are none") {
  check_absent("BG_EGN", {"7552A10004", "8019010008", "7523169264", "17523169263", "7523169263.1",
                          "+7523169263"});
  check_absent("BG_VAT_ID", {"BG175074751", "175074751"});
  check_absent("BG_LNCH", {"7111042922", "71110A2922", "0000000000"});
  check_absent("BG_EIK", {"175074751", "000000000"});
}

TEST_CASE("Bulgarian numbers with a weak proof need a word") {
  check_absent("BG_LNCH", {"7111042925"}, kDefaultThreshold);
  CHECK(found("BG_LNCH", "ЛНЧ: 7111042925") == Texts{"7111042925"});
  check_absent("BG_EIK", {"175074752"}, kDefaultThreshold);
  CHECK(found("BG_EIK", "ЕИК 175074752") == Texts{"175074752"});
  CHECK(found("BG_VAT_ID", "ИН по ДДС 175074752") == Texts{"175074752"});
  CHECK(found("BG_ID_CARD", "лична карта № 123456789") == Texts{"123456789"});
  CHECK(found("BG_PASSPORT", "паспорт 123456789") == Texts{"123456789"});
  check_absent("BG_ID_CARD", {"123456789"}, kDefaultThreshold);
}

TEST_CASE("A Bulgarian personal number that may be a moment needs a word") {
  check_absent("BG_EGN", {"1711220004"}, kDefaultThreshold);
  check_found("BG_EGN", {"1711220004"});
  CHECK(found("BG_EGN", "ЕГН 1711220004") == Texts{"1711220004"});
  CHECK(found("BG_EGN", "личното ви егн: 1711220004") == Texts{"1711220004"});
}

TEST_CASE("Bulgarian round trips") {
  check_round_trip({"BG_EGN", {"##0#######", "##4#######", "##2#######"}, is_egn});
  check_round_trip({"BG_LNCH", {"##########"}, is_lnch});
  check_round_trip({"BG_EIK", {"#########"}, is_eik});
  check_round_trip({"BG_EIK", {"#############"}, is_eik});
  check_round_trip({"BG_VAT_ID", {"BG#########", "BG##########"}, is_vat});
}

}  // namespace weir
