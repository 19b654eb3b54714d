#include <chrono>

#include "unit/detectors/changed_numbers.h"

namespace weir {
namespace {

bool is_day(int year, int month, int day) {
  return std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(unsigned(month)),
                                     std::chrono::day(unsigned(day)))
      .ok();
}

bool is_insured(std::string_view number) {
  int sum = 3 * digit_at(number, 0) + 7 * digit_at(number, 1) + 9 * digit_at(number, 2);
  sum += 5 * digit_at(number, 4) + 8 * digit_at(number, 5) + 4 * digit_at(number, 6);
  sum += 2 * digit_at(number, 7) + digit_at(number, 8) + 6 * digit_at(number, 9);
  if (number[0] == '0' || sum % 11 != digit_at(number, 3)) return false;
  const int day = std::stoi(std::string(number.substr(4, 2)));
  const int month = std::stoi(std::string(number.substr(6, 2)));
  const int year = std::stoi(std::string(number.substr(8)));
  const bool is_fictive = month >= 13 && month <= 15 && day <= 31;
  return is_fictive || is_day(1900 + year, month, day) || is_day(2000 + year, month, day);
}

bool is_taxed(std::string_view number) {
  int sum = 0;
  for (size_t i = 0; i < 8; ++i) {
    const int twice = 2 * digit_at(number, i);
    sum += i % 2 == 0 ? digit_at(number, i) : twice / 10 + twice % 10;
  }
  return !number.starts_with("00") && (10 - sum % 10) % 10 == digit_at(number, 8);
}

bool is_registered_for_vat(std::string_view number) {
  int sum = 4;
  for (size_t i = 3; i < 10; ++i) {
    const int twice = 2 * digit_at(number, i);
    sum += i % 2 == 1 ? digit_at(number, i) : twice / 10 + twice % 10;
  }
  return (10 - sum % 10) % 10 == digit_at(number, 10);
}

}  // namespace

TEST_CASE("Austria: published samples, other spellings, a digit changed") {
  check_found("AT_SVNR", {"1237 010180", "4788290776", "1237 01 01 80", "1237-010180"}, 0.5);
  CHECK(score_of("AT_SVNR", "1237010180", "1237010180") == 0.4);  // seconds since 1970 as well
  check_not_found("AT_SVNR", {"2237 010180", "1237 310280", "0237 010180"});
  check_found("AT_VAT_ID", {"ATU13585627", "AT U13585627", "atu13585627", "ATU 13585627"}, 0.5);
  check_not_found("AT_VAT_ID", {"ATU13585626", "ATU1358562", "ATU135856271"});
  check_found("AT_TAX_NUMBER", {"59-119/9013", "591199013", "03 318/8822"});
  check_not_found("AT_TAX_NUMBER", {"59-119/9012", "591199012"});
  check_found("AT_FIRMENBUCH", {"FN 122119m", "FN56247t", "fn 93363 z"}, 0.5);
  check_not_found("AT_FIRMENBUCH", {"FN 122119a", "FN 122118m", "FN m"});
}

TEST_CASE("Austria: words beside weak numbers") {
  CHECK(found("AT_TAX_NUMBER", "591199013").empty());
  CHECK(found("AT_TAX_NUMBER", "Steuernummer: 591199013") == Texts{"591199013"});
  CHECK(found("AT_VAT_ID", "UID U13585627") == Texts{"U13585627"});
  CHECK(found("AT_VAT_ID", "U13585627").empty());
  CHECK(found("AT_PASSPORT", "Reisepass P1234567") == Texts{"P1234567"});
  CHECK(found("AT_PASSPORT", "P1234567").empty());
}

TEST_CASE("Austria: random numbers against a second reckoning") {
  check_round_trip(
      "AT_SVNR",
      [](std::mt19937* random) {
        return draw_right(
            random, [](std::mt19937* r) { return random_digits(r, 10); }, is_insured);
      },
      is_insured, 400);
  check_round_trip(
      "AT_TAX_NUMBER",
      [](std::mt19937* random) {
        return draw_right(
            random, [](std::mt19937* r) { return random_digits(r, 9); }, is_taxed);
      },
      is_taxed);
  check_round_trip(
      "AT_VAT_ID",
      [](std::mt19937* random) {
        return draw_right(
            random, [](std::mt19937* r) { return "ATU" + random_digits(r, 8); },
            is_registered_for_vat);
      },
      is_registered_for_vat);
}

}  // namespace weir
