#include "unit/detectors/changed_numbers.h"

namespace weir {
namespace {

bool is_patient(const std::string& number) {
  int sum = 0;
  for (size_t i = 0; i < 9; ++i) sum += digit_at(number, i) * static_cast<int>(10 - i);
  const int check = 11 - sum % 11;
  return number != "0000000000" && (check == 11 ? 0 : check) == digit_at(number, 9);
}

// The established series, or the one that restarted at 100 with 55 less.
bool is_firm(const std::string& number) {
  const std::string digits = number.substr(2);
  int total = 0;
  for (size_t i = 0; i < 7; ++i) total += digit_at(digits, i) * static_cast<int>(8 - i);
  while (total > 0) total -= 97;
  const int check = std::stoi(digits.substr(7));
  const bool is_public = digits.starts_with("8888") && std::stoi(digits.substr(4, 3)) % 97 == check;
  const int shifted = -total - 55 < 0 ? -total + 42 : -total - 55;
  return digits != "000000000" &&
         (check == -total || is_public || check == -total + 97 ||
          (digits[0] != '0' && (check == shifted || check == shifted + 97)));
}

bool is_taxpayer(const std::string& number) {
  constexpr int kWeights[] = {6, 7, 8, 9, 10, 5, 4, 3, 2};
  int sum = 0;
  for (size_t i = 0; i < 9; ++i) sum += digit_at(number, i + 1) * kWeights[i];
  int check = 11 - sum % 11;
  if (check > 9) check -= 9;
  return check == digit_at(number, 0);
}

}  // namespace

TEST_CASE("United Kingdom: published samples, other spellings, a digit changed") {
  check_found("UK_NHS", {"943-476-5870", "401 023 2137", "0032698674"});
  check_not_found("UK_NHS", {"9434765871", "401-023-2138", "0000000000"});
  check_found("UK_NINO", {"AA 12 34 56 B", "hh 01 02 03 d", "tw987654a", "PR 123612C"}, 0.5);
  check_not_found(
      "UK_NINO", {"AA 12 34 56 H", "FQ 00 00 00 C", "BG123612A", "nt 99 88 77 a", "AB 12 34 56 1"});
  check_found("UK_VAT_ID",
              {"GB980780684", "GB 980 7806 84", "GB242338087388", "XI980780684", "GB 100 1950 75",
               "GBGD001", "GBHA599"},
              0.5);
  check_not_found("UK_VAT_ID", {"GB802311781", "GB980780685", "GBGD500", "GBHA499"});
  check_found("UK_UTR", {"1955839661", "19558 39661", "1955839661K"});
  check_not_found("UK_UTR", {"2955839661", "19558396611"});
  check_found("UK_DRIVING_LICENCE",
              {"MORGA657054SM9IJ", "FO999512018AA1AB", "MORGA 657054 SM9IJ", "morga607054sm9ij",
               "SMITH802290AB1CD"},
              0.5);
  check_not_found("UK_DRIVING_LICENCE", {"MORGA613054SM9IJ", "MORGA601324SM9IJ", "99999657054SM9IJ",
                                         "MO9G9657054SM9IJ", "MORGA602304SM9IJ"});
}

TEST_CASE("United Kingdom: postcodes and plates") {
  check_found("UK_POSTCODE", {"M1 1AA", "M60 1NW", "W1A 1HQ", "CR2 6XH", "DN55 1PT", "EC1A 1BB",
                              "GIR 0AA", "M11AA", "gir0aa", "sw1a 1aa"});
  check_not_found("UK_POSTCODE", {"QA1 1AA", "M1 1CA", "1A1 1AA", "ABCM11AADEF"});
  CHECK(found("UK_POSTCODE", "SW1A 1AA").empty());
  CHECK(found("UK_POSTCODE", "Postcode: SW1A 1AA") == Texts{"SW1A 1AA"});
  check_found("UK_VEHICLE_REGISTRATION", {"AB51 ABC", "BD62XYZ", "LN14-HGT"}, 0.5);
  check_found("UK_VEHICLE_REGISTRATION", {"aa02 aaa", "A123 BCD", "K1 ABC", "ABC 123D", "ABC 1D"});
  check_not_found("UK_VEHICLE_REGISTRATION", {"IB51 ABC", "AB35 ABC", "AB80 ABC", "AB51 AIB",
                                              "I123 BCD", "ABC 123Z", "XXXAB51ABCYYY"});
  CHECK(found("UK_VEHICLE_REGISTRATION", "merge dc22cea now").empty());
  CHECK(found("UK_VEHICLE_REGISTRATION", "man3/be16toh.3 and be64toh(x)").empty());
  CHECK(found("UK_VEHICLE_REGISTRATION", "the car, ABC 123D") == Texts{"ABC 123D"});
}

TEST_CASE("United Kingdom: words beside weak numbers") {
  CHECK(found("UK_NHS", "943 476 5870").empty());
  CHECK(found("UK_NHS", "NHS number 943 476 5870") == Texts{"943 476 5870"});
  CHECK(found("UK_PASSPORT", "AB1234567").empty());
  CHECK(found("UK_PASSPORT", "Passport no. AB1234567") == Texts{"AB1234567"});
  CHECK(found("UK_PASSPORT", "123456789", 0).empty());
  CHECK(found("UK_PASSPORT", "passport 123456789") == Texts{"123456789"});
  CHECK(found("UK_UTR", "1955839661").empty());
  CHECK(found("UK_UTR", "my UTR is 1955839661") == Texts{"1955839661"});
}

TEST_CASE("United Kingdom: random numbers against a second reckoning") {
  const auto ten = [](std::mt19937* r) { return random_digits(r, 10); };
  check_round_trip(
      "UK_NHS", [&](std::mt19937* random) { return draw_right(random, ten, is_patient); },
      is_patient);
  check_round_trip(
      "UK_UTR", [&](std::mt19937* random) { return draw_right(random, ten, is_taxpayer); },
      is_taxpayer);
  const auto firm = [](std::mt19937* r) { return "GB" + random_digits(r, 9); };
  check_round_trip(
      "UK_VAT_ID", [&](std::mt19937* random) { return draw_right(random, firm, is_firm); },
      is_firm);
}

}  // namespace weir
