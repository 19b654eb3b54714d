#include "guardrails/detectors/letter_case.h"

#include <string>
#include <utility>
#include <vector>

#include "support/catch.h"

namespace weir {

TEST_CASE("Capitals of European alphabets become small letters of as many bytes") {
  const std::vector<std::pair<std::string, std::string>> alphabets = {
      {"ABCXYZ-019", "abcxyz-019"},
      {"ÀÂÄÅÆÇÈÉÊËÎÏÑÓÔÖØÙÚÛÜÝÞ", "àâäåæçèéêëîïñóôöøùúûüýþ"},
      {"ČĎĚĹĽŇŘŠŤŮŽ", "čďěĺľňřšťůž"},
      {"ĄĆĘŁŃŚŹŻ", "ąćęłńśźż"},
      {"ĀĒĢĪĶĻŅŖŪ", "āēģīķļņŗū"},
      {"ĖĮŲ", "ėįų"},
      {"ĐŐŰĊĠĦŒĞ", "đőűċġħœğ"},
      {"ĂȘȚŞŢ", "ășțşţ"},
      {"ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", "αβγδεζηθικλμνξοπρστυφχψω"},
      {"ΆΈΉΊΌΎΏΪΫ", "άέήίόύώϊϋ"},
      {"АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", "абвгдежзийклмнопрстуфхцчшщъыьэюя"},
      {"ЁЂЃЄЅІЇЈЉЊЋЌЎЏ", "ёђѓєѕіїјљњћќўџ"},
  };
  for (const auto& [capitals, small] : alphabets) {
    CHECK(lower_case(capitals) == small);
    CHECK(lower_case(small) == small);
  }
}

TEST_CASE("A capital sigma is a final one at the end of a word") {
  CHECK(lower_case("ΑΡΙΘΜΌΣ ΦΟΡΟΛΟΓΙΚΉΣ") == "αριθμός φορολογικής");
  CHECK(lower_case("ΣΥΣΤΑΣΗ, ΟΔΟΣ.") == "συσταση, οδος.");
  CHECK(capital_letter_of(0x3C2) == 0x3A3);
}

TEST_CASE("What is no capital stays") {
  for (const std::string text : {"×÷ßÿĸŉ", "İıſ", "ςΐΰ", "中文 ไทย", "\xC3", "\x9C\xC4", ""}) {
    CHECK(lower_case(text) == text);
  }
}

TEST_CASE("Every small letter has one capital, and the other way round") {
  size_t pairs = 0;
  for (unsigned letter = kFirstTwoByteLetter; letter < kEndOfTwoByteLetters; ++letter) {
    const unsigned small = small_letter_of(letter);
    CHECK(small_letter_of(small) == small);
    if (small == letter) continue;
    ++pairs;
    CHECK(capital_letter_of(small) == letter);
    CHECK(capital_letter_of(letter) == letter);
    const auto [first, second] = bytes_of_letter(letter);
    CHECK(two_byte_letter(first, second) == letter);
  }
  CHECK(pairs == 30 + 61 + 2 + 7 + 26 + 16 + 32);
  CHECK(capital_letter_of(0) == 0);
  CHECK(capital_letter_of('a') == 'a');
}

}  // namespace weir
