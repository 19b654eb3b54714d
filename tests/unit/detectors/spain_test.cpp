#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

// The letter by long division, digit by digit.
char control_letter(const std::string& digits) {
  int remainder = 0;
  for (const char digit : digits) remainder = (remainder * 10 + (digit - '0')) % 23;
  return "TRWAGMYFPDXBNJZSQVHLCKE"[remainder];
}

bool is_nif(const std::string& number) {
  const bool has_letter_in_front = number[0] > '9';
  if (has_letter_in_front && std::string("KLM").find(number[0]) == std::string::npos) return false;
  return number[8] == control_letter(number.substr(has_letter_in_front ? 1 : 0,
                                                   8 - (has_letter_in_front ? 1 : 0)));
}

bool is_nie(const std::string& number) {
  if (number[0] < 'X') return false;
  return number[8] == control_letter(std::string(1, static_cast<char>(number[0] - 'X' + '0')) +
                                     number.substr(1, 7));
}

// Digits in odd places are doubled and their digits summed, as the order of the Ministry has it.
bool is_cif(const std::string& number) {
  if (std::string("ABCDEFGHJNPQRSUVW").find(number[0]) == std::string::npos) return false;
  int sum = 0;
  for (size_t i = 1; i < 8; ++i) {
    const int digit = number[i] - '0';
    sum += i % 2 == 1 ? digit * 2 / 10 + digit * 2 % 10 : digit;
  }
  const int control = (10 - sum % 10) % 10;
  return number[8] == '0' + control || number[8] == "JABCDEFGHI"[control];
}

bool is_nuss(const std::string& number) {
  const long long province = value_of(number, 0, 2);
  const long long serial = value_of(number, 2, number.size() - 4);
  if (province == 0 || serial == 0) return false;
  const long long joined =
      serial < 10'000'000 ? province * 10'000'000 + serial : province * 100'000'000 + serial;
  return joined % 97 == value_of(number, number.size() - 2);
}

}  // namespace

TEST_CASE("Spanish numbers in their usual spellings") {
  check_found("ES_NIF",
              {"12345678Z", "12345678z", "12345678-Z", "12.345.678-Z", "55555555K", "01111111G",
               "M-1234567-L", "K1234567L", "ES54362315K", "ES 54362315-K"},
              kDefaultThreshold);
  check_found("ES_NIF", {"1111111G", "1111111-G", "1.111.111-G", "12345678 Z"});
  check_found("ES_NIE",
              {"X9613851N", "x9613851n", "Y8063915-Z", "X-5253868-R", "X-2482300-W", "Z8078221M",
               "X1111111G", "ESX5253868R"},
              kDefaultThreshold);
  check_found("ES_CIF", {"ESB58378431", "ES B-58378431", "esb58378431"}, kDefaultThreshold);
  check_found("ES_CIF", {"B58378431", "B-58378431", "J99216582", "A13 585 625", "A-13.585.625",
                         "A11111119", "b64717838"});
  check_found("ES_NUSS", {"281234567840", "28/12345678/40", "28 12345678 40", "28-12345678-40"},
              kDefaultThreshold);
}

TEST_CASE("Spanish numbers that are none") {
  check_absent("ES_NIF", {"12345678A", "11111111T", "401-023-2138", "5436231K5", "112345678Z",
                          "12345678ZZ", "1-12345678Z", "L1111111C", "3.12345678Z", "54362315"});
  check_absent("ES_NIE", {"Y8063915Q", "Y806391Q", "58063915Q", "W8063915Q", "x9613851q",
                          "X2482300A", "X2482300"});
  check_absent("ES_CIF", {"J99216583", "J992165831", "M-1234567-L", "O-1234567-L", "A11111118"});
  check_absent("ES_NUSS", {"281234567841", "001234567840", "28/12345678/41", "1281234567840",
                           "281234567840-1"});
}

TEST_CASE("Spanish numbers with a weak proof need a word") {
  check_absent("ES_CIF", {"B58378431"}, kDefaultThreshold);
  CHECK(found("ES_CIF", "La empresa con CIF B58378431") == Texts{"B58378431"});
  check_absent("ES_NIF", {"1111111G"}, kDefaultThreshold);
  CHECK(found("ES_NIF", "DNI: 1111111-G") == Texts{"1111111-G"});
  check_absent("ES_PASSPORT", {"AAA123456"}, kDefaultThreshold);
  CHECK(found("ES_PASSPORT", "Mi pasaporte es aaa123456") == Texts{"aaa123456"});
  check_found("ES_PASSPORT", {"AAA123456", "XyZ987654"});
  check_absent("ES_PASSPORT", {"AA123456", "AAAA12345", "AAA12345"});
}

TEST_CASE("A Spanish social security number may be a moment of a log") {
  check_absent("ES_NUSS", {"202411010042"}, kDefaultThreshold);
  CHECK(score_of("ES_NUSS", "281234567840", "281234567840") == 1.0);
}

TEST_CASE("Spanish round trips") {
  check_round_trip({"ES_NIF", {"########@", "K#######@", "L#######@", "M#######@"}, is_nif});
  check_round_trip({"ES_NIE", {"X#######@", "Y#######@", "Z#######@"}, is_nie});
  check_round_trip({"ES_CIF", {"A########", "B########", "Q#######@", "W#######@"}, is_cif});
  check_round_trip({"ES_NUSS", {"############", "##0#########", "###########"}, is_nuss});
}

}  // namespace weir
