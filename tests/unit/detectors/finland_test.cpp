#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

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
  for (const std::string text : {"1131052-308T", "131052-308TT", "131052-308T1", "a131052-308T",
                                 "12-131052-308T", "131052-308T-12", "131052-308T+1",
                                 "\xC3\xA4"
                                 "131052-308T"}) {
    CHECK(found(kEntity, text).empty());
  }
  for (const std::string text : {"(131052-308T)", "_131052-308T_", "hetu:131052-308T.",
                                 "1.131052-308T", "131052-308T,131052-308T"}) {
    CHECK_FALSE(found(kEntity, text).empty());
  }
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

}  // namespace weir
