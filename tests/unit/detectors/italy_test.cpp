#include <map>

#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;
constexpr std::string_view kCode = "IT_FISCAL_CODE";

// The decree's table of odd places, written as it prints it: letter or digit, value.
const std::map<char, int>& odd_values() {
  static const std::map<char, int> values = {
      {'0', 1},  {'1', 0},  {'2', 5},  {'3', 7},  {'4', 9},  {'5', 13}, {'6', 15}, {'7', 17},
      {'8', 19}, {'9', 21}, {'A', 1},  {'B', 0},  {'C', 5},  {'D', 7},  {'E', 9},  {'F', 13},
      {'G', 15}, {'H', 17}, {'I', 19}, {'J', 21}, {'K', 2},  {'L', 4},  {'M', 18}, {'N', 20},
      {'O', 11}, {'P', 3},  {'Q', 6},  {'R', 8},  {'S', 12}, {'T', 14}, {'U', 16}, {'V', 10},
      {'W', 22}, {'X', 25}, {'Y', 24}, {'Z', 23}};
  return values;
}

char control_letter(const std::string& code) {
  int sum = 0;
  for (size_t i = 0; i < 15; ++i) {
    const char byte = code[i];
    const bool is_odd = i % 2 == 0;  // the first place is odd
    sum += is_odd ? odd_values().at(byte) : byte >= 'A' ? byte - 'A' : byte - '0';
  }
  return static_cast<char>('A' + sum % 26);
}

std::string with_control(const std::string& fifteen) {
  return fifteen + control_letter(fifteen);
}

bool is_vat_code(const std::string& number) {
  int sum = 0;
  for (size_t i = 0; i < 11; ++i) {
    const int digit = number[i] - '0';
    sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
  }
  return sum % 10 == 0 && value_of(number) != 0;
}

}  // namespace

TEST_CASE("Italian fiscal codes that were published are found") {
  check_found(kCode,
              {"MRTNTN23M02D969P", "RCCMNL83S18D969H", "MRSMSR81D60Z611H", "CNTCHR83T41D969D",
               "FOXDRA26C24H872Y", "MAILCU91A25F839D", "RSSMRA45C12F205C", "RSSMRA45C12F20RX",
               "RSSMRA45C12F2L5N", "RSSMRA45C12F2LRI", "RSSMRAQRCMNFNLRG", "rssmra45c12f205c",
               "RSSMRA 45C12 F205 C", "RSS MRA 45C12 F205C"},
              kDefaultThreshold);
}

TEST_CASE("Every day of a month, men's and women's, against the calendar") {
  constexpr std::string_view kMonths = "ABCDEHLMPRST";
  for (const int year : {0, 1, 24, 96}) {
    for (size_t month = 0; month < 12; ++month) {
      for (int day = 0; day < 80; ++day) {
        const auto two = [](int value) {
          return std::string(value < 10 ? "0" : "") + std::to_string(value);
        };
        const std::string code =
            with_control("RSSMRA" + two(year) + kMonths[month] + two(day) + "F205");
        const int real = day > 40 ? day - 40 : day;
        const int number = static_cast<int>(month) + 1;
        INFO(code);
        CHECK(!found(kCode, code).empty() ==
              (is_day(1900 + year, number, real) || is_day(2000 + year, number, real)));
      }
    }
  }
}

TEST_CASE("Letters for digits: all 127 ways of one code") {
  for (unsigned mask = 0; mask < 128; ++mask) {
    std::string code = "RSSMRA45C12F205";
    unsigned bit = 0;
    for (const size_t at : {6, 7, 9, 10, 12, 13, 14}) {
      if ((mask >> bit++ & 1U) != 0) code[at] = "LMNPQRSTUV"[code[at] - '0'];
    }
    const std::string whole = with_control(code);
    INFO(whole);
    CHECK(found(kCode, whole) == Texts{whole});
  }
}

TEST_CASE("Italian fiscal codes that are none") {
  check_absent(kCode,
               {"CSTNGL22I10D086I", "CNTCHR83T32D969H", "AAAAAA - 00B11C333N", "A55AAA00B11C333N",
                "RSSMRA45C12F205", "XRSSMRA45C12F205C", "RSSMRA45C12F205C1"});
  // The wrong letter: known to who asks for everything, no finding otherwise.
  check_absent(kCode, {"FOXDRA26C24H872A", "AAAAAA00B11C333N"}, kDefaultThreshold);
  CHECK(found(kCode, "codice fiscale FOXDRA26C24H872A").empty());
  check_found(kCode, {"AAAAAA00B11C333Y", "AAAAAA00B11C333N"});
}

TEST_CASE("One character of a fiscal code changed is never a finding, but to itself") {
  const std::string good = "RCCMNL83S18D969H";
  for (size_t at = 0; at < good.size(); ++at) {
    for (char byte = good[at] < 'A' ? '0' : 'A'; byte <= (good[at] < 'A' ? '9' : 'Z'); ++byte) {
      std::string text = good;
      text[at] = byte;
      const bool is_month = std::string("ABCDEHLMPRST").find(text[8]) != std::string::npos;
      const bool is_real = is_month && control_letter(text) == text[15] &&
                           (value_of(text, 9, 2) <= 31 || value_of(text, 9, 2) > 40) &&
                           value_of(text, 9, 2) % 40 >= 1 && value_of(text, 9, 2) <= 70;
      INFO(text);
      CHECK(!found(kCode, text).empty() == is_real);
    }
  }
}

TEST_CASE("Italian VAT codes") {
  check_found("IT_VAT_CODE",
              {"00743110157", "01333550323", "01333550_323", "IT00743110157", "IT 00743110157",
               "007 4311 0157"},
              kDefaultThreshold);
  check_absent("IT_VAT_CODE", {"00000000000", "00000000001", "00743110158", "IT00743110158",
                               "100743110157", "0.00743110157", "+00743110157"});
  check_round_trip({"IT_VAT_CODE", {"###########"}, is_vat_code});
}

TEST_CASE("A VAT code of no known office needs a word") {
  // The letters IT do not make a number of an office that there is not one of a firm.
  check_absent("IT_VAT_CODE", {"12345676501", "IT12345676501", "IT 12345676501"},
               kDefaultThreshold);
  check_found("IT_VAT_CODE", {"12345676501"});
  CHECK(found("IT_VAT_CODE", "P.IVA 12345676501") == Texts{"12345676501"});
}

TEST_CASE("Italian documents are found beside their name") {
  check_found("IT_DRIVER_LICENSE", {"AA0123456B", "U1H00B000C", "U1K711J11M", "u1BCDFGHJK"});
  check_absent("IT_DRIVER_LICENSE", {"U1H00A000B", "990123456B"});
  CHECK(found("IT_DRIVER_LICENSE", "patente di guida U1K711J11M") == Texts{"U1K711J11M"});
  CHECK(found("IT_IDENTITY_CARD", "AA1234567 aa 1234567", 0) == Texts{"AA1234567", "aa 1234567"});
  check_found("IT_IDENTITY_CARD", {"1234567Aa", "AA12345aa"});
  CHECK(found("IT_IDENTITY_CARD", "carta d'identità CA12345AA") == Texts{"CA12345AA"});
  check_absent("IT_IDENTITY_CARD", {"CA12345AA", "AA1234567"}, kDefaultThreshold);
  check_found("IT_PASSPORT", {"AA1234567", "aa7654321"});
  CHECK(found("IT_PASSPORT", "passaporto YA1234567") == Texts{"YA1234567"});
  CHECK(found("IT_HEALTH_CARD", "tessera sanitaria 80380000101234567890") ==
        Texts{"80380000101234567890"});
  check_absent("IT_HEALTH_CARD", {"80380000101234567890"}, kDefaultThreshold);
}

}  // namespace weir
