#include "unit/detectors/changed_numbers.h"

namespace weir {
namespace {

bool is_person(const std::string& number) {
  int sum = -digit_at(number, 8);
  for (size_t i = 0; i < 8; ++i) sum += digit_at(number, i) * static_cast<int>(9 - i);
  return number != "000000000" && sum % 11 == 0;
}

// N is 23, L is 21, B is 11.
bool is_firm(const std::string& number) {
  const std::string digits = number.substr(2, 9);
  const std::string suffix = number.substr(12);
  return suffix != "00" && digits != "000000000" &&
         (is_person(digits) || remainder_of("2321" + digits + "11" + suffix, 97) == 1);
}

}  // namespace

TEST_CASE("Netherlands: published samples, other spellings, a digit changed") {
  check_found("NL_BSN", {"111222333", "1112.22.333", "111 222 333", "111-222-333"});
  check_not_found("NL_BSN", {"1112.52.333", "1112223334", "000000000", "111222334"});
  check_found(
      "NL_VAT_ID",
      {"NL004495445B01", "NL4495445B01", "NL002455799B11", "NL 0044.95.445.B01", "nl004495445b01"},
      0.5);
  check_not_found("NL_VAT_ID", {"NL123456789B90", "NL004495446B01", "NL004495445B00"});
  check_found("NL_PASSPORT", {"EM0000000", "XR1001R58", "xr1001r58"});
  check_not_found("NL_PASSPORT", {"XR1001R", "581001RXR", "XR1O01R58"});
}

TEST_CASE("Netherlands: words beside weak numbers") {
  CHECK(found("NL_BSN", "111222333").empty());
  CHECK(found("NL_BSN", "burgerservicenummer: 111222333") == Texts{"111222333"});
  CHECK(found("NL_BSN", "BSN 12345672") == Texts{"12345672"});
  CHECK(found("NL_BSN", "12345672", 0).empty());
  CHECK(found("NL_BSN", "BSN 12345673", 0).empty());
  CHECK(found("NL_PASSPORT", "paspoort XR1001R58") == Texts{"XR1001R58"});
  CHECK(found("NL_ID_CARD", "identiteitskaart XR1001R58") == Texts{"XR1001R58"});
  CHECK(found("NL_ID_CARD", "XR1001R58").empty());
  CHECK(found("NL_PASSPORT", "paspoort NWABCDEF7") == Texts{"NWABCDEF7"});
  CHECK(found("NL_PASSPORT", "NWABCDEF7", 0).empty());
}

TEST_CASE("Netherlands: random numbers against a second reckoning") {
  check_round_trip(
      "NL_BSN",
      [](std::mt19937* random) {
        return draw_right(
            random, [](std::mt19937* r) { return random_digits(r, 9); }, is_person);
      },
      is_person);
  const auto firm = [](std::mt19937* r) {
    return "NL" + random_digits(r, 9) + "B" + random_digits(r, 2);
  };
  check_round_trip(
      "NL_VAT_ID", [&](std::mt19937* random) { return draw_right(random, firm, is_firm); },
      is_firm);
}

TEST_CASE("Netherlands: pieces of longer numbers are none") {
  check_not_found("NL_BSN",
                  {"1-111222333", "111222333-4", "3.111222333", "+111222333", "111 222 333 444"});
}

}  // namespace weir
