#include <random>
#include <string>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"
#include "unit/detectors/samples.h"

namespace weir {
namespace {

constexpr std::string_view kPerson = "SE_PERSONNUMMER";
constexpr std::string_view kCompany = "SE_ORGANISATIONSNUMMER";
constexpr std::string_view kVat = "SE_VAT_ID";

using Texts = std::vector<std::string>;

// YYMMDD-NNNC
std::string person(int year, int month, int day, int serial, char separator = '-') {
  const std::string date = padded(year % 100) + padded(month) + padded(day);
  const std::string number = padded(serial, 3);
  const std::string end = number + luhn_check(date + number);
  return separator == '\0' ? date + end : date + separator + end;
}

bool is_found(std::string_view entity, const std::string& text) {
  return found(entity, text) == Texts{text};
}

}  // namespace

TEST_CASE("Swedish personal numbers as published are found", "[sweden]") {
  // Test numbers of Skatteverket, and samples of its leaflets.
  for (const std::string text :
       {"189004119807", "189110089811", "191005059801", "198712202384", "871220-2384",
        "199109242397", "19910924-2397", "199201232387", "9201232387", "200109022392",
        "201109252385", "20110925-2385", "640823-3234", "811218-9876", "121212-1212"}) {
    INFO(text);
    CHECK(is_found(kPerson, text));
  }
  CHECK(score_of(kPerson, "871220-2384", "871220-2384") == 1.0);
  CHECK(score_of(kPerson, "198712202384", "198712202384") == 1.0);
}

TEST_CASE("Coordination numbers, also with an unknown month or day", "[sweden]") {
  for (const std::string text : {"701063-2391", "19701063-2391", "191500722390", "191503882399"}) {
    INFO(text);
    CHECK(is_found(kPerson, text));
  }
  CHECK(is_found(kPerson, person(1985, 4, 90, 238)));
  CHECK_FALSE(is_found(kPerson, person(1985, 4, 91, 238)));
  CHECK(is_found(kPerson, person(1985, 0, 60, 238)));
  CHECK_FALSE(is_found(kPerson, person(1985, 0, 15, 238)));
  CHECK_FALSE(is_found(kPerson, person(1985, 13, 75, 238)));
  CHECK_FALSE(is_found(kPerson, person(1985, 4, 45, 238)));
}

TEST_CASE("A plus says that the person is a hundred years old", "[sweden]") {
  CHECK(is_found(kPerson, "121212+1212"));
  CHECK(is_found(kPerson, person(1996, 2, 29, 12, '-')));
  CHECK(is_found(kPerson, person(2000, 2, 29, 12, '-')));
  CHECK_FALSE(is_found(kPerson, person(1900, 2, 29, 12, '+')));
  CHECK_FALSE(is_found(kPerson, "19" + person(1900, 2, 29, 12)));
  CHECK(is_found(kPerson, "20" + person(2000, 2, 29, 12)));
  CHECK_FALSE(is_found(kPerson, "17" + person(1996, 2, 28, 12)));
}

TEST_CASE("Swedish personal numbers, a thousand at random, and one digit changed", "[sweden]") {
  Random random(31);
  for (int round = 0; round < 1000; ++round) {
    const int day = random_number(&random, 1, 28) + (round % 4 == 0 ? 60 : 0);
    const std::string text = person(random_number(&random, 0, 99), random_number(&random, 1, 12),
                                    day, random_number(&random, 0, 999), "-+"[round % 2]);
    INFO(text);
    CHECK(is_found(kPerson, text));
    const size_t at = random() % text.size();
    if (at == 6) continue;
    CHECK(found(kPerson, with_digit_moved(text, at, random_number(&random, 1, 9))).empty());
  }
}

TEST_CASE("How a Swedish personal number is written decides what it counts", "[sweden]") {
  const std::string run = person(1987, 12, 20, 238, '\0');
  CHECK(score_of(kPerson, run, run) == Approx(0.6));
  CHECK(score_of(kPerson, "Personnummer " + run, run) == Approx(0.95));
  const std::string spaced = person(1987, 12, 20, 238, ' ');
  CHECK(found(kPerson, spaced).empty());
  CHECK(found(kPerson, "personnummer: " + spaced) == Texts{spaced});
  CHECK(found(kPerson, "My swedish id code is199003052397.").empty());
  CHECK(found(kPerson, "My swedish id code is199003052397.", 0) == Texts{"199003052397"});
}

TEST_CASE("A run of digits among other numbers needs a word beside it", "[sweden]") {
  const std::string run = person(1987, 12, 20, 238, '\0');
  for (const std::string& text : {"17, " + run + ", x", "(" + run + ", 5)", "a;" + run + ";7",
                                  "3\t" + run + "\tb", "\"size\":" + run + "}", "4 | " + run}) {
    INFO(text);
    CHECK(found(kPerson, text).empty());
    CHECK(found(kPerson, text, 0.4) == Texts{run});
    CHECK(found(kPerson, "pnr " + text) == Texts{run});
  }
  for (const std::string& text :
       {"Anna, " + run + ", Lund", "\"id\": \"" + run + "\"", run + ", and 5", "(" + run + ")"}) {
    CHECK(found(kPerson, text) == Texts{run});
  }
  CHECK(found(kPerson, "17, 871220-2384, 5") == Texts{"871220-2384"});
}

TEST_CASE("What is no Swedish personal number", "[sweden]") {
  for (const std::string text :
       {"19000309-3393", "19001309-2393", "200504422381", "189x09179809", "18970c17-9809",
        "871220-2385", "1871220-2384", "871220-23841", "12-871220-2384", "0.871220-2384",
        "871220-2384-1", "871220--2384", "871220-2384a"}) {
    INFO(text);
    CHECK(found(kPerson, text, 0).empty());
  }
}

TEST_CASE("Swedish organisation numbers as published are found", "[sweden]") {
  for (const std::string text : {"212000-0142", "556703-7485", "202100-5489", "556036-0793"}) {
    INFO(text);
    CHECK(is_found(kCompany, text));
    const std::string run = with(text, "-", "");
    CHECK(found(kCompany, run).empty());
    CHECK(found(kCompany, run, 0) == Texts{run});
    CHECK(found(kCompany, "Org.nr " + run) == Texts{run});
    CHECK(found(kCompany, "orgnr 16" + text) == Texts{"16" + text});
  }
  CHECK(found(kCompany, "556703-7485 tillh\xC3\xB6r v\xC3\xA5rt f\xC3\xB6retag.") ==
        Texts{"556703-7485"});
}

TEST_CASE("Swedish organisation numbers: the whole space of the check digit", "[sweden]") {
  Random random(32);
  for (int round = 0; round < 1000; ++round) {
    const std::string digits = random_digits(&random, 9);
    const bool is_possible = digits[0] != '0' && digits[2] >= '2';
    for (char check = '0'; check <= '9'; ++check) {
      const std::string text = digits.substr(0, 6) + "-" + digits.substr(6) + check;
      CHECK(is_found(kCompany, text) == (is_possible && check == luhn_check(digits)));
    }
  }
}

TEST_CASE("What is no Swedish organisation number", "[sweden]") {
  for (const std::string text : {"19000309-3393", "55670x-7485", "556703-7r85", "556703-7486",
                                 "1556703-7485", "556703-7485-1", "0.5567037485"}) {
    CHECK(found(kCompany, text, 0).empty());
  }
}

TEST_CASE("Swedish VAT numbers", "[sweden]") {
  for (const std::string text : {"SE123456789701", "SE 123456789701", "SE556036079301",
                                 "SE 556036-0793 01", "SE556036-079301", "se556036079301"}) {
    INFO(text);
    CHECK(is_found(kVat, text));
    CHECK(score_of(kVat, text, text) == 1.0);
  }
  CHECK(found(kVat, "SE123456789101", 0).empty());
  CHECK(found(kVat, "SE123456789702").empty());
  CHECK(found(kVat, "SE123456789700", 0).empty());
  CHECK(found(kVat, "SE1234567897011", 0).empty());
  CHECK(found(kVat, "se 556036-0793 01").empty());
  CHECK(found(kVat, "moms: se 556036-0793 01") == Texts{"se 556036-0793 01"});
}

TEST_CASE("Swedish documents and giro numbers need a word beside them", "[sweden]") {
  const struct {
    std::string entity, text, word;
  } kCases[] = {{"SE_PASSPORT", "12345678", "Passnummer"},
                {"SE_PASSPORT", "AA1234567", "passport no"},
                {"SE_ID_CARD", "AA1234567", "nationellt id-kort"},
                {"SE_EHIC", "80752000001234567890", "EU-kortet"},
                {"SE_EHIC", "8075200000 1234567890", "europeiskt sjukförsäkringskort"},
                {"SE_BANKGIRO", "991-2346", "bankgiro"},
                {"SE_BANKGIRO", "5050-1055", "BG"},
                {"SE_BANKGIRO", "50501055", "BG nr"},
                {"SE_BANKGIRO", "5050 1055", "Bankgiro"},
                {"SE_PLUSGIRO", "410 54 68-5", "Plusgiro"},
                {"SE_PLUSGIRO", "4105468-5", "PG"}};
  for (const auto& one : kCases) {
    INFO(one.entity << " " << one.text);
    CHECK(found(one.entity, one.text).empty());
    CHECK(found(one.entity, one.word + ": " + one.text) == Texts{one.text});
  }
  CHECK(found("SE_BANKGIRO", "bankgiro 991-2347").empty());
  CHECK(found("SE_BANKGIRO", "bankgiro 50501056").empty());
  CHECK(found("SE_EHIC", "80752000001234567890 (europeiskt sjukförsäkringskort)").size() == 1);
  CHECK(found("SE_PLUSGIRO", "plusgiro 410 54 68-4").empty());
  CHECK(found("SE_PLUSGIRO", "plusgiro x76 36 70-7").empty());
}

}  // namespace weir
