#include "unit/detectors/changed_numbers.h"

namespace weir {
namespace {

bool passes_luhn_twice_over(std::string_view digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int value = digit_at(digits, i) * ((digits.size() - i) % 2 == 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

bool is_firm(const std::string& number) {
  return number != "000000000" && passes_luhn_twice_over(number);
}

bool is_establishment(const std::string& number) {
  return is_firm(number.substr(0, 9)) && passes_luhn_twice_over(number);
}

std::string siren(std::mt19937* random) {
  return draw_right(
      random, [](std::mt19937* r) { return "1" + random_digits(r, 8); }, is_firm);
}

std::string key_of_nir(const std::string& thirteen) {
  return padded(97 - remainder_of(thirteen, 97), 2);
}

}  // namespace

TEST_CASE("France: published samples, other spellings, a digit changed") {
  check_found("FR_NIR",
              {"2 95 10 99 126 111 93", "295109912611193", "253072B07300470", "253072A07300443",
               "253072a07300443", "2.95.10.99.126.111.93", "2951099126111 93"},
              0.5);
  check_not_found("FR_NIR",
                  {"295109912611199", "253072C07300443", "295139912611193", "6546546546546703"});
  check_found("FR_SIREN", {"404833048", "404 833 048", "552.008.443"});
  check_not_found("FR_SIREN", {"404833047", "000000000", "404 833 048 00019"});
  check_found("FR_SIRET", {"73282932000074", "732 829 320 00074", "35600000049837"}, 0.5);
  check_not_found("FR_SIRET", {"73282932000079", "73282931000074", "35600000049838"});
  check_found(
      "FR_VAT_ID",
      {"FR40303265045", "FR 40 303 265 045", "fr23334175221", "FRK7399859412", "FR4Z123456782"},
      0.5);
  check_found("FR_VAT_ID", {"40 3032 65045"});
  check_not_found("FR_VAT_ID", {"FR84323140391", "FRIO334175221", "FR41303265045"});
  check_found("FR_TAX_NUMBER", {"3023217600053", "30 23 217 600 053"}, 0.5);
  check_not_found("FR_TAX_NUMBER", {"3023217600054", "9701987765432", "070198776543"});
}

TEST_CASE("France: words beside weak numbers") {
  CHECK(found("FR_SIREN", "404833048").empty());
  CHECK(found("FR_SIREN", "RCS Paris 404 833 048") == Texts{"404 833 048"});
  CHECK(found("FR_NIR",
              "s\xC3\xA9"
              "curit\xC3\xA9 sociale: 2951099126111") == Texts{"2951099126111"});
  CHECK(found("FR_NIR", "2951099126111", 0).empty());
  CHECK(found("FR_PASSPORT", "Passeport 12AB34567") == Texts{"12AB34567"});
  CHECK(found("FR_PASSPORT", "12AB34567").empty());
  CHECK(found("FR_CNI", "CNI : X4RTBPFW4") == Texts{"X4RTBPFW4"});
  CHECK(found("FR_CNI", "X4RTBPFW4", 0).empty());
  CHECK(found("FR_CNI", "carte d'identit\xC3\xA9 880692310285") == Texts{"880692310285"});
  check_not_found("FR_CNI", {"881392310285"});
}

TEST_CASE("France: random numbers against a second reckoning") {
  check_round_trip("FR_SIREN", siren, is_firm);
  check_round_trip(
      "FR_SIRET",
      [](std::mt19937* random) {
        return draw_right(
            random, [](std::mt19937* r) { return siren(r) + random_digits(r, 5); },
            is_establishment);
      },
      is_establishment);
  check_round_trip(
      "FR_NIR",
      [](std::mt19937* r) {
        const std::string thirteen = std::to_string(1 + (*r)() % 2) + random_digits(r, 2) +
                                     padded(1 + long((*r)() % 12), 2) +
                                     padded(1 + long((*r)() % 95), 2) + "123" +
                                     padded(1 + long((*r)() % 999), 3);
        return thirteen + key_of_nir(thirteen);
      },
      [](const std::string& number) {
        return key_of_nir(number.substr(0, 13)) == number.substr(13) && number[0] != '0';
      });
  check_round_trip(
      "FR_VAT_ID",
      [](std::mt19937* r) {
        const std::string firm = siren(r);
        return "FR" + padded(remainder_of(firm + "12", 97), 2) + firm;
      },
      [](const std::string& number) {
        const std::string firm = number.substr(4);
        return is_firm(firm) && number.substr(2, 2) == padded(remainder_of(firm + "12", 97), 2);
      });
  check_round_trip(
      "FR_TAX_NUMBER",
      [](std::mt19937* r) {
        const std::string ten = "3" + random_digits(r, 9);
        return ten + padded(std::stol(ten) % 511, 3);
      },
      [](const std::string& number) {
        return number[0] <= '3' &&
               std::stol(number.substr(0, 10)) % 511 == std::stol(number.substr(10));
      });
}

TEST_CASE("France: fractions and moments") {
  check_not_found("FR_SIRET", {"732829320.00074", "7328293.2000074"});
  CHECK(score_of("FR_TAX_NUMBER", "1763237303121", "1763237303121") < 0.5);
}

}  // namespace weir
