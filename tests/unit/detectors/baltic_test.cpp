#include <random>
#include <string>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"
#include "unit/detectors/samples.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

bool is_found(std::string_view entity, const std::string& text) {
  return found(entity, text) == Texts{text};
}

// The two rounds of Estonia and Lithuania, with the weights written out.
char two_rounds(std::string_view digits) {
  for (const std::string_view weights : {"12345678912", "34567891234"}) {
    int sum = 0;
    for (size_t i = 0; i < digits.size(); ++i) sum += (digits[i] - '0') * (weights[i] - '0');
    if (sum % 11 < 10) return static_cast<char>('0' + sum % 11);
  }
  return '0';
}

std::string coded_date(Random* random) {
  return padded(random_number(random, 0, 99)) + padded(random_number(random, 1, 12)) +
         padded(random_number(random, 1, 28));
}

// Q of a Latvian personal code: 1101 less the sum, as the law has it.
char latvian_check(std::string_view ten) {
  constexpr int kWeights[] = {1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int rest = 1101;
  for (size_t i = 0; i < 10; ++i) rest -= (ten[i] - '0') * kWeights[i];
  return static_cast<char>('0' + rest % 11 % 10);
}

}  // namespace

TEST_CASE("Estonian and Lithuanian personal codes as published are found", "[baltic]") {
  for (const std::string text : {"36805280109", "37605030299", "51205280105", "36205030034",
                                 "36606130166", "38002090113", "46104090101", "34508136020"}) {
    INFO(text);
    CHECK(is_found("EE_ISIKUKOOD", text));
    CHECK(score_of("EE_ISIKUKOOD", text, text) == Approx(0.6));
    CHECK(score_of("EE_ISIKUKOOD", "Isikukood: " + text, text) == Approx(0.95));
  }
  for (const std::string text : {"33309240064", "35002125431", "48504140959", "61205010081"}) {
    CHECK(is_found("LT_ASMENS_KODAS", text));
    CHECK(score_of("LT_ASMENS_KODAS", "asmens kodas " + text, text) == Approx(0.95));
  }
}

TEST_CASE("Estonian personal codes at random, and one digit changed", "[baltic]") {
  Random random(71);
  for (int round = 0; round < 1000; ++round) {
    const std::string ten =
        std::to_string(1 + round % 6) + coded_date(&random) + random_digits(&random, 3);
    const std::string text = ten + two_rounds(ten);
    INFO(text);
    CHECK(is_found("EE_ISIKUKOOD", text));
    CHECK(is_found("LT_ASMENS_KODAS", text));
    for (char check = '0'; check <= '9'; ++check) {
      CHECK(is_found("EE_ISIKUKOOD", ten + check) == (check == text.back()));
    }
  }
}

TEST_CASE("Baltic personal codes among other numbers need a word beside them", "[baltic]") {
  CHECK(found("EE_ISIKUKOOD", "17, 36805280109, 4").empty());
  CHECK(found("EE_ISIKUKOOD", "isikukood: 17, 36805280109, 4") == Texts{"36805280109"});
  CHECK(found("LT_ASMENS_KODAS", "17, 33309240064, 4").empty());
  CHECK(found("LV_PERSONAS_KODS", "17, 16117519997, 4").empty());
  CHECK(found("LV_PERSONAS_KODS", "17, 161175-19997, 4") == Texts{"161175-19997"});
}

TEST_CASE("What is no Estonian or Lithuanian personal code", "[baltic]") {
  for (const std::string text :
       {"36805280108", "06805280106", "368052801099", "38102290106", "98102290101", "a36805280109",
        "36805280109-1", "0.36805280109", "1-36805280109"}) {
    INFO(text);
    CHECK(found("EE_ISIKUKOOD", text, 0).empty());
  }
  for (const std::string text : {"33309240164", "36813280103", "76805280105"}) {
    CHECK(found("LT_ASMENS_KODAS", text, 0).empty());
  }
  CHECK(found("LT_ASMENS_KODAS", "96813280109").empty());
  CHECK(found("LT_ASMENS_KODAS", "asmens kodas 96813280109") == Texts{"96813280109"});
}

TEST_CASE("Estonian registry codes need a word beside them", "[baltic]") {
  for (const std::string text : {"12345678", "10000024", "70000823", "80026261", "90004740",
                                 "10254782", "11129553", "75000561"}) {
    INFO(text);
    CHECK(found("EE_REGISTRIKOOD", text).empty());
    CHECK(found("EE_REGISTRIKOOD", "registrikood " + text) == Texts{text});
  }
  for (const std::string text : {"12345679", "32345674", "123456789"}) {
    CHECK(found("EE_REGISTRIKOOD", "registrikood " + text).empty());
  }
  Random random(72);
  for (int round = 0; round < 1000; ++round) {
    const std::string seven = "1" + random_digits(&random, 6);
    const char check = static_cast<char>('0' + round % 10);
    CHECK(found("EE_REGISTRIKOOD", "registrikood " + seven + check).empty() ==
          (check != two_rounds(seven)));
  }
}

TEST_CASE("Estonian VAT numbers", "[baltic]") {
  for (const std::string text : {"EE100931558", "EE 100 931 558", "EE100594102", "ee100594102"}) {
    CHECK(is_found("EE_VAT_ID", text));
    CHECK(score_of("EE_VAT_ID", text, text) == 1.0);
  }
  for (size_t at = 2; at < 11; ++at) {
    for (int step = 1; step <= 9; ++step) {
      CHECK(found("EE_VAT_ID", with_digit_moved("EE100594102", at, step), 0).empty());
    }
  }
}

TEST_CASE("Latvian personal codes of both kinds", "[baltic]") {
  for (const std::string text : {"161175-19997", "16117519997", "328673-00679"}) {
    INFO(text);
    CHECK(is_found("LV_PERSONAS_KODS", text));
    CHECK(score_of("LV_PERSONAS_KODS", text, text) == 1.0);
  }
  CHECK(found("LV_PERSONAS_KODS", "32867300679").empty());
  CHECK(found("LV_PERSONAS_KODS", "personas kods 32867300679") == Texts{"32867300679"});
  for (const std::string text : {"161375-19997", "328673-00677", "161175-19996", "161175-39997",
                                 "1161175-19997", "161175-199971", "40003521600", "310275-10004"}) {
    INFO(text);
    CHECK(found("LV_PERSONAS_KODS", text, 0).empty());
  }
}

TEST_CASE("Latvian personal codes at random: each check digit", "[baltic]") {
  Random random(73);
  for (int round = 0; round < 1000; ++round) {
    const std::string date = padded(random_number(&random, 1, 28)) +
                             padded(random_number(&random, 1, 12)) + random_digits(&random, 2);
    const std::string ten =
        round % 2 == 0 ? date + "1" + random_digits(&random, 3) : "32" + random_digits(&random, 8);
    for (char check = '0'; check <= '9'; ++check) {
      const std::string text = ten.substr(0, 6) + "-" + ten.substr(6) + check;
      CHECK(is_found("LV_PERSONAS_KODS", text) == (check == latvian_check(ten)));
    }
  }
}

TEST_CASE("Latvian VAT and registration numbers", "[baltic]") {
  for (const std::string text :
       {"LV40003521600", "LV 4000 3521 600", "LV16117519997", "LV161175-19997", "lv40003521600"}) {
    INFO(text);
    CHECK(is_found("LV_VAT_ID", text));
    CHECK(score_of("LV_VAT_ID", text, text) == 1.0);
  }
  CHECK(found("LV_VAT_ID", "LV40003521601", 0).empty());
  constexpr std::string_view kEntity = "LV_REGISTRATION_NUMBER";
  CHECK(found(kEntity, "40003521600").empty());
  CHECK(found(kEntity, "PVN 40003521600") == Texts{"40003521600"});
  CHECK(found(kEntity, "Re\xC4\xA3. Nr. 40003521600") == Texts{"40003521600"});
  for (size_t at = 0; at < 11; ++at) {
    for (int step = 1; step <= 9; ++step) {
      CHECK(found(kEntity, "PVN " + with_digit_moved("40003521600", at, step)).empty());
    }
  }
}

TEST_CASE("Lithuanian VAT numbers and company codes", "[baltic]") {
  for (const std::string text : {"119511515", "100001919017", "100004801610"}) {
    INFO(text);
    CHECK(is_found("LT_VAT_ID", "LT" + text));
    CHECK(is_found("LT_VAT_ID", "LT " + text));
    CHECK(score_of("LT_VAT_ID", "LT" + text, "LT" + text) == 1.0);
    CHECK(found("LT_VAT_ID", text).empty());
    CHECK(found("LT_VAT_ID", "PVM mok\xC4\x97tojo kodas " + text) == Texts{text});
  }
  for (const std::string text : {"LT100001919018", "LT119511525", "LT119511516"}) {
    CHECK(found("LT_VAT_ID", text, 0).empty());
  }
  for (const std::string text : {"124110246", "188659752"}) {
    CHECK(found("LT_IMONES_KODAS", text).empty());
    CHECK(found("LT_IMONES_KODAS", "\xC4\xAEmon\xC4\x97s kodas: " + text) == Texts{text});
    CHECK(found("LT_IMONES_KODAS", "\xC4\xAFmon\xC4\x97s kodas: " + text) == Texts{text});
  }
  Random random(74);
  for (int round = 0; round < 1000; ++round) {
    const std::string digits = "1" + random_digits(&random, 6) + "1";
    const std::string text = "LT" + digits + static_cast<char>('0' + round % 10);
    CHECK(found("LT_VAT_ID", text).empty() == (text.back() != two_rounds(digits)));
  }
}

TEST_CASE("Documents of the Baltic countries need a word beside them", "[baltic]") {
  const struct {
    std::string entity, text, word;
  } kCases[] = {{"EE_PASSPORT", "KE1234567", "Passi number"},
                {"EE_ID_CARD", "AA1234567", "ID-kaart"},
                {"EE_EHIC", "80233000001234567890", "ravikindlustuskaart"},
                {"LV_PASSPORT", "LV1234567", "Pases numurs"},
                {"LV_ID_CARD", "PA1234567",
                 "personas apliec\xC4\xAB"
                 "ba"},
                {"LV_EHIC", "80428000001234567890", "EVAK"},
                {"LT_PASSPORT", "12345678", "paso numeris"},
                {"LT_ID_CARD", "12345678", "asmens tapatyb\xC4\x97s kortel\xC4\x97"},
                {"LT_EHIC", "80440000001234567890", "EHIC"}};
  for (const auto& one : kCases) {
    INFO(one.entity << " " << one.text);
    CHECK(found(one.entity, one.text).empty());
    CHECK(found(one.entity, one.word + ": " + one.text) == Texts{one.text});
  }
}

TEST_CASE("Binary digits are no Latvian personal code without a word") {
  CHECK(found("LV_PERSONAS_KODS", "format(1234, \"b\") is 10011010010").empty());
  CHECK(found("LV_PERSONAS_KODS", "personas kods 10011010010").size() == 1);
  CHECK(found("LV_PERSONAS_KODS", "100110-10010").size() == 1);
}

}  // namespace weir
