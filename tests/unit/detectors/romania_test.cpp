#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

bool is_cnp(const std::string& number) {
  const int first = number[0] - '0';
  const int year = static_cast<int>(value_of(number, 1, 2));
  const int month = static_cast<int>(value_of(number, 3, 2));
  const int day = static_cast<int>(value_of(number, 5, 2));
  const bool is_in_1800s = (first == 3 || first == 4) && is_day(1800 + year, month, day);
  const bool is_in_1900s =
      (first == 1 || first == 2 || first > 6) && is_day(1900 + year, month, day);
  const bool is_in_2000s = first > 4 && is_day(2000 + year, month, day);
  const long long county = value_of(number, 7, 2);
  const bool is_county = (county >= 1 && county <= 48) || county == 51 || county == 52 ||
                         county == 70 || (county >= 80 && county <= 83);
  int check = dot(number, {2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9}) % 11;
  if (check == 10) check = 1;
  return (is_in_1800s || is_in_1900s || is_in_2000s) && is_county && number[12] - '0' == check;
}

// From the right: the control key 753217532 is laid under the digits.
bool is_cui(const std::string& number) {
  if (number[0] == '0') return false;
  const std::string key = "753217532";
  int sum = 0;
  for (size_t i = 0; i + 1 < number.size(); ++i) {
    sum += (number[number.size() - 2 - i] - '0') * (key[key.size() - 1 - i] - '0');
  }
  const int check = sum * 10 % 11;
  return number.back() - '0' == (check == 10 ? 0 : check);
}

}  // namespace

TEST_CASE("Romanian numbers in their usual spellings") {
  check_found("RO_CNP", {"1630615123457", "1 630615 123457", "1-630615-123457"}, kDefaultThreshold);
  check_found("RO_CUI", {"RO18547290", "RO 18547290", "RO 185 472 90", "ro18547290"},
              kDefaultThreshold);
  check_found("RO_CUI", {"18547290", "185 472 90", "RO 19"});
}

TEST_CASE("Romanian numbers that are none") {
  check_absent("RO_CNP", {"0800101221142", "1632215123457", "1630615993454", "1630615123458",
                          "11630615123457", "1630615123457.5"});
  check_absent("RO_CUI", {"185 472 91", "18547291", "RO18547291", "018547290", "18547290-1"});
}

TEST_CASE("29 February in a Romanian number belongs to the century of its first digit") {
  check_round_trip({"RO_CNP", {"500022912####", "600022940####", "700022951####"}, is_cnp});
}

TEST_CASE("Bare Romanian numbers need a word") {
  check_absent("RO_CUI", {"18547290", "RO 19"}, kDefaultThreshold);
  CHECK(found("RO_CUI", "CUI 18547290") == Texts{"18547290"});
  CHECK(found("RO_CUI", "CIF: 185 472 90") == Texts{"185 472 90"});
  CHECK(found("RO_ID_CARD", "carte de identitate seria RX 123456") == Texts{"RX 123456"});
  CHECK(found("RO_ID_CARD", "CI seria RT nr. 123456, Cluj") == Texts{"RT nr. 123456"});
  CHECK(found("RO_PASSPORT", "pașaport 123456789") == Texts{"123456789"});
  check_absent("RO_ID_CARD", {"RX 123456"}, kDefaultThreshold);
  check_absent("RO_PASSPORT", {"123456789"}, kDefaultThreshold);
}

TEST_CASE("Romanian round trips") {
  check_round_trip({"RO_CNP", {"###0#1#######", "##########0##"}, is_cnp});
  check_round_trip(
      {"RO_CUI", {"######", "#######", "########", "#########", "##########"}, is_cui});
}

}  // namespace weir
