#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"
#include "unit/detectors/samples.h"

namespace weir {
namespace {

constexpr std::string_view kEntity = "FI_PERSONAL_IDENTITY_CODE";
constexpr std::string_view kCheck = "0123456789ABCDEFHJKLMNPRSTUVWXY";

using Texts = std::vector<std::string>;

// The check character by long division, digit by digit.
char check_character(std::string_view nine_digits) {
  int remainder = 0;
  for (const char digit : nine_digits) remainder = (remainder * 10 + (digit - '0')) % 31;
  return kCheck[static_cast<size_t>(remainder)];
}

std::string two(int value) {
  const std::string text = std::to_string(value);
  return text.size() < 2 ? "0" + text : text;
}

std::string three(int value) {
  std::string text = std::to_string(value);
  while (text.size() < 3) text.insert(text.begin(), '0');
  return text;
}

std::string code(int day, int month, int year, char sign, int individual) {
  const std::string date = two(day) + two(month) + two(year % 100);
  const std::string number = three(individual);
  return date + sign + number + check_character(date + number);
}

int century(char sign) {
  if (sign == '+') return 1800;
  return std::string_view("ABCDEF").find(sign) == std::string_view::npos ? 1900 : 2000;
}

bool is_found(const std::string& text) {
  return found(kEntity, text) == Texts{text};
}

}  // namespace

TEST_CASE("Personal identity codes as the Agency prints them are found") {
  // 131052-308T is the sample of dvv.fi; 100190-999P and 100190Y999P are two people.
  for (const std::string text :
       {"131052-308T", "131052-308t", "100190-999P", "100190Y999P", "100190y999p", "010594Y9032"}) {
    CHECK(is_found(text));
  }
  CHECK(score_of(kEntity, "HETU 131052-308T.", "131052-308T") == 1.0);
}

TEST_CASE("Every sign, and every day of each century, against the calendar of <chrono>") {
  for (const char sign : std::string_view("+-YXWVUABCDEF")) {
    for (int year : {0, 4, 52, 99}) {
      for (int month = 0; month <= 13; ++month) {
        for (int day : {0, 1, 28, 29, 30, 31, 32}) {
          const int full = century(sign) + year;
          const bool is_real = std::chrono::year_month_day(std::chrono::year(full),
                                                           std::chrono::month(unsigned(month)),
                                                           std::chrono::day(unsigned(day)))
                                   .ok();
          const std::string text = code(day, month, full, sign, 123);
          INFO(text);
          CHECK(is_found(text) == is_real);
        }
      }
    }
  }
}

TEST_CASE("29 February belongs to the leap years of its own century") {
  CHECK(is_found(code(29, 2, 2000, 'A', 42)));
  CHECK_FALSE(is_found(code(29, 2, 1900, '-', 42)));
  CHECK_FALSE(is_found(code(29, 2, 1800, '+', 42)));
  CHECK(is_found(code(29, 2, 1996, 'Y', 42)));
}

TEST_CASE("Individual numbers run from 002 to 999") {
  for (int individual = 0; individual <= 999; ++individual) {
    CHECK(is_found(code(13, 10, 1952, '-', individual)) == (individual >= 2));
  }
}

TEST_CASE("Signs that are not the thirteen are no signs") {
  for (const char sign : std::string_view("GHIJKLMNOPQRSTZ/*_. 0")) {
    CHECK(found(kEntity, code(13, 10, 1952, sign, 308)).empty());
  }
}

TEST_CASE("One character of a code changed: never found, whatever it is changed to") {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    const std::string good = code(1 + int(random() % 28), 1 + int(random() % 12),
                                  1900 + int(random() % 100), '-', 2 + int(random() % 998));
    for (const size_t at : {0, 1, 2, 3, 4, 5, 7, 8, 9}) {
      for (char digit = '0'; digit <= '9'; ++digit) {
        if (digit == good[at]) continue;
        std::string bad = good;
        bad[at] = digit;
        CHECK(found(kEntity, bad).empty());
      }
    }
    for (const char check : kCheck) {
      std::string bad = good;
      bad[10] = check;
      CHECK(is_found(bad) == (check == good[10]));
    }
  }
}

TEST_CASE("A code inside a longer token is none; beside punctuation it is") {
  for (const std::string text :
       {"1131052-308T", "131052-308TT", "131052-308T1", "a131052-308T", "12-131052-308T",
        "131052-308T-12", "131052-308T+1", "\303\244131052-308T"}) {
    CHECK(found(kEntity, text).empty());
  }
  for (const std::string text : {"(131052-308T)", "_131052-308T_", "hetu:131052-308T.",
                                 "1.131052-308T", "131052-308T,131052-308T"}) {
    CHECK_FALSE(found(kEntity, text).empty());
  }
}

TEST_CASE("A code that a letter touches is found only by those who ask for everything") {
  constexpr std::string_view kText = "My finnish id code is030594W903B.";
  CHECK(found(kEntity, kText).empty());
  CHECK(found(kEntity, kText, 0) == Texts{"030594W903B"});
  CHECK(found(kEntity, "hetu2030594W903B", 0).empty());
}

TEST_CASE("Business ids: published ones, and the whole space of the check digit") {
  // Nokia, KONE, the Tax Administration: ytj.fi.
  for (const std::string text : {"2077474-0", "0112038-9", "0245458-3"}) {
    CHECK(found("FI_BUSINESS_ID", text) == Texts{text});
  }
  for (int number = 1000000; number < 1000500; ++number) {
    int accepted = 0;
    for (int check = 0; check <= 9; ++check) {
      const std::string text = std::to_string(number) + "-" + std::to_string(check);
      if (!found("FI_BUSINESS_ID", text).empty()) ++accepted;
    }
    CHECK(accepted <= 1);
  }
  CHECK(found("FI_BUSINESS_ID", "0000000-0").empty());
}

TEST_CASE("Business ids: every single digit changed is refused") {
  const std::string good = "2077474-0";
  for (size_t at = 0; at < good.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string bad = good;
      bad[at] = digit;
      if (good[at] != '-' && bad != good) CHECK(found("FI_BUSINESS_ID", bad).empty());
    }
  }
}

TEST_CASE("An old business id without its zero needs a word beside it") {
  CHECK(found("FI_BUSINESS_ID", "112038-9").empty());
  CHECK(found("FI_BUSINESS_ID", "y-tunnus 112038-9") == Texts{"112038-9"});
  CHECK(found("FI_BUSINESS_ID", "Y-tunnuksemme on 112038-9") == Texts{"112038-9"});
}

TEST_CASE("A business id without its dash needs a word beside it") {
  CHECK(found("FI_BUSINESS_ID", "20774740").empty());
  CHECK(found("FI_BUSINESS_ID", "20774740", 0) == Texts{"20774740"});
  CHECK(found("FI_BUSINESS_ID", "Y-tunnus 20774740") == Texts{"20774740"});
  CHECK(found("FI_BUSINESS_ID", "FO-nummer: 20774740") == Texts{"20774740"});
}

TEST_CASE("Finnish VAT numbers, and the whole space of the check digit") {
  for (const std::string text :
       {"FI20774740", "FI 20774740", "FI-20774740", "FI2077474-0", "fi20774740", "FI01120389"}) {
    INFO(text);
    CHECK(found("FI_VAT_ID", text) == Texts{text});
    CHECK(score_of("FI_VAT_ID", text, text) == 1.0);
  }
  for (const std::string text :
       {"FI20774741", "FI207747400", "FI2077474", "AFI20774740", "FI00000000", "FI20774740-1"}) {
    CHECK(found("FI_VAT_ID", text, 0).empty());
  }
  CHECK(found("FI_VAT_ID", "Wi-Fi 20774740").empty());
  Random random(12);
  for (int round = 0; round < 1000; ++round) {
    const std::string digits = "1" + random_digits(&random, 6);
    int sum = static_cast<int>(round % 10);  // the check digit's own weight is 1
    constexpr int kFromTheRight[] = {2, 4, 8, 5, 10, 9, 7};
    for (size_t i = 0; i < 7; ++i) sum += kFromTheRight[i] * (digits[6 - i] - '0');
    const std::string text = "FI" + digits + std::to_string(round % 10);
    CHECK(found("FI_VAT_ID", text).empty() == (sum % 11 != 0));
  }
}

TEST_CASE("Finnish documents need a word beside them; the long number of the EHIC does not") {
  CHECK(found("FI_PASSPORT", "XP8271602").empty());
  CHECK(found("FI_PASSPORT", "Passin numero on XP8271602.") == Texts{"XP8271602"});
  CHECK(found("FI_PASSPORT", "passnumret xp8271602") == Texts{"xp8271602"});
  CHECK(found("FI_PASSPORT", "passport XP82716021").empty());
  CHECK(found("FI_TAX_NUMBER", "123456789123").empty());
  CHECK(found("FI_TAX_NUMBER", "veronumero 123456789123") == Texts{"123456789123"});
  CHECK(found("FI_TAX_NUMBER", "veronumero 1234567891234").empty());
  for (const std::string text : {"80246802461234567890", "8024680246 1234567890",
                                 "8024680246-1234567890", "80246 80246 12345 67890"}) {
    CHECK(found("FI_EHIC", text) == Texts{text});
  }
  for (const std::string text :
       {"80246802471234567890", "8024680246123456789", "802468024612345678901"}) {
    CHECK(found("FI_EHIC", text, 0).empty());
  }
}

TEST_CASE("Plates need a word beside them, and are not names of standards") {
  const Texts plates = {"ABC-123",        "AB-12",          "\303\204\303\226A-99",
                        "abc-123",        "CD-1234",        "C-12345",
                        "\xC3\x85LA-123", "\xC3\x85L 1234", "\xC3\x85S1234"};
  for (const std::string& text : plates) {
    INFO(text);
    CHECK(found("FI_LICENSE_PLATE", text).empty());
    CHECK(found("FI_LICENSE_PLATE", text, 0) == Texts{text});
    CHECK(found("FI_LICENSE_PLATE", "rekisterinumero " + text) == Texts{text});
    CHECK(found("FI_LICENSE_PLATE", "Bilen " + text + " st\xC3\xA5r h\xC3\xA4r") == Texts{text});
  }
  for (const std::string text : {"ABC123", "ABC 123", "123-ABC", "12-AB"}) {
    CHECK(found("FI_LICENSE_PLATE", "auto " + text).empty());
    CHECK(found("FI_LICENSE_PLATE", "rekisteritunnus: " + text) == Texts{text});
  }
  for (const std::string text :
       {"UTF-8", "UTF-16", "SHA-256", "GPT-4", "utf-32", "ISO-885", "ABC-012", "ABC-1234",
        "ABCD-123", "X-ABC-123", "ABC-123-X", "1ABC-123", "ABC-123a", "\303\266ab-123x"}) {
    INFO(text);
    CHECK(found("FI_LICENSE_PLATE", "auton rekisterinumero " + text).empty());
  }
}

TEST_CASE("Finnish reference numbers need a word beside them") {
  constexpr std::string_view kReference = "FI_BANK_REFERENCE";
  for (const std::string text : {"1232", "1234561", "12 34561", "00000000000001234561",
                                 "12345 67890 12345 67894", "268745217", "13 12344"}) {
    INFO(text);
    CHECK(found(kReference, text).empty());
    CHECK(found(kReference, "Viitenumero: " + text) == Texts{text});
    CHECK(found(kReference, "referensnummer " + text) == Texts{text});
  }
  for (const std::string text : {"123", "1233", "0000", "1234562", "123456789012345678901"}) {
    CHECK(found(kReference, "viite " + text).empty());
  }
}

TEST_CASE("Finnish reference numbers: each check digit, by digits written out") {
  Random random(13);
  for (int round = 0; round < 1000; ++round) {
    const std::string base = "1" + random_digits(&random, 2 + random() % 17);
    int sum = 0;
    int weight = 7;
    for (size_t i = base.size(); i > 0; --i) {
      sum += weight * (base[i - 1] - '0');
      weight = weight == 7 ? 3 : (weight == 3 ? 1 : 7);
    }
    const std::string text = base + std::to_string(round % 10);
    CHECK(found("FI_BANK_REFERENCE", "viite: " + text).empty() == ((sum + round) % 10 != 0));
  }
}

TEST_CASE("Creditor references of ISO 11649") {
  for (const std::string text :
       {"RF18539007547034", "RF18 5390 0754 7034", "RF08P", "RF97XX5ZIC", "RF529", "RF72YW",
        "RF23EF4UHBVNPLHKG3HZ9SGGT", "rf18539007547034", "RF471234567890"}) {
    INFO(text);
    CHECK(found("FI_BANK_REFERENCE", text) == Texts{text});
    CHECK(score_of("FI_BANK_REFERENCE", text, text) == 1.0);
  }
  CHECK(found("FI_BANK_REFERENCE", "rf08p").empty());
  for (const std::string text : {"RF17539007547034", "RF18539007547043", "RF1", "XRF08P"}) {
    CHECK(found("FI_BANK_REFERENCE", text).empty());
  }
  const std::string good = "RF18539007547034";
  for (size_t at = 2; at < good.size(); ++at) {
    for (int step = 1; step <= 9; ++step) {
      CHECK(found("FI_BANK_REFERENCE", with_digit_moved(good, at, step)).empty());
    }
  }
}

TEST_CASE("What is usual near cars and in programs is no plate") {
  constexpr std::string_view kPlate = "FI_LICENSE_PLATE";
  for (const std::string text :
       {"auto const yr = (mu >= 0 ? mu : mu-11) / 12;", "for (auto i = ab-10; i < cd-20; ++i)",
        "Auto on Volvo XC-60 ja toinen CX-30.", "Mercedes C-180 auto", "the car of a CD-100 player",
        "Auto maksaa EUR 500, rekisterinumero puuttuu", "Traktori MTZ 820, rekisterikilpi",
        "Autosta: ABS-15 ja EU-27", "leasing 24-kk, rekisterinumero", "vehicle.get-10",
        "car foo/abc-12/bar"}) {
    INFO(text);
    CHECK(found(kPlate, text).empty());
  }
  CHECK(found(kPlate, "BMW 320, rekisterinumero ABC-123") == Texts{"ABC-123"});
  CHECK(found(kPlate, "rekisterinumero XC-60") == Texts{"XC-60"});
  CHECK(found(kPlate, "rekisterinumero BMW-320") == Texts{"BMW-320"});
  CHECK(found(kPlate, "Autoni abc-123 on rikki") == Texts{"abc-123"});
  CHECK(found(kPlate, "autot ABC-123/DEF-456, auto") == Texts{"ABC-123", "DEF-456"});
  CHECK(found(kPlate, "{\"car\":\"ABC-123\"}") == Texts{"ABC-123"});
  CHECK(found(kPlate, "24-kk", 0) == Texts{"24-kk"});
}

}  // namespace weir
