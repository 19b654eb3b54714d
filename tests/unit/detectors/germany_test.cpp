#include <set>

#include "unit/detectors/changed_numbers.h"

namespace weir {
namespace {

int cross_sum(int value) {
  return value < 10 ? value : value / 10 + value % 10;
}

// ISO 7064 MOD 11,10 by trying: the one digit that ends the recursion at 1.
bool is_tax_id(std::string_view number) {
  int carry = 10;
  for (size_t i = 0; i < 10; ++i) {
    int sum = carry + digit_at(number, i);
    if (sum > 10) sum -= 10;
    carry = 2 * sum;
    if (carry >= 11) carry -= 11;
  }
  if ((carry + digit_at(number, 10)) % 10 != 1 || number[0] == '0') return false;
  std::multiset<char> digits(number.begin(), number.begin() + 10);
  int repeated = 0;
  for (char digit = '0'; digit <= '9'; ++digit) {
    if (digits.count(digit) > 3) return false;
    repeated += digits.count(digit) > 1 ? 1 : 0;
  }
  return repeated <= 1;
}

bool is_health_number(std::string_view number) {
  const int ordinal = number[0] - 'A' + 1;
  int sum = ordinal / 10 + cross_sum(ordinal % 10 * 2);
  for (size_t i = 1; i <= 8; ++i) sum += cross_sum(digit_at(number, i) * (i % 2 == 1 ? 1 : 2));
  return sum % 10 == digit_at(number, 9);
}

bool is_physician(std::string_view number) {
  if (number == "000000000") return false;
  int sum = 0;
  for (size_t i = 0; i < 6; ++i) sum += digit_at(number, i) * (i % 2 == 0 ? 4 : 9);
  return (10 - sum % 10) % 10 == digit_at(number, 6);
}

bool is_checked_card(std::string_view number) {
  constexpr std::string_view kValues = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  size_t sum = 0;
  for (size_t i = 0; i < 8; ++i)
    sum += kValues.find(number[i]) * (i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1);
  return sum % 10 == static_cast<size_t>(digit_at(number, 8));
}

}  // namespace

TEST_CASE("Germany: published samples are found, with a digit changed they are not") {
  check_found("DE_TAX_ID", {"36574261809", "36 574 261 809", "86095742719", "11234567890"}, 0.5);
  check_not_found("DE_TAX_ID", {"36574261890", "36554266806", "06574261809", "11112345678"});
  check_found("DE_HEALTH_INSURANCE", {"A000500015", "C000500021", "a123456780"});
  check_not_found("DE_HEALTH_INSURANCE", {"A000500010", "1123456780", "A1234567890"});
  check_found("DE_SOCIAL_SECURITY", {"15070649C103", "15 070649 C 103", "65170839J003"}, 0.5);
  check_not_found("DE_SOCIAL_SECURITY", {"15070649C100", "15310249C103", "15070049C103"});
  check_found("DE_VAT_ID", {"DE136695976", "DE 136 695 976", "de.136.695.976"}, 0.5);
  check_not_found("DE_VAT_ID", {"DE136695978", "AT123456789", "DE1234567890"}, 0.5);
  check_found("DE_LANR", {"123456601", "987654401"});
  check_not_found("DE_LANR", {"123456901", "000000000"});
  check_found("DE_FUEHRERSCHEIN", {"B072RRE2I55", "N0704578035", "BO12345678A"});
  check_not_found("DE_FUEHRERSCHEIN", {"B072RRE2I65", "B12345678A"});
}

TEST_CASE("Germany: cards and passports, with their check digit or beside their name") {
  check_found("DE_ID_CARD", {"L01X00T44", "L01X00T471", "L01X00T471D", "T22000129"});
  check_found("DE_PASSPORT", {"C01X00T41", "C01X00T478", "C01X00T478 D"});
  check_not_found("DE_ID_CARD", {"L01X00T47", "L01X00T472", "T2200012"});
  CHECK(found("DE_ID_CARD", "Personalausweis L01X00T47") == Texts{"L01X00T47"});
  CHECK(found("DE_PASSPORT", "Reisepass C01X00T47, Berlin") == Texts{"C01X00T47"});
  CHECK(score_of("DE_PASSPORT", "C01X00T478D", "C01X00T478D") == 1.0);
}

TEST_CASE("Germany: numbers without a check digit need a word beside them") {
  CHECK(found("DE_BSNR", "021234568").empty());
  CHECK(found("DE_BSNR", "BSNR 021234568") == Texts{"021234568"});
  CHECK(found("DE_PLZ", "wir zahlten 10115 Mal").empty());
  CHECK(found("DE_PLZ", "PLZ 10115") == Texts{"10115"});
  CHECK(found("DE_PLZ", "Adresse: D-10115 Berlin") == Texts{"10115"});
  check_not_found("DE_PLZ", {"00000", "01000", "99999", "101150"});
  CHECK(found("DE_KFZ", "Kennzeichen: M-XY 999") == Texts{"M-XY 999"});
  CHECK(found("DE_KFZ", "Kennzeichen M\xC3\x9C-XY 999") == Texts{"M\xC3\x9C-XY 999"});
  CHECK(found("DE_KFZ", "the car is in 12 parts").empty());
  check_not_found("DE_KFZ", {"BAB1234", "B 1234", "BXYZ AB 1234", "B-AB 0123"});
  CHECK(found("DE_TAX_NUMBER", "Steuernummer 181/815/08155") == Texts{"181/815/08155"});
  CHECK(found("DE_TAX_NUMBER", "Finanzamt, 18181508155") == Texts{"18181508155"});
  check_found("DE_TAX_NUMBER", {"2181081508155", "93815/08152", "013 815 08153"});
  check_found("DE_HANDELSREGISTER", {"HRB 123456", "HRA12345", "hrb 1", "HRB-Nr. 4711", "GnR 12"});
  check_not_found("DE_HANDELSREGISTER", {"HRC 12345", "HR 12345", "HRB 1234567"});
}

TEST_CASE("Germany: random numbers against a second reckoning") {
  check_round_trip(
      "DE_TAX_ID",
      [](std::mt19937* random) {
        return draw_right(
            random, [](std::mt19937* r) { return random_digits(r, 11); }, is_tax_id);
      },
      is_tax_id);
  const auto health = [](std::mt19937* r) {
    return std::string(1, static_cast<char>('A' + (*r)() % 26)) + random_digits(r, 9);
  };
  check_round_trip(
      "DE_HEALTH_INSURANCE",
      [&](std::mt19937* random) { return draw_right(random, health, is_health_number); },
      is_health_number);
  check_round_trip(
      "DE_LANR",
      [](std::mt19937* random) {
        return draw_right(
            random, [](std::mt19937* r) { return random_digits(r, 9); }, is_physician);
      },
      is_physician);
  const auto card = [](std::mt19937* r) {
    constexpr std::string_view kCards = "CFGHJKLMNPRTVWXYZ";
    std::string number = random_digits(r, 9);
    for (const size_t at : {0, 2, 5}) number[at] = kCards[(*r)() % kCards.size()];
    return number;
  };
  check_round_trip(
      "DE_PASSPORT",
      [&](std::mt19937* random) { return draw_right(random, card, is_checked_card); },
      is_checked_card);
}

TEST_CASE("Germany: pieces of longer numbers are none") {
  check_not_found("DE_TAX_ID", {"136574261809", "36574261809-1", "1-36574261809", "+36574261809",
                                "3.6574261809", "12.34.36574261809"});
  check_not_found("DE_VAT_ID", {"XDE136695976", "DE136695976A"});
}

}  // namespace weir
