#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

// The check digit makes the weighted sum a multiple of ten.
bool is_vat(const std::string& number) {
  const int check = (10 - dot(number, {9, 7, 3, 1, 9, 7, 3}) % 10) % 10;
  return value_of(number) != 0 && number[7] - '0' == check;
}

bool is_whole_tax_number(const std::string& number) {
  const long long county = value_of(number, 9, 2);
  return is_vat(number.substr(0, 8)) && number[8] >= '1' && number[8] <= '5' &&
         ((county >= 2 && county <= 20) || (county >= 22 && county <= 44) || county == 51);
}

bool is_taj(const std::string& number) {
  int sum = 0;
  for (size_t i = 0; i < 8; ++i) sum += (i % 2 == 0 ? 3 : 7) * (number[i] - '0');
  return value_of(number) != 0 && number[8] - '0' == sum % 10;
}

bool is_sign(const std::string& number) {
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += (i + 1) * (number[static_cast<size_t>(i)] - '0');
  return number[0] == '8' && sum % 11 == number[9] - '0';
}

bool is_of(const std::string& number, int year) {
  if (!is_day(year, static_cast<int>(value_of(number, 3, 2)),
              static_cast<int>(value_of(number, 5, 2)))) {
    return false;
  }
  int sum = 0;
  for (int i = 0; i < 10; ++i) {
    sum += (year < 1997 ? i + 1 : 10 - i) * (number[static_cast<size_t>(i)] - '0');
  }
  return sum % 11 == number[10] - '0';
}

bool is_personal(const std::string& number) {
  const int year = static_cast<int>(value_of(number, 1, 2));
  const char first = number[0];
  if (first == '1' || first == '2') return is_of(number, 1900 + year);
  if (first == '3' || first == '4') return is_of(number, 1800 + year) || is_of(number, 2000 + year);
  return first >= '5' && first <= '8' &&
         (is_of(number, 1800 + year) || is_of(number, 1900 + year) || is_of(number, 2000 + year));
}

}  // namespace

TEST_CASE("Hungarian numbers in their usual spellings") {
  check_found("HU_ANUM",
              {"HU12892312", "HU-12892312", "HU 12892312", "hu12892312", "12892312-2-41"},
              kDefaultThreshold);
  check_found("HU_ANUM", {"12892312", "12892312241"});
  check_found("HU_TAJ", {"111111110", "111 111 110", "111-111-110"});
  check_found("HU_TAX_ID", {"8071592153"});
}

TEST_CASE("Hungarian numbers that are none") {
  check_absent("HU_ANUM", {"HU-12892313", "12892313", "12892312-6-41", "12892312-2-21",
                           "12892313-2-41", "00000000", "112892312"});
  check_absent("HU_TAJ", {"111111111", "000000000", "111 111 110 111"});
  check_absent("HU_TAX_ID", {"8071592154", "7071592153"});
}

TEST_CASE("Bare Hungarian numbers need a word") {
  check_absent("HU_ANUM", {"12892312"}, kDefaultThreshold);
  CHECK(found("HU_ANUM", "Adószám: 12892312") == Texts{"12892312"});
  check_absent("HU_TAJ", {"111 111 110"}, kDefaultThreshold);
  CHECK(found("HU_TAJ", "TAJ szám: 111 111 110") == Texts{"111 111 110"});
  check_absent("HU_TAX_ID", {"8071592153"}, kDefaultThreshold);
  CHECK(found("HU_TAX_ID", "Adóazonosító jele 8071592153") == Texts{"8071592153"});
  CHECK(found("HU_ID_CARD", "személyi igazolvány 123456AB") == Texts{"123456AB"});
  CHECK(found("HU_PASSPORT", "útlevél BB1234567") == Texts{"BB1234567"});
  check_absent("HU_ID_CARD", {"123456AB"}, kDefaultThreshold);
}

TEST_CASE("A Hungarian personal number changes its weights in 1997") {
  std::mt19937 random(5);
  const NumberScheme old{"HU_PERSONAL_ID", {"196########"}, is_personal};
  const NumberScheme current{"HU_PERSONAL_ID", {"197########"}, is_personal};
  for (const NumberScheme& scheme : {old, current}) {
    const std::string number = random_valid(scheme, &random);
    const std::string spelt =
        number.substr(0, 1) + "-" + number.substr(1, 6) + "-" + number.substr(7);
    check_found("HU_PERSONAL_ID", {number, spelt}, kDefaultThreshold);
  }
}

TEST_CASE("A Hungarian personal number of the 1800s may as well be a Lithuanian one") {
  check_found("HU_PERSONAL_ID", {"37003031344"});
  check_absent("HU_PERSONAL_ID", {"37003031344"}, kDefaultThreshold);
  CHECK(found("HU_PERSONAL_ID", "személyi szám: 37003031344") == Texts{"37003031344"});
}

TEST_CASE("Hungarian round trips") {
  check_round_trip({"HU_ANUM", {"########"}, is_vat});
  check_round_trip({"HU_ANUM", {"###########"}, is_whole_tax_number});
  check_round_trip({"HU_TAJ", {"#########"}, is_taj});
  check_round_trip({"HU_TAX_ID", {"8#########"}, is_sign});
  check_round_trip({"HU_PERSONAL_ID", {"###########", "3##########"}, is_personal});
}

}  // namespace weir
