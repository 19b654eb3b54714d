#include "unit/detectors/changed_numbers.h"

namespace weir {
namespace {

constexpr std::string_view kLetters = "WABCDEFGHIJKLMNOPQRSTUV";

char check_letter(std::string_view seven, int extra) {
  int sum = 9 * extra;
  int weight = 8;
  for (const char digit : seven) sum += weight-- * (digit - '0');
  return kLetters[static_cast<size_t>(sum % 23)];
}

}  // namespace

TEST_CASE("Ireland: published samples, other spellings, a digit changed") {
  check_found("IE_PPS",
              {"6433435F", "6433435FT", "6433435FW", "6433435OA", "6433435IH", "6433435-F",
               "1234567OB", "6433435OA"},
              0.5);
  check_not_found("IE_PPS", {"6433435E", "6433435VH", "111222333", "1234567XX", "1234567ABC"});
  check_found("IE_VAT_ID", {"IE6433435F", "IE 6433435OA", "IE8D79739I", "ie6433435f"}, 0.5);
  check_not_found("IE_VAT_ID", {"IE6433435E", "8?79739J", "IE8D79739J"});
}

TEST_CASE("Ireland: amounts, hexadecimal numbers, and words beside weak numbers") {
  CHECK(found("IE_PPS", "they paid 6433435 f").empty());
  CHECK(found("IE_PPS", "commit 6433435f, merged").empty());
  CHECK(found("IE_PPS", "PPS no 6433435f") == Texts{"6433435f"});
  CHECK(found("IE_VAT_ID", "8D79739I").empty());
  CHECK(found("IE_VAT_ID", "VAT no 8D79739I") == Texts{"8D79739I"});
  CHECK(found("IE_EIRCODE", "D02 X285").empty());
  CHECK(found("IE_EIRCODE", "Eircode D02 X285") == Texts{"D02 X285"});
  CHECK(found("IE_EIRCODE", "Eircode D6W XR27") == Texts{"D6W XR27"});
  CHECK(found("IE_EIRCODE", "Eircode A6W XR27").empty());
  CHECK(found("IE_PASSPORT", "passport LB1234567") == Texts{"LB1234567"});
  CHECK(found("IE_PASSPORT", "LB1234567").empty());
  CHECK(found("IE_DRIVING_LICENCE", "driver number 123456ABCD") == Texts{"123456ABCD"});
}

TEST_CASE("Ireland: every check letter of random numbers, old and new") {
  std::mt19937 random(9);
  for (int round = 0; round < 1000; ++round) {
    const std::string seven = random_digits(&random, 7);
    const auto at = static_cast<size_t>(round % 3);
    const std::string second = std::string("ABH").substr(at, 1);
    const int extra = at == 2 ? 8 : static_cast<int>(at) + 1;
    const char old_letter = check_letter(seven, 0);
    const char new_letter = check_letter(seven, extra);
    INFO(seven << " " << second);
    REQUIRE(is_found("IE_PPS", seven + old_letter));
    REQUIRE(is_found("IE_PPS", seven + new_letter + second));
    const char other = kLetters[random() % kLetters.size()];
    REQUIRE(is_found("IE_PPS", seven + other) == (other == old_letter));
    REQUIRE(is_found("IE_PPS", seven + other + second) == (other == new_letter));
    REQUIRE(is_found("IE_VAT_ID", "IE" + seven + other) == (other == old_letter));
  }
}

}  // namespace weir
