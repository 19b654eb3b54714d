#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"
#include "unit/detectors/samples.h"

namespace weir {
namespace {

constexpr std::string_view kPerson = "DK_CPR";

using Texts = std::vector<std::string>;

bool is_found(const std::string& text) {
  return found(kPerson, text) == Texts{text};
}

// The century by the table of the CPR office: rows 0-3, 4, 5-8, 9; columns to 36, to 57, to 99.
int full_year(int year, int seventh) {
  const int column = year <= 36 ? 0 : (year <= 57 ? 1 : 2);
  constexpr int kCenturies[][3] = {
      {1900, 1900, 1900}, {2000, 1900, 1900}, {2000, 2000, 1800}, {2000, 1900, 1900}};
  const int row = seventh <= 3 ? 0 : (seventh == 4 ? 1 : (seventh <= 8 ? 2 : 3));
  return kCenturies[row][column] + year;
}

}  // namespace

TEST_CASE("Danish personal numbers, with and without their old check digit", "[denmark]") {
  for (const std::string text : {"211062-5629", "070761-4285", "010165-4001", "311200-4009"}) {
    INFO(text);
    CHECK(is_found(text));
  }
  CHECK(score_of(kPerson, "CPR-nr. 211062-5629", "211062-5629") == Approx(0.85));
}

TEST_CASE("Danish dates are real in the century that the seventh digit gives", "[denmark]") {
  Random random(51);
  for (int seventh = 0; seventh <= 9; ++seventh) {
    for (int year = 0; year <= 99; ++year) {
      const int full = full_year(year, seventh);
      for (const auto& [day, month] : {std::pair(29, 2), std::pair(31, 4), std::pair(31, 12)}) {
        const std::string text = padded(day) + padded(month) + padded(year) + "-" +
                                 std::to_string(seventh) + random_digits(&random, 3);
        const bool is_real =
            std::chrono::year_month_day(std::chrono::year(full),
                                        std::chrono::month(static_cast<unsigned>(month)),
                                        std::chrono::day(static_cast<unsigned>(day)))
                .ok();
        INFO(text);
        CHECK(is_found(text) == (is_real && full <= 2035));
      }
    }
  }
}

TEST_CASE("Danish personal numbers without their dash need a word beside them", "[denmark]") {
  for (const std::string text : {"2110625629", "211062 5629"}) {
    CHECK(found(kPerson, text).empty());
    CHECK(found(kPerson, text, 0) == Texts{text});
    CHECK(found(kPerson, "CPR: " + text) == Texts{text});
    CHECK(found(kPerson, "hendes personnummer er " + text) == Texts{text});
  }
}

TEST_CASE("Replacement numbers, whose day has sixty more, need a word beside them", "[denmark]") {
  CHECK(found(kPerson, "671062-5629").empty());
  CHECK(found(kPerson, "erstatningspersonnummer 671062-5629") == Texts{"671062-5629"});
  CHECK(found(kPerson, "erstatningspersonnummer 921062-5629").empty());
}

TEST_CASE("What is no Danish personal number", "[denmark]") {
  for (const std::string text :
       {"511062-5629", "2110525629", "210062-5629", "001062-5629", "1211062-5629", "211062-56291",
        "12-211062-5629", "a211062-5629", "211062-5629-1", "0.2110625629"}) {
    INFO(text);
    CHECK(found(kPerson, text, 0).empty());
  }
}

TEST_CASE("Danish company and VAT numbers", "[denmark]") {
  for (const std::string text : {"13585628", "13 58 56 28", "1358 5628"}) {
    INFO(text);
    CHECK(found("DK_CVR", text).empty());
    CHECK(found("DK_CVR", text, 0) == Texts{text});
    CHECK(found("DK_CVR", "CVR-nr. " + text) == Texts{text});
    for (const std::string prefix : {"DK", "DK "}) {
      CHECK(found("DK_VAT_ID", prefix + text) == Texts{prefix + text});
      CHECK(score_of("DK_VAT_ID", prefix + text, prefix + text) == 1.0);
    }
  }
  for (const std::string text : {"13585627", "03585628", "135856281", "13 58 56 28 13"}) {
    CHECK(found("DK_CVR", "cvr " + text).empty());
  }
  CHECK(found("DK_VAT_ID", "DK 13585627", 0).empty());
  Random random(52);
  for (int round = 0; round < 1000; ++round) {
    const std::string digits = "1" + random_digits(&random, 6);
    const std::string text = "DK" + digits + static_cast<char>('0' + round % 10);
    CHECK(found("DK_VAT_ID", text).empty() == (text.back() != mod_11_check(digits)));
  }
}

TEST_CASE("Danish documents need a word beside them", "[denmark]") {
  CHECK(found("DK_PASSPORT", "204040404").empty());
  CHECK(found("DK_PASSPORT", "Pasnummer 204040404") == Texts{"204040404"});
  CHECK(found("DK_EHIC", "80208000001234567890").empty());
  CHECK(found("DK_EHIC", "sygesikringskort 80208000001234567890") == Texts{"80208000001234567890"});
}

}  // namespace weir
