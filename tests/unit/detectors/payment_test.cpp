#include <random>
#include <string>
#include <vector>

#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/payment.h"
#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

// The examples of the SWIFT IBAN Registry.
constexpr std::string_view kIbans[] = {"AD1200012030200359100100",
                                       "AE070331234567890123456",
                                       "AT611904300234573201",
                                       "BE68539007547034",
                                       "BG80BNBG96611020345678",
                                       "CH9300762011623852957",
                                       "CY17002001280000001200527600",
                                       "CZ6508000000192000145399",
                                       "DE89370400440532013000",
                                       "DK5000400440116243",
                                       "EE382200221020145685",
                                       "ES9121000418450200051332",
                                       "FI2112345600000785",
                                       "FR1420041010050500013M02606",
                                       "GB29NWBK60161331926819",
                                       "GR1601101250000000012300695",
                                       "HR1210010051863000160",
                                       "HU42117730161111101800000000",
                                       "IE29AIBK93115212345678",
                                       "IS140159260076545510730339",
                                       "IT60X0542811101000000123456",
                                       "LI21088100002324013AA",
                                       "LT121000011101001000",
                                       "LU280019400644750000",
                                       "LV80BANK0000435195001",
                                       "MC5811222000010123456789030",
                                       "MT84MALT011000012345MTLCAST001S",
                                       "NL91ABNA0417164300",
                                       "NO9386011117947",
                                       "PL61109010140000071219812874",
                                       "PT50000201231234567890154",
                                       "RO49AAAA1B31007593840000",
                                       "SE4550000000058398257466",
                                       "SI56263300012039086",
                                       "SK3112000000198742637541",
                                       "SM86U0322509800000000270100",
                                       "TR330006100519786457841326",
                                       "UA213223130000026007233566001"};

// Numbers that the schemes publish for tests.
constexpr std::string_view kCards[] = {"4111111111111111", "4242424242424242", "4012888888881881",
                                       "4222222222222",    "5555555555554444", "5105105105105100",
                                       "2223003122003222", "378282246310005",  "371449635398431",
                                       "30569309025904",   "38520000023237",   "6011111111111117",
                                       "6011000990139424", "3530111333300000", "3566002020360505",
                                       "6304000000000000", "6200000000000005"};

std::string in_fours(std::string_view text, char separator) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % 4 == 0) out.push_back(separator);
    out.push_back(text[i]);
  }
  return out;
}

// Luhn by the table of digit sums, from the left.
bool luhn_by_table(std::string_view digits) {
  constexpr int kDoubled[] = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int value = digits[i] - '0';
    sum += (digits.size() - i) % 2 == 0 ? kDoubled[value] : value;
  }
  return sum % 10 == 0;
}

}  // namespace

TEST_CASE("IBANs of the registry are found, in one run, in groups, in small letters") {
  for (const std::string_view view : kIbans) {
    const std::string iban(view);
    INFO(iban);
    CHECK(iban_length(view.substr(0, 2)) == iban.size());
    CHECK(found("IBAN_CODE", iban) == Texts{iban});
    CHECK(found("IBAN_CODE", "pay to " + in_fours(iban, ' ') + " and thank you") ==
          Texts{in_fours(iban, ' ')});
    std::string lower = iban;
    for (char& byte : lower) byte = static_cast<char>(std::tolower(byte));
    CHECK(found("IBAN_CODE", "(" + lower + ")") == Texts{lower});
  }
}

TEST_CASE("IBANs with one character changed are refused") {
  for (const std::string_view view : kIbans) {
    for (size_t at = 2; at < view.size(); ++at) {
      if (view[at] < '0' || view[at] > '9') continue;
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::string bad(view);
        bad[at] = digit;
        if (digit != view[at]) CHECK(found("IBAN_CODE", bad).empty());
      }
    }
  }
}

TEST_CASE("IBANs whose places of digits and letters are not the country's are refused") {
  // Check digits reckoned over a letter where the registry has digits, and the other way round.
  for (const std::string text : {"BG93BNBG96611A20345678", "GI22NW3K000000007099453",
                                 "NL56300300A1716430", "NL5630030A17164300"}) {
    CHECK(found("IBAN_CODE", text, 0).empty());
  }
}

TEST_CASE("IBANs written apart in other places are found") {
  for (const std::string text :
       {"BE 68 5390 0754 7034", "BE68 539-0075470-34", "BE.68.5390.0754.7034",
        "FI21 123456 00000785", "ES91 2100 0418 45 0200051332", "GB 29 NWBK 6016 1331 9268 19"}) {
    INFO(text);
    CHECK(found("IBAN_CODE", text, 0) == Texts{text});
    CHECK(found("IBAN_CODE", "to " + text + " at once") == Texts{text});
  }
  CHECK(found("IBAN_CODE", "BE68 539-0075470-35").empty());
}

TEST_CASE("IBANs of no country, of a wrong length or in a longer word are refused") {
  for (const std::string text : {"XX2112345600000785", "FI211234560000078", "FI21123456000007850",
                                 "aFI2112345600000785", "FI2112345600000785a"}) {
    CHECK(found("IBAN_CODE", text).empty());
  }
  CHECK(iban_length("US") == 0);
  CHECK(iban_length("") == 0);
  CHECK(iban_length("fin") == 0);
}

TEST_CASE("Luhn agrees with the table of digit sums on every number of five digits") {
  for (int number = 0; number < 100000; ++number) {
    const std::string digits = std::to_string(100000 + number).substr(1);
    CHECK(passes_luhn(digits) == luhn_by_table(digits));
  }
  CHECK_FALSE(passes_luhn(""));
  CHECK_FALSE(passes_luhn("-- --"));
}

TEST_CASE("mod 97 agrees with arithmetic on whole numbers") {
  std::mt19937_64 random(5);
  for (int i = 0; i < 2000; ++i) {
    const uint64_t number = random() >> 1U;
    CHECK(mod_97(std::to_string(number)) == static_cast<int>(number % 97));
  }
  CHECK(mod_97("A") == 10);
  CHECK(mod_97("z") == 35);
}

TEST_CASE("Cards of every scheme are found, plain and in groups") {
  for (const std::string_view view : kCards) {
    const std::string card(view);
    INFO(card);
    CHECK(found("CREDIT_CARD", card) == Texts{card});
    CHECK(found("CREDIT_CARD", "card " + card + ", 12/27") == Texts{card});
    if (card.size() != 16) continue;
    for (const char separator : {' ', '-'}) {
      CHECK(found("CREDIT_CARD", in_fours(card, separator)) == Texts{in_fours(card, separator)});
    }
  }
  CHECK(found("CREDIT_CARD", "3782 822463 10005") == Texts{"3782 822463 10005"});
  CHECK(found("CREDIT_CARD", "9792 0200 0000 0001") == Texts{"9792 0200 0000 0001"});  // Troy
  CHECK(found("CREDIT_CARD", "4111111111111111. 25 euros") == Texts{"4111111111111111"});
}

TEST_CASE("Cards with one digit changed are refused") {
  for (const std::string_view view : kCards) {
    for (size_t at = 0; at < view.size(); ++at) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        std::string bad(view);
        bad[at] = digit;
        if (digit != view[at]) CHECK(found("CREDIT_CARD", bad).empty());
      }
    }
  }
}

TEST_CASE("Cards beside other numbers are still found") {
  CHECK(found("CREDIT_CARD", "4111111111111111,5555555555554444") ==
        Texts{"4111111111111111", "5555555555554444"});
  CHECK(found("CREDIT_CARD", "4111 1111 1111 1111 5555 5555 5555 4444").size() == 2);
  CHECK(found("CREDIT_CARD", "2345 4111 1111 1111 1111") == Texts{"4111 1111 1111 1111"});
  CHECK(found("CREDIT_CARD", "4111 1111 1111 1111 123") == Texts{"4111 1111 1111 1111"});
}

TEST_CASE("What is no card") {
  for (const std::string text :
       {"0.4111111111111111", "4444444444444444", "0000000000000000", "1111111111111117",
        "41111111111111111111", "x4111111111111111", "4111111111111111.25"}) {
    INFO(text);
    CHECK(found("CREDIT_CARD", text).empty());
  }
}

TEST_CASE("Cards of the airlines' scheme need a word") {
  CHECK(found("CREDIT_CARD", "122000000000003", 0) == Texts{"122000000000003"});
  CHECK(found("CREDIT_CARD", "122000000000003").empty());
  CHECK(found("CREDIT_CARD", "UATP 1220-00000-000003") == Texts{"1220-00000-000003"});
  CHECK(found("CREDIT_CARD", "credit card: 122000000000003") == Texts{"122000000000003"});
  for (const std::string text : {"122000000000004", "1122000000000003", "0.122000000000003"}) {
    CHECK(found("CREDIT_CARD", text, 0).empty());
  }
}

}  // namespace weir
